"""``sync``, and what ``doctor`` says of configured sources: what is printed, exit codes, and stopping politely."""

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.cli.configured_sources import configured_sources
from lib.errors import SourceError
from lib.sources.origin_type import OriginType, origin_types
from lib.store import open_store
from lib.store.sync_runs import last_run
from tests.cli.conftest import Ran, Run
from tests.sources.toy_origin import Toy, members, posts

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def toys(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> dict[str, Toy]:
    """An installation with two sources that hand over what the test puts into them."""
    toys = {"forum": Toy({"activity": [posts(1, 2)], "member": [members("ana")]}), "desk": Toy({"member": [members("ben")]})}
    monkeypatch.setitem(origin_types(), "toy", OriginType("toy", lambda name, section: toys[name]))  # type: ignore[arg-type]
    _secrets(tmp_path, '[sources.forum]\ntype = "toy"\n[sources.desk]\ntype = "toy"\n')
    return toys


def _secrets(folder: Path, text: str) -> None:
    (folder / ".streamlit").mkdir(exist_ok=True)
    (folder / ".streamlit" / "secrets.toml").write_text(text, encoding="utf-8")


def _rows(ran: Ran) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_a_row_a_source_and_kind(run: Run, toys: dict[str, Toy]) -> None:
    ran = run("sync")
    assert ran.code == 0
    rows = _rows(ran)
    assert list(rows[0]) == ["source", "kind", "outcome", "snapshot", "read", "new", "changed", "same", "rejected", "gone", "seconds", "said"]
    assert [(row["source"], row["kind"], row["outcome"], row["snapshot"], row["new"]) for row in rows] == [
        ("forum", "member", "done", "1", "1"),
        ("forum", "activity", "done", "2", "2"),
        ("desk", "member", "done", "3", "1"),
    ]
    again = _rows(run("sync"))
    assert [(row["snapshot"], row["new"]) for row in again] == [("", "0")] * 3


def test_named_sources_only(run: Run, toys: dict[str, Toy]) -> None:
    assert [row["source"] for row in _rows(run("sync", "desk"))] == ["desk"]
    assert toys["forum"].asked == []


def test_a_name_that_is_not_configured(run: Run, toys: dict[str, Toy]) -> None:
    ran = run("sync", "forun")
    assert (ran.code, ran.out) == (2, "")
    assert "did you mean forum" in ran.err


def test_nothing_is_configured(run: Run) -> None:
    ran = run("sync")
    assert (ran.code, ran.out) == (2, "")
    assert "docs/sources.md" in ran.err
    assert run("sync", "forum").code == 2


def test_a_source_that_fails_stops_no_other(run: Run, toys: dict[str, Toy]) -> None:
    toys["forum"].rows = {"member": [SourceError("It is away.", hint="wait")]}
    ran = run("sync", "--format", "json")
    assert ran.code == 1
    rows = json.loads(ran.out)
    assert [(row["source"], row["outcome"], row["said"]) for row in rows] == [("forum", "failed", "It is away. Hint: wait"), ("desk", "done", None)]


def test_a_section_that_is_wrong_stops_no_other(run: Run, toys: dict[str, Toy], tmp_path: Path) -> None:
    _secrets(tmp_path, '[sources.desk]\ntype = "toy"\n[sources.odd]\ntype = "hush"\n')
    ran = run("sync")
    assert ran.code == 2
    assert [(row["source"], row["outcome"]) for row in _rows(ran)] == [("desk", "done"), ("odd", "failed")]
    assert run("sync", "desk").code == 0


def test_refused_rows_are_left_out_or_stop_the_run(run: Run, toys: dict[str, Toy]) -> None:
    toys["desk"].rows = {"member": [[*members("ben"), {"member_id": "", "name": "Nobody"}]]}
    ran = run("sync", "desk", "--rejects", "fail")
    assert (ran.code, _rows(ran)[0]["new"]) == (1, "0")
    ran = run("sync", "desk")
    assert (ran.code, _rows(ran)[0]["new"], _rows(ran)[0]["rejected"]) == (0, "1", "1")
    assert "1 row refused" in _rows(ran)[0]["said"]
    assert "the page Sources lists them" in ran.err
    assert "Refused rows" not in run("sync", "forum").err


def test_whole_sees_what_is_gone(run: Run, toys: dict[str, Toy]) -> None:
    run("sync", "forum")
    toys["forum"].rows = {"activity": [posts(2)], "member": [members("ana")]}
    assert [row["gone"] for row in _rows(run("sync", "forum", "--whole"))] == ["0", "1"]


def test_doctor_asks_each_source_and_names_the_schedule(run: Run, toys: dict[str, Toy], monkeypatch: pytest.MonkeyPatch) -> None:
    def states() -> dict[str, str]:
        return {row["check"]: row["state"] for row in json.loads(run("doctor", "--format", "json").out)}

    toys["desk"].fault = SourceError("It is away.", hint="wait")
    assert states() | {"configured source forum": "works", "configured source desk": "broken", "schedule": "note"} == states()
    monkeypatch.setenv("COMMUNITY_SYNC_AT", "06:00")
    assert states()["schedule"] == "works"


def test_doctor_waits_for_nobody_for_ever(toys: dict[str, Toy], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toys["forum"], "check", lambda: time.sleep(30), raising=False)
    started = time.monotonic()
    found = {one.check: (one.state, one.found) for one in configured_sources(tmp_path / ".streamlit" / "secrets.toml", patience=0.5)}
    assert time.monotonic() - started < 10
    assert found["configured source forum"] == ("broken", "a toy did not answer within 0.5 s")
    assert found["configured source desk"] == ("works", "reached")


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What the test starts listens to an interrupt, also where the tests themselves run in the background of a shell, which ignores it for them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_stopped_politely_it_ends_clean_and_goes_on_next_time(sign: signal.Signals, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "forum.sqlite") as forum:
        forum.execute("CREATE TABLE posts (id TEXT, user_id TEXT, created_at TEXT)")
        forum.executemany("INSERT INTO posts VALUES (?, 'ana', '2026-01-01T10:00:00Z')", [(f"p{n}",) for n in range(60_000)])
    section = '[sources.forum]\ntype = "database"\nurl = "sqlite:///forum.sqlite"\n[sources.forum.activity]\ntable = "posts"\n'
    _secrets(tmp_path, section + 'map = { activity_id = "id", member_id = "user_id", occurred_at = "created_at" }\nset = { kind = "post" }\n')
    url = f"duckdb:///{tmp_path}/c.duckdb"
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "COMMUNITY_STORE": url}
    command = [sys.executable, "-m", "lib", "sync"]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert _reads(process)
    process.send_signal(sign)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    store = open_store(url)
    run = last_run(store, "forum", "activity")
    store.close()
    assert run is not None
    assert run.outcome is None
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert ",done," in ran.stdout


def _reads(process: "subprocess.Popen[str]") -> bool:
    """Waits until the process says that it reads rows."""
    assert process.stderr is not None
    return any("forum, activity" in line for line in iter(process.stderr.readline, ""))
