"""A real forum from two CSV files to printed tables, by the command line alone, against a count by hand."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lib.cli import main
from lib.scope import Grain, Scope
from tests.metrics import oracle, thread_oracle
from tests.metrics.oracle import Community, Row

FORUM = ["--source", "thunderbird", "--map", "occurred_at=created", "--map", "member_id=creator", "--map", "text=content"]
QUESTIONS = [*FORUM, "--set", "activity_id=q{id}", "--set", "kind=post", "--map", "thread_id=id", "--map", "channel=topic"]
ANSWERS = [*FORUM, "--set", "activity_id=a{id}", "--set", "kind=comment", "--map", "thread_id=question_id"]

Say = Callable[..., str]


@pytest.fixture(scope="module")
def say(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Say:
    """Runs a command on a store into which both files came, and gives what it prints."""
    url = f"duckdb:///{tmp_path_factory.mktemp('forum') / 'forum.duckdb'}"

    def said(*words: str) -> str:
        with redirect_stdout(io.StringIO()) as out:
            assert main([*words, "--store", url]) == 0
        return out.getvalue()

    folder = shared_data / "thunderbird_support"
    said("import", "activity", str(folder / "questions.csv"), *QUESTIONS)
    said("import", "activity", str(folder / "answers.csv"), *ANSWERS)
    return said


@pytest.fixture(scope="module")
def forum(shared_data: Path) -> Community:
    """The same two files, read by nothing of ours."""
    acts: list[Row] = []
    for name, letter, kind, thread in (("questions", "q", "post", "id"), ("answers", "a", "comment", "question_id")):
        with (shared_data / "thunderbird_support" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            acts += [
                {
                    "source": "thunderbird",
                    "activity_id": letter + row["id"],
                    "member_id": row["creator"].strip(),
                    "occurred_at": datetime.strptime(row["created"], "%Y-%m-%d %H:%M:%S %z").astimezone(UTC),
                    "kind": kind,
                    "thread_id": row[thread],
                    "channel": row.get("topic"),
                }
                for row in csv.DictReader(file)
            ]
    return Community(activities=acts, now=datetime.now(UTC), zone="UTC")


CASES: dict[str, tuple[list[str], Callable[[Community], Iterator[Row]]]] = {
    "active_users": ([], lambda world: oracle.active_users(world, Scope())),
    "ugc": ([], lambda world: oracle.ugc(world, Scope())),
    "growth_accounting": (["--by", "week"], lambda world: oracle.growth_accounting(world, Scope(by=Grain.WEEK))),
    "response_time": (["--option", "responder=anyone", "--by", "week"], lambda world: thread_oracle.response_time(world, Scope(by=Grain.WEEK), "anyone")),
}


@pytest.mark.parametrize("metric", CASES)
def test_what_is_printed_is_what_a_count_by_hand_gives(say: Say, forum: Community, metric: str) -> None:
    words, brute_force = CASES[metric]
    printed = list(csv.DictReader(io.StringIO(say("metric", metric, *words))))
    expected = list(brute_force(forum))
    assert [list(row) for row in printed] == [list(row) for row in expected]
    for place, (found, wanted) in enumerate(zip(printed, expected, strict=True)):
        assert {name: _read(text, wanted[name]) for name, text in found.items()} == {name: _rounded(value) for name, value in wanted.items()}, f"row {place}"


def test_the_same_files_again_change_nothing_and_withdrawing_them_leaves_nothing(say: Say, shared_data: Path) -> None:
    folder = shared_data / "thunderbird_support"
    assert '"same": 1196' in say("import", "activity", str(folder / "questions.csv"), *QUESTIONS)
    assert '"same": 2594' in say("import", "activity", str(folder / "answers.csv"), *ANSWERS)
    before = say("metric", "ugc")
    say("snapshots", "withdraw", "1")
    say("snapshots", "withdraw", "2")
    assert len(say("metric", "ugc").splitlines()) == 1
    assert len(say("metric", "unanswered").splitlines()) == 1
    say("snapshots", "restore", "2")
    say("snapshots", "restore", "1")
    assert say("metric", "ugc") == before


def _read(text: str, like: Any) -> Any:
    if text == "":
        return None
    if isinstance(like, bool):
        return {"true": True, "false": False}[text]
    return _rounded(float(text)) if isinstance(like, float | int) else text


def _rounded(value: Any) -> Any:
    """Nine digits: the order of sums may differ; days as they are printed."""
    if isinstance(value, bool) or value is None:
        return value
    return float(f"{value:.9g}") if isinstance(value, float | int) else str(value)
