"""Figures are about whole periods, and compare with as many before."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lib.scope import Grain, Period, Scope
from lib.settings import Settings
from lib.store import Store
from lib.ui.comparison import Comparison
from lib.ui.periods import Choice
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


LONG = Period.of(date(2023, 12, 1), date(2026, 3, 13))


@pytest.mark.parametrize(
    ("by", "first", "last", "earlier"),
    [
        (Grain.WEEK, date(2026, 2, 9), date(2026, 2, 22), (date(2025, 2, 10), date(2025, 2, 17))),  # 52 weeks before
        (Grain.MONTH, date(2026, 1, 1), date(2026, 2, 28), (date(2025, 1, 1), date(2025, 2, 1))),
        (Grain.QUARTER, date(2025, 10, 1), date(2025, 12, 31), (date(2024, 10, 1),)),
        (Grain.DAY, date(2026, 2, 27), date(2026, 3, 1), (date(2025, 2, 27), date(2025, 2, 28), date(2025, 3, 1))),
    ],
)
def test_the_same_periods_a_year_before(store: Store, by: Grain, first: date, last: date, earlier: tuple[date, ...]) -> None:
    found = replace(view(store, first, last, by, data=LONG), comparison=Comparison.YEAR)
    assert found.earlier == earlier
    assert found.before == Scope(earlier[0], by.next(earlier[-1]) - timedelta(days=1), by)
    assert found.both == Scope(earlier[0], last, by)
    assert found.before_day(last) == by.next(earlier[-1]) - timedelta(days=1)


def test_the_year_before_is_not_there_where_the_data_do_not_reach(store: Store) -> None:
    found = replace(view(store, date(2026, 2, 9), date(2026, 3, 8)), comparison=Comparison.YEAR)
    assert (found.earlier, found.before) == ((), None)


def test_the_comparison_in_words(store: Store) -> None:
    two, one = view(store, date(2026, 2, 9), date(2026, 2, 22)), view(store, date(2026, 2, 9), date(2026, 2, 15))
    assert (two.compared, two.ago) == ("the 2 weeks before", "2 weeks ago")
    assert one.compared == "the week before"
    assert (replace(two, comparison=Comparison.YEAR).compared, replace(one, comparison=Comparison.YEAR).compared) == (
        "the same 2 weeks a year before",
        "the same week a year before",
    )


def test_a_page_is_about_the_days_of_its_own_records(store: Store) -> None:
    tickets, surveys = Period.of(date(2026, 2, 25), date(2026, 3, 8)), Period.of(date(2024, 1, 1), date(2026, 3, 15))
    kinds = {"activity": DATA, "ticket": tickets, "survey_response": surveys}
    found = replace(view(store, date(2026, 2, 9), date(2026, 3, 13)), kinds=kinds, choice=Choice("Last 4 weeks", DATA.end))
    assert (found.about("ticket").data, found.about("ticket").days) == (tickets, Period.of(date(2026, 2, 25), date(2026, 3, 13)))
    assert found.about("survey_response").days == Period.of(date(2026, 2, 9), date(2026, 3, 13))
    assert replace(found, choice=Choice("All data", DATA.end)).about("survey_response").days == surveys
    assert found.about("ticket", "survey_response").data == surveys
    assert found.about("idea").data is None
    assert not found.has("idea")
