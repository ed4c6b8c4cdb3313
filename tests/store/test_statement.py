"""Statements are recorded as they are run: readable, with their values, and by thread."""

from datetime import date
from threading import Thread

import pytest
from sqlalchemy import func, select, text

from lib.metrics import find
from lib.scope import Grain, Scope
from lib.store import Store
from lib.store.statement import Statement
from lib.store.tables import RECORDS, thread
from tests.factories import comment, post, put

SCOPE = Scope(date(2026, 1, 1), date(2026, 1, 31), Grain.MONTH)
activity = RECORDS["activity"]


def test_what_is_run_for_frames_is_recorded_in_order(store: Store) -> None:
    with store.recorded() as statements:
        store.frame(select(func.count()).select_from(activity))
        store.frame(select(thread.c.thread_id))
    store.frame(select(activity.c.kind))
    assert [statement.tables for statement in statements] == [("activity",), ("thread",)]


def test_recording_may_be_nested(store: Store) -> None:
    with store.recorded() as all_of_it:
        store.frame(select(activity.c.kind))
        with store.recorded() as inner:
            store.frame(select(thread.c.thread_id))
    assert (len(all_of_it), len(inner)) == (2, 1)


def test_another_thread_is_not_recorded(store: Store) -> None:
    with store.recorded() as statements:
        other = Thread(target=lambda: store.frame(select(activity.c.kind)))
        other.start()
        other.join()
    assert statements == []


@pytest.mark.parametrize("name", ["active_users", "response_time", "resolution", "tickets", "churn", "conversion", "deflection", "nps", "growth_vs_tickets"])
def test_the_text_of_a_statement_gives_the_same_rows(any_store: Store, name: str) -> None:
    put(any_store, "activity", post("ana"), comment("ben"), post("O'Neil", channel="50% off"))
    with any_store.reading() as connection, any_store.recorded() as statements:
        find(name)(any_store, SCOPE)
        assert statements
        for statement in statements:
            found = connection.execute(text(statement.sql.replace(":", r"\:"))).fetchall()
            assert sorted(map(str, found)) == sorted(map(str, connection.execute(statement.select).fetchall()))


def test_values_are_written_in_and_percent_signs_stay_single(any_store: Store) -> None:
    with any_store.recorded() as statements:
        any_store.frame(select(activity.c.kind).where(activity.c.local_day >= date(2026, 7, 1), activity.c.channel.in_(("50% off", "it's"))))
    (sql,) = (statement.sql for statement in statements)
    assert "'2026-07-01'" in sql
    assert "IN ('50% off', 'it''s')" in sql


def test_rollups_are_made_from_their_kinds(store: Store) -> None:
    with store.recorded() as statements:
        find("response_time")(store, SCOPE)
    assert [statement.kinds for statement in statements] == [("activity", "member")]


def test_tables_that_are_no_records_have_no_kind(store: Store) -> None:
    with store.recorded() as statements:
        store.snapshots()
    assert isinstance(statements[0], Statement)
    assert (statements[0].tables, statements[0].kinds) == (("snapshot",), ())
