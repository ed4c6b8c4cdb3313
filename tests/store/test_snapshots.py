"""Withdrawing leaves the store as if the snapshot had never come; restoring brings all back."""

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lib.errors import CommandError
from lib.store import Store, open_store, tables
from tests.conftest import NOW
from tests.factories import at, comment, post, put

Shown = dict[str, list[dict[str, str | None]]]


def seen(store: Store) -> Shown:
    """All that anybody can see: current rows and rollups, without the numbers that versions happen to have."""
    found = {}
    for name, table in tables.RECORDS.items():
        columns = [column for column in table.c if column.name != "version_no"]
        found[name] = _rows(store.frame(select(*columns).where(table.c.current)))
    known = tables.identity.c.since_day.is_not(None)
    for rollup in tables.ROLLUPS:
        found[rollup.name] = _rows(store.frame(select(rollup).where(known) if rollup is tables.identity else select(rollup)))
    return found


def _rows(frame: pd.DataFrame) -> list[dict[str, str | None]]:
    rows = [{str(name): None if pd.isna(value) else str(value) for name, value in row.items()} for row in frame.to_dict("records")]
    return sorted(rows, key=str)


def test_withdrawing_gives_changed_rows_back(any_store: Store) -> None:
    put(any_store, "activity", post(activity_id="1", title="old"), comment("staff", thread="1", activity_id="2"))
    before = seen(any_store)
    later = put(any_store, "activity", post(activity_id="1", title="new", hours=3), post("eva", activity_id="3"))
    after = seen(any_store)
    assert before != after
    any_store.withdraw(later.snapshot_id, "tests")
    assert seen(any_store) == before
    any_store.restore(later.snapshot_id, "tests")
    assert seen(any_store) == after


def test_a_row_that_two_files_brought_survives_the_withdrawal_of_one(store: Store) -> None:
    first = put(store, "activity", post(activity_id="1"))
    put(store, "activity", post(activity_id="1"), post(activity_id="2"))
    before = seen(store)
    store.withdraw(first.snapshot_id, "tests")
    assert seen(store) == before


def test_restoring_an_old_file_does_not_undo_a_newer_one(store: Store) -> None:
    first = put(store, "activity", post(activity_id="1", title="old"))
    put(store, "activity", post(activity_id="1", title="new"))
    before = seen(store)
    store.withdraw(first.snapshot_id, "tests")
    store.restore(first.snapshot_id, "tests")
    assert seen(store) == before


def test_withdrawing_members_takes_their_roles_and_persons_back(store: Store) -> None:
    put(store, "activity", post("ana", activity_id="1"), comment("eva", thread="1"), comment("bot", thread="1"))
    before = seen(store)
    people = put(
        store, "member", {"member_id": "eva", "role": "staff", "person_id": "E"}, {"member_id": "bot", "role": "bot"}, {"member_id": "ana", "person_id": "E"}
    )
    assert seen(store)["thread"] != before["thread"]
    store.withdraw(people.snapshot_id, "tests")
    assert seen(store) == before


def test_what_is_withdrawn_or_unknown_cannot_be_withdrawn(store: Store) -> None:
    counts = put(store, "ticket", {"ticket_id": "1", "created_at": at(0)})
    store.withdraw(counts.snapshot_id, "tests")
    with pytest.raises(CommandError, match="withdrawn already"):
        store.withdraw(counts.snapshot_id, "tests")
    with pytest.raises(CommandError, match="no snapshot 99"):
        store.restore(99, "tests")
    assert not store.snapshots()["active"].item()


ids = st.sampled_from(["1", "2", "3"])
row = st.builds(
    lambda number, member, hours, thread, kind: {"activity_id": number, "member_id": member, "occurred_at": at(hours), "thread_id": thread, "kind": kind},
    ids,
    st.sampled_from(["ana", "ben", "eva"]),
    st.integers(0, 50),
    st.sampled_from(["t", "u", None]),
    st.sampled_from(["post", "comment", "reaction"]),
)
people = st.lists(
    st.builds(
        lambda member, role, person: {"member_id": member, "role": role, "person_id": person},
        st.sampled_from(["ana", "ben", "eva"]),
        st.sampled_from([None, "staff", "bot"]),
        st.sampled_from([None, "P"]),
    ),
    max_size=3,
    unique_by=lambda record: record["member_id"],
)
files = st.lists(
    st.one_of(
        st.tuples(st.just("activity"), st.lists(row, min_size=1, max_size=3, unique_by=lambda record: record["activity_id"])),
        st.tuples(st.just("member"), people.filter(bool)),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(files=files, withdrawn=st.sets(st.integers(0, 4)))
def test_any_withdrawals_leave_what_the_other_files_alone_would_have_made(files: list[tuple[str, list[dict[str, object]]]], withdrawn: set[int]) -> None:
    everything = open_store("duckdb:///:memory:everything", clock=lambda: NOW)
    others = open_store("duckdb:///:memory:others", clock=lambda: NOW)
    try:
        for place, (kind, records) in enumerate(files):
            put(everything, kind, *records)
            if place not in withdrawn:
                put(others, kind, *records)
        for place in withdrawn & set(range(len(files))):
            everything.withdraw(place + 1, "tests")
        assert _without_numbers(seen(everything)) == _without_numbers(seen(others))
    finally:
        everything.close()
        others.close()


def _without_numbers(shown: Shown) -> dict[str, list[str]]:
    """Member and thread numbers depend on who was met first: compared are the names behind them."""
    names = {row["member_no"]: row["member_id"] for row in shown["identity"]}
    persons: dict[str | None, str] = {}
    for row in shown["identity"]:
        persons[row["person_no"]] = min(persons.get(row["person_no"], "~"), str(row["member_id"]))

    def named(row: dict[str, str | None]) -> dict[str, str | None]:
        return {
            name: persons.get(value) if name.endswith("person_no") else names.get(value) if name == "member_no" else value
            for name, value in row.items()
            if name != "thread_no"
        }

    return {name: sorted(str(named(row)) for row in rows) for name, rows in shown.items()}
