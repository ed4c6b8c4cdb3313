"""``snapshots``: listing, taking back, bringing back."""

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_withdrawn_and_restored(run: Run, people: Path) -> None:
    run("import", "member", people)
    for action, active in (("withdraw", False), ("restore", True)):
        ran = run("snapshots", action, "1")
        assert (ran.code, ran.out) == (0, "")
        (row,) = json.loads(run("snapshots", "--format", "json").out)
        assert row["active"] is active
        assert run("snapshots", action, "1").code == 2


def test_who_when_and_what_are_kept(run: Run, people: Path) -> None:
    run("import", "member", people)
    (row,) = json.loads(run("snapshots", "list", "--format", "json").out)
    assert row["file_name"] == "people.csv"
    assert row["file_size"] == people.stat().st_size
    assert len(row["file_sha256"]) == 64
    assert row["imported_by"].endswith("command line)")
    assert row["imported_at"].endswith("+00:00")
