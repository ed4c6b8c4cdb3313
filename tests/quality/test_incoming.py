"""What did not come in: refused rows, and runs that failed."""

from datetime import timedelta
from typing import Any

from sqlalchemy import insert, update

from lib.quality import CHECKS
from lib.store import Store
from lib.store.tables import snapshot, sync_run
from tests.conftest import NOW
from tests.factories import post, put
from tests.quality.looked import looked


def refuse(store: Store, number: int, rows: int, read: int) -> None:
    """As if so many rows of a snapshot had been refused."""
    with store.writing() as writer:
        writer.connection.execute(update(snapshot).where(snapshot.c.snapshot_id == number).values(rows_rejected=rows, rows_read=read))


def test_files_with_refused_rows(any_store: Store) -> None:
    put(any_store, "activity", post(), file="a.csv")
    put(any_store, "activity", post(), file="b.csv")
    refuse(any_store, 1, 2, 100)
    refuse(any_store, 2, 0, 50)
    finding = looked(any_store, "refused_rows")
    assert (finding.severity, finding.count, finding.of, finding.where, finding.since) == ("look", 2, 150, "snapshots", NOW.date())
    assert finding.rows[["snapshot_id", "file_name", "rows_rejected", "share"]].values.tolist() == [[1, "a.csv", 2, 0.02]]


def test_many_refused_rows_are_to_be_acted_on(store: Store) -> None:
    put(store, "activity", post())
    refuse(store, 1, 5, 100)
    assert looked(store, "refused_rows").severity == "act"


def test_a_file_that_came_in_whole_later_or_was_withdrawn_is_fine(store: Store) -> None:
    put(store, "activity", post(), file="a.csv")
    put(store, "activity", post(), file="a.csv")
    put(store, "activity", post(), file="c.csv")
    refuse(store, 1, 5, 100)
    refuse(store, 3, 5, 100)
    store.withdraw(3, "tests")
    assert looked(store, "refused_rows").severity == "fine"


def run(store: Store, number: int, **more: Any) -> None:
    counts = dict.fromkeys(("rows_read", "rows_new", "rows_changed", "rows_same", "rows_rejected", "rows_gone"), 0)
    row = {"run_id": number, "source": "forum", "kind": "activity", "started_at": NOW, "started_by": "tests", "whole": False, **counts, **more}
    with store.writing() as writer:
        writer.connection.execute(insert(sync_run).values(**row))


def test_rows_that_syncs_refused_count_until_everything_was_read_again(any_store: Store) -> None:
    done = {"outcome": "done", "finished_at": NOW, "cursor": "there"}
    run(any_store, 1, rows_read=90, rows_rejected=1, **done)
    run(any_store, 2, rows_read=10, rows_rejected=2, source="sheet", **{**done, "cursor": None})
    run(any_store, 3, rows_read=10, **done)
    finding = looked(any_store, "refused_rows")
    assert (finding.severity, finding.count, finding.of, finding.where) == ("act", 3, 110, "sources")
    assert finding.rows[["source", "rows_read", "rows_rejected"]].values.tolist() == [["forum", 90, 1], ["sheet", 10, 2]]
    run(any_store, 4, rows_read=10, source="sheet", **{**done, "cursor": None})
    assert looked(any_store, "refused_rows").rows["source"].tolist() == ["forum"]
    run(any_store, 5, rows_read=100, whole=True, **done)
    assert (looked(any_store, "refused_rows").severity, looked(any_store, "refused_rows").of) == ("fine", 110)


def test_rows_of_a_sync_that_was_withdrawn_are_not_missed(store: Store) -> None:
    put(store, "activity", post())
    run(store, 1, rows_read=90, rows_rejected=1, snapshot_id=1, outcome="done", finished_at=NOW, cursor="there")
    assert looked(store, "refused_rows").count == 1
    store.withdraw(1, "tests")
    assert CHECKS["refused_rows"](store) is None


def test_without_configured_sources_there_is_nothing_to_look_at(store: Store) -> None:
    put(store, "activity", post())
    assert CHECKS["failed_runs"](store) is None


def test_a_source_whose_last_run_failed(any_store: Store) -> None:
    run(any_store, 1, outcome="done", finished_at=NOW)
    run(any_store, 2, outcome="failed", finished_at=NOW, said="The password is refused.")
    run(any_store, 3, source="chat", outcome="done", finished_at=NOW)
    finding = looked(any_store, "failed_runs")
    assert (finding.severity, finding.count, finding.of, finding.where) == ("act", 1, 2, "sources")
    assert finding.rows[["source", "outcome", "said"]].values.tolist() == [["forum", "failed", "The password is refused."]]


def test_a_run_that_goes_on_is_fine_and_one_that_never_ends_is_not(store: Store) -> None:
    run(store, 1, outcome="failed", finished_at=NOW)
    run(store, 2)
    assert looked(store, "failed_runs").severity == "fine"
    run(store, 3, started_at=NOW - timedelta(hours=7))
    assert looked(store, "failed_runs").rows["outcome"].tolist() == ["did not end"]
