"""A sync that is killed again and again ends complete. ``python -m tests.crash.killed_sync`` does it more often, with more rows."""

from pathlib import Path

from tests.crash.killed_sync import ROWS, kill_syncs


def test_a_sync_that_is_killed_is_gone_on_with_and_ends_complete_with_nothing_doubled(tmp_path: Path, postgres_url: str) -> None:
    tally = kill_syncs(tmp_path, postgres_url, times=3)
    assert tally.within > 0
    assert tally.left["shown"] == tally.left["activity"] == tally.left["new"] == ROWS
    assert tally.left["accounted for"]
    assert tally.left == {**tally.undisturbed, "runs": tally.left["runs"]}
    assert set(tally.left["runs"]) == {"done"}  # type: ignore[call-overload]
