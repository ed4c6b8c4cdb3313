"""A process that dies while it imports leaves all or nothing. ``python -m tests.crash.killed_import`` does it more often."""

from pathlib import Path

from tests.crash.killed_import import kill_imports


def test_a_killed_import_leaves_all_or_nothing_and_can_be_done_again(tmp_path: Path) -> None:
    tally = kill_imports(tmp_path, times=8, rows=2_000)
    assert tally.nothing + tally.everything == 8
    assert tally.nothing > 0
