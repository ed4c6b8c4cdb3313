"""A closed quarter keeps its report until it is opened again, and after."""

from datetime import date

import pytest

from lib.errors import CommandError, StoreChanged
from lib.store import Store
from lib.store.closed_quarters import close, closed, closings, reopen

QUARTER = date(2026, 7, 1)


def test_a_closing_keeps_the_report_and_says_who_closed_it(store: Store) -> None:
    close(store, QUARTER, '{"a": 1}', store.version, "ana")
    kept = closed(store, QUARTER)
    assert kept is not None
    assert (kept.report, kept.closed_by, kept.reopened_at) == ('{"a": 1}', "ana", None)
    assert closed(store, date(2026, 4, 1)) is None


def test_a_closed_quarter_cannot_be_closed_again(store: Store) -> None:
    close(store, QUARTER, "{}", store.version, "ana")
    with pytest.raises(CommandError, match="closed already"):
        close(store, QUARTER, "{}", store.version, "ben")


def test_of_two_who_close_at_once_the_second_is_told_that_it_is_closed(store: Store) -> None:
    version = store.version
    close(store, QUARTER, "{}", version, "ana")
    with pytest.raises(CommandError, match="closed already"):
        close(store, QUARTER, "{}", version, "ben")


def test_figures_of_data_that_have_changed_cannot_be_closed(store: Store) -> None:
    version = store.version
    store.set_setting("cost_per_ticket", "40", "ben")
    with pytest.raises(StoreChanged, match="changed since the figures were made"):
        close(store, QUARTER, "{}", version, "ana")
    assert closed(store, QUARTER) is None


def test_opening_again_is_recorded_and_the_closing_stays(store: Store) -> None:
    close(store, QUARTER, '{"a": 1}', store.version, "ana")
    reopen(store, QUARTER, "ben", "tickets of September came late")
    assert closed(store, QUARTER) is None
    close(store, QUARTER, '{"a": 2}', store.version, "ana")
    latest, first = closings(store, QUARTER)
    assert (latest.report, latest.reopened_at) == ('{"a": 2}', None)
    assert (first.report, first.reopened_by, first.reopened_why) == ('{"a": 1}', "ben", "tickets of September came late")


@pytest.mark.parametrize("why", ["", "  "])
def test_opening_again_needs_a_reason(store: Store, why: str) -> None:
    close(store, QUARTER, "{}", store.version, "ana")
    with pytest.raises(CommandError, match="needs a reason"):
        reopen(store, QUARTER, "ben", why)
    assert closed(store, QUARTER) is not None


def test_a_quarter_that_is_open_cannot_be_opened(store: Store) -> None:
    with pytest.raises(CommandError, match="not closed"):
        reopen(store, QUARTER, "ben", "why not")
