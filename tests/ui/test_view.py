"""Figures are about whole periods, and compare with as many before."""

from datetime import date

import pytest

from lib.scope import Grain, Period, Scope
from lib.settings import Settings
from lib.store import Store
from lib.ui.view import View

DATA = Period.of(date(2026, 1, 7), date(2026, 3, 13))
TODAY = date(2026, 3, 15)


def view(store: Store, first: date, last: date, by: Grain = Grain.WEEK, *, data: Period | None = DATA, today: date = TODAY) -> View:
    return View(store, 1, today, Settings(), "tests", data, Scope(first, last, by))


def test_only_periods_that_are_over_and_within_the_data_are_whole(store: Store) -> None:
    found = view(store, date(2026, 1, 5), date(2026, 3, 13))
    assert (found.whole[0], found.whole[-1]) == (date(2026, 1, 12), date(2026, 3, 2))
    assert found.length == "8 weeks"


def test_the_same_number_of_periods_before(store: Store) -> None:
    found = view(store, date(2026, 2, 9), date(2026, 3, 13))
    assert found.earlier == (date(2026, 1, 12), date(2026, 1, 19), date(2026, 1, 26), date(2026, 2, 2))
    assert found.now == Scope(date(2026, 2, 9), date(2026, 3, 8), Grain.WEEK)
    assert found.before == Scope(date(2026, 1, 12), date(2026, 2, 8), Grain.WEEK)
    assert found.both == Scope(date(2026, 1, 12), date(2026, 3, 8), Grain.WEEK)


def test_nothing_is_compared_with_periods_the_data_do_not_cover(store: Store) -> None:
    found = view(store, date(2026, 1, 19), date(2026, 3, 13))
    assert found.whole
    assert found.earlier == ()
    assert found.before is None
    assert found.both == found.now


def test_today_is_never_over(store: Store) -> None:
    assert view(store, date(2026, 3, 10), date(2026, 3, 13), Grain.DAY, today=date(2026, 3, 13)).whole[-1] == date(2026, 3, 12)


@pytest.mark.parametrize("by", Grain)
def test_without_data_nothing_is_whole(store: Store, by: Grain) -> None:
    found = view(store, date(2026, 1, 5), date(2026, 3, 13), by, data=None)
    assert (found.whole, found.now, found.before, found.both) == ((), None, None, None)
