"""Whole stores copied to the other engine and back: nothing lost, nothing changed, or nothing done."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from sqlalchemy import select, text, update

from lib.errors import StoreError
from lib.metrics import METRICS
from lib.scope import ALL_TIME
from lib.store import Store, annotations, labels, moves, open_store, people, refused_rows, reviews, sync_runs, table_rows
from lib.store.checksum import Checksum
from lib.store.tables import RECORDS, metadata
from tests.factories import post, put
from tests.metrics.communities import lively, settle


def quietly(step: str, share: float) -> None:
    """Nobody watches."""


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"duckdb:///{tmp_path}/copy.duckdb")
    yield opened
    opened.close()


def filled(store: Store) -> Store:
    """The lively community, with everything that people add to it."""
    world = lively(150)
    settle(store, world)
    account = next((act["source"], act["activity_id"]) for act in world.activities)
    reviews.mark(store, *account, "tests")
    labels.label(store, *account, -1, "tests")
    annotations.add(store, "change", world.now.date(), world.now.date(), "Release", "tests")
    accounts = people.linked(store)
    assert accounts.empty
    known = sorted({(act["source"], act["member_id"]) for act in world.activities})
    people.link(store, known[:2], "by hand", "tests")
    people.apart(store, known[2:4], "tests")
    store.withdraw(1, "tests")
    store.restore(1, "tests")
    run = sync_runs.begin(store, "desk", "ticket", whole=False, who="tests")
    with store.writing() as writer:
        fault = {"line": 7, "column": "", "field": "", "value": None, "reason": "Too many cells", "hint": "look"}
        refused_rows.add(writer, run.run_id, pd.DataFrame([fault, {**fault, "column": "topic", "field": "topic", "value": "ż\n"}]))
    sync_runs.finish(store, run, "done", "2 rows refused.")
    return store


def rows(store: Store) -> dict[str, list[Any]]:
    """Every row of every table."""
    found = {}
    with store.reading() as connection:
        for table in metadata.sorted_tables:
            found[table.name] = sorted((tuple(row) for row in connection.execute(select(*table.c))), key=repr)
    return found


def numbers(store: Store) -> dict[str, list[Any]]:
    """Every metric."""
    return {name: metric(store, ALL_TIME).astype(object).to_numpy().tolist() for name, metric in METRICS.items()}


def same(one: object, other: object) -> bool:
    return repr(one) == repr(other)


def test_there_and_back_every_row_and_every_metric_is_the_same(store: Store, postgres_store: Store, empty_store: Store) -> None:
    filled(store)
    before, counted = rows(store), numbers(store)
    for source, target in ((store, postgres_store), (postgres_store, empty_store)):
        target.clock = store.clock
        version = target.version
        found = moves.copy(source, target, quietly)
        arrived = rows(target)
        assert {one.table: one.rows for one in found} == {name: len(some) for name, some in arrived.items()}
        assert target.version > max(version, source.version)
        assert {name: some for name, some in arrived.items() if name != "store"} == {name: some for name, some in before.items() if name != "store"}
        assert [some[1:] for some in arrived["store"]] == [some[1:] for some in before["store"]]
        assert same(numbers(target), counted)
    put(empty_store, "activity", post("ana"))  # numbers go on where they were
    assert len(empty_store.snapshots()) == len(store.snapshots()) + 1


def test_texts_numbers_and_moments_arrive_to_the_last_bit(store: Store, postgres_store: Store, empty_store: Store) -> None:
    odd = 'say "hi",\r\n\t\\N; żółć \U0001f600'
    at = datetime(2025, 3, 30, 1, 59, 59, 999999, tzinfo=UTC)
    put(store, "activity", post("", text=odd, title="", occurred_at=at, url=" ", views=2**62), post("NULL", text=None, title="\\N"))
    put(store, "customer", *({"customer_id": str(n), "started_at": at, "value": value} for n, value in enumerate((0.1 + 0.2, -0.0, 1e308, 5e-324, None))))
    moves.copy(store, postgres_store, quietly)
    moves.copy(postgres_store, empty_store, quietly)
    value = select(RECORDS["customer"].c.value).order_by(RECORDS["customer"].c.customer_id)
    for copied in (postgres_store, empty_store):
        assert rows(copied)["activity"] == rows(store)["activity"]
        assert repr(copied.frame(value)["value"].tolist()) == repr(store.frame(value)["value"].tolist())
    assert repr(store.frame(value)["value"].tolist()) == "[0.30000000000000004, -0.0, 1e+308, 5e-324, nan]"


def test_indexes_are_there_again(store: Store, postgres_store: Store) -> None:
    known = text("SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY indexdef")
    with postgres_store.reading() as connection:
        before = connection.execute(known).all()
    moves.copy(filled(store), postgres_store, quietly)
    with postgres_store.reading() as connection:
        assert connection.execute(known).all() == before
    assert len(before) > 5


def test_a_store_with_anything_in_it_is_never_written_to(store: Store, any_store: Store, empty_store: Store) -> None:
    put(any_store, "ticket", {"ticket_id": "1", "created_at": datetime(2026, 1, 1, tzinfo=UTC)})
    before = rows(any_store)
    with pytest.raises(StoreError, match=r"not empty.*ticket"):
        moves.copy(empty_store, any_store, quietly)
    with pytest.raises(StoreError, match="onto itself"):
        moves.copy(any_store, any_store, quietly)
    assert rows(any_store) == before


def test_a_table_that_does_not_arrive_as_it_left_is_named_and_nothing_stays(any_store: Store, empty_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    source = empty_store
    put(source, "activity", post("ana", title="x"), post("ben"))
    before = rows(any_store)
    add = table_rows.add

    def spoil(connection: Any, table: Any, some: Any) -> None:
        add(connection, table, some)
        if table.name == "activity":
            connection.execute(update(table).where(table.c.member_id == "ana").values(title="y"))

    monkeypatch.setattr("lib.store.table_rows.add", spoil)
    with pytest.raises(StoreError, match="table activity did not arrive"):
        moves.copy(source, any_store, quietly)
    assert rows(any_store) == before


def test_progress_goes_from_nothing_to_all(store: Store, empty_store: Store) -> None:
    shares: list[float] = []
    put(store, "activity", post(), post())
    moves.copy(store, empty_store, lambda step, share: shares.append(share))
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_a_checksum_knows_rows_whatever_their_order_and_nothing_from_empty() -> None:
    def of(*parts: list[tuple[str | None, float | None]]) -> str:
        found = Checksum()
        for part in parts:
            found.add(pa.table({"a": pa.array([one for one, _ in part], pa.string()), "b": pa.array([other for _, other in part], pa.float64())}))
        return found.value

    assert of([("x", 1.0), ("y", 2.0)]) == of([("y", 2.0)], [("x", 1.0)])
    some = [("x", 1.0), ("y", 2.0)]
    others = [[("y", 1.0), ("x", 2.0)], [("x", 1.0)], [*some, ("x", 1.0)], [("x", 1.0), ("y", None)], [("x", 1.0), (None, 2.0)], [("x", 1.0), ("", 2.0)]]
    assert len({of(some), *(of(other) for other in others)}) == 7
    assert of([(None, 0.0)]) != of([("", 0.0)])
    assert of([("x", 0.0)]) != of([("x", None)]) != of([("x", -0.0)])
