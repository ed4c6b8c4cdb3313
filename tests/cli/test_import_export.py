"""``import-export``: what the package holds, a JSON line a table, and the same package twice."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import tiny_platform as tiny
from tests.cli.conftest import Ran, Run

BAD = (*tiny.MESSAGES, "m3,2026-02-30T10:00:00Z,ben,comment,m1,No such day")


@pytest.fixture(autouse=True)
def platform() -> Iterator[None]:
    with tiny.registered():
        yield


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.zip"
    path.write_bytes(tiny.zipped())
    return path


def lines(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


def test_an_export_comes_in_and_the_same_again_changes_nothing(run: Run, package: Path) -> None:
    first = run("import-export", "tiny", package)
    assert first.code == 0, first.err
    nothing = {"changed": 0, "rejected": 0, "rejects_file": None}
    assert lines(first) == [
        {"platform": "tiny", "source": "tiny", "found": {"people": 2, "messages": 3}, "left_out": {"a message that the platform wrote": 1}},
        {"kind": "member", "snapshot": 1, "read": 2, "new": 2, "same": 0, **nothing},
        {"kind": "activity", "snapshot": 2, "read": 2, "new": 2, "same": 0, **nothing},
    ]
    assert "Tiny: 2 people and 3 messages found." in first.err
    assert "Left out: 1 × a message that the platform wrote." in first.err
    again = run("import-export", "tiny", package)
    assert [(line["snapshot"], line["same"]) for line in lines(again)[1:]] == [(1, 2), (2, 2)]
    assert run("snapshots").out.count("\n") == 3


def test_a_files_words_do_not_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("\x1b[2J\x9bid\nana\n")
    ran = run("import", "member", tmp_path / "people.csv", "--map", "member_id=\x1b[2J\x9bid")
    assert "member_id ← \ufffd[2J\ufffdid" in ran.err


def test_a_folder_is_taken_too_also_the_current_one(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    (folder / "tiny.json").write_bytes(tiny.exported(messages=BAD))
    monkeypatch.chdir(folder)
    ran = run("import-export", "tiny", ".", "--source", "chat", "--rejects", "skip")
    assert ran.code == 0, ran.err
    assert lines(ran)[0]["source"] == "chat"
    assert lines(ran)[2]["rejects_file"] == str(tmp_path / "unpacked.activity.rejects.csv")
    assert {line.split(",")[2] for line in run("snapshots").out.splitlines()[1:]} == {"chat"}


def test_a_refused_row_keeps_every_table_out_and_lies_beside_the_package(run: Run, package: Path) -> None:
    package.write_bytes(tiny.zipped(tiny.exported(messages=BAD)))
    ran = run("import-export", "tiny", package)
    assert ran.code == 2
    assert [(line["kind"], line["snapshot"], line["new"], line["rejected"]) for line in lines(ran)[1:]] == [("member", None, 2, 0), ("activity", None, 2, 1)]
    rejects = Path(lines(ran)[2]["rejects_file"])
    assert rejects == Path(f"{package}.activity.rejects.csv")
    assert "No such day" in rejects.read_text(encoding="utf-8-sig")
    assert "--rejects skip" in ran.err
    assert run("snapshots").out.count("\n") == 1
    assert run("import-export", "tiny", package, "--rejects", "skip").code == 0


def test_a_dry_run_keeps_nothing(run: Run, package: Path) -> None:
    ran = run("import-export", "tiny", package, "--dry-run")
    assert (ran.code, [line["new"] for line in lines(ran)[1:]]) == (0, [2, 2])
    assert run("snapshots").out.count("\n") == 1


def test_quiet_is_the_settings_unless_said(run: Run, package: Path) -> None:
    run("settings", "set", "quiet_minutes", "45")
    assert "quiet for 2700 s" in run("import-export", "tiny", package, "--dry-run").err
    assert "quiet for 7200 s" in run("import-export", "tiny", package, "--dry-run", "--quiet-minutes", "120").err


def test_what_the_export_leaves_open_is_asked_for_by_its_option(run: Run, package: Path) -> None:
    package.write_bytes(tiny.zipped(tiny.exported(messages=("m1,03/04/2025 10:00,ana,post,m1,Good day",))))
    for option, value in (("--dates", "dmy"), ("--zone", "Europe/Warsaw")):
        ran = run("import-export", "tiny", package, *(["--dates", "dmy"] if option == "--zone" else []))
        assert (ran.code, len(lines(ran))) == (2, 1), value
        assert option in ran.err
    assert run("import-export", "tiny", package, "--dates", "dmy", "--zone", "Europe/Warsaw").code == 0


def test_the_score_question_is_chosen(run: Run, package: Path) -> None:
    package.write_bytes(tiny.zipped(tiny.exported(scores=["How likely?", "How easy?"])))
    assert "--score" in run("import-export", "tiny", package).err
    ran = run("import-export", "tiny", package, "--score", "How easy?", "--survey", "nps")
    assert [(line["kind"], line["new"]) for line in lines(ran)[1:]] == [("survey_response", 2)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tyny", "tiny.zip"], "There is no platform 'tyny'. Hint: did you mean tiny?"),
        (["tiny", "none.zip"], "none.zip"),
        (["slack-analytics", "tiny.zip"], "Found: one of Tiny. Hint: import-export tiny tiny.zip"),
        (["tiny", "tiny.zip", "--source", "a:b"], "source's name"),
        (["tiny", "tiny.zip", "--zone", "Mars/Base"], "no time zone 'Mars/Base'"),
        (["tiny", "broken.json"], "no whole Tiny export"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_command_is_explained(words: list[str], said: str, run: Run, package: Path) -> None:
    package.with_name("broken.json").write_bytes(tiny.exported(broken=True))
    ran = run("import-export", *words)
    assert ran.code == 2
    assert said in ran.err
    assert run("snapshots").out.count("\n") == 1


def test_a_strangers_slack_export(run: Run, shared_data: Path) -> None:

    archive = shared_data / "slack_export" / "testarchive.zip"
    ran = run("import-export", "slack", archive)
    assert ran.code == 0, ran.err
    found, *tables = lines(ran)
    assert found["found"]["messages"] == 158
    assert tables[0]["kind"] == "member"
    assert [line["same"] for line in lines(run("import-export", "slack", archive))[1:]] == [line["read"] for line in tables]
