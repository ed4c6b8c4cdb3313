"""What was computed is kept for one version of the data, and never mixed with another."""

from dataclasses import replace
from datetime import date

import pytest
import streamlit as st

from lib.errors import StoreChanged
from lib.scope import ALL_TIME, Scope
from lib.settings import Settings
from lib.store import Store
from lib.ui import cache
from lib.ui.view import View
from tests.factories import post, put


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    st.cache_data.clear()


def view(store: Store, version: int | None = None, today: date = date(2026, 3, 15)) -> View:
    return View(store, store.version if version is None else version, today, Settings(), None, store.data_period("activity"), ALL_TIME)


def test_a_table_is_computed_once_for_a_version_scope_and_options(store: Store) -> None:
    calls: list[object] = []

    def counted(store: Store, scope: Scope, **options: str) -> int:
        calls.append((scope, options))
        return len(calls)

    for _ in range(2):
        cache.reading(view(store), counted, ALL_TIME)
    assert len(calls) == 1
    cache.reading(view(store), counted, Scope(include_staff=True))
    cache.reading(view(store), counted, ALL_TIME, responder="anyone")
    cache.reading(view(store, today=date(2026, 3, 16)), counted, ALL_TIME)
    put(store, "activity", post())
    cache.reading(view(store), counted, ALL_TIME)
    assert len(calls) == 5


def test_a_page_never_mixes_two_versions(store: Store) -> None:
    began = view(store)
    put(store, "activity", post())
    with pytest.raises(StoreChanged):
        cache.metric(began, "active_users")


def test_what_is_kept_cannot_be_spoilt(store: Store) -> None:
    put(store, "activity", post())
    first = cache.metric(view(store), "ugc")
    first["posts"] = 0
    assert cache.metric(view(store), "ugc")["posts"].tolist() == [1]


def test_a_failure_is_not_kept(store: Store) -> None:
    answers = iter([RuntimeError("first"), None])

    def sometimes(store: Store) -> str:
        if (error := next(answers)) is not None:
            raise error
        return "done"

    with pytest.raises(RuntimeError):
        cache.reading(view(store), sometimes)
    assert cache.reading(view(store), sometimes) == "done"


def what_may_be_done(view: View) -> str:
    """What differs for readers and analysts."""
    return "Enter a change" if view.analyst else "Analysts enter changes"


def test_what_an_analyst_is_told_is_not_told_to_a_reader(store: Store) -> None:
    reader = view(store)
    assert cache.told(replace(reader, who="Ana"), what_may_be_done) == "Enter a change"
    assert cache.told(reader, what_may_be_done) == "Analysts enter changes"
