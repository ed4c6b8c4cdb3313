"""Periods, grains and scopes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.errors import CommandError
from lib.scope import DAY, Grain, Period, Scope

days = st.dates(date(2019, 1, 1), date(2031, 1, 1))
grains = st.sampled_from(Grain)


@given(day=days, grain=grains)
def test_every_day_lies_in_exactly_one_period_of_each_grain(day: date, grain: Grain) -> None:
    start = grain.start(day)
    assert start <= day < grain.next(start)
    assert grain.previous(grain.next(start)) == start


@given(day=days)
def test_weeks_are_iso_weeks(day: date) -> None:
    assert Grain.WEEK.start(day).isocalendar() == (*day.isocalendar()[:2], 1)


@given(day=days, length=st.integers(1, 400), grain=grains)
def test_the_rows_of_a_period_are_whole_and_leave_no_gap(day: date, length: int, grain: Grain) -> None:
    period = Period(day, day + length * DAY)
    starts = grain.starts(period)
    assert starts[0] <= day
    assert grain.next(starts[-1]) > period.last
    assert [grain.next(start) for start in starts[:-1]] == starts[1:]


def test_the_previous_period_is_as_long_and_ends_where_this_one_starts() -> None:
    assert Period.of(date(2026, 3, 1), date(2026, 3, 31)).previous == Period.of(date(2026, 1, 29), date(2026, 2, 28))


def test_a_period_that_ends_before_it_starts_is_refused_in_the_words_people_use() -> None:
    with pytest.raises(CommandError, match="from 2026-03-02 to 2026-03-01"):
        Period.of(date(2026, 3, 2), date(2026, 3, 1))


DATA = Period.of(date(2026, 1, 10), date(2026, 2, 20))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, DATA),
        (date(2026, 2, 1), None, Period.of(date(2026, 2, 1), date(2026, 2, 20))),
        (None, date(2026, 2, 1), Period.of(date(2026, 1, 10), date(2026, 2, 1))),
        (date(2026, 5, 1), None, Period.of(date(2026, 5, 1), date(2026, 5, 1))),
        (date(2025, 1, 1), date(2025, 1, 2), Period.of(date(2025, 1, 1), date(2025, 1, 2))),
    ],
)
def test_open_ends_are_filled_from_where_the_data_lie(first: date | None, last: date | None, expected: Period) -> None:
    assert Scope(first, last).within(DATA) == expected


def test_without_data_an_open_end_stays_unknown() -> None:
    assert Scope(first=date(2026, 1, 1)).within(None) is None


def test_a_scope_over_another_period_keeps_its_filters() -> None:
    scope = Scope(by=Grain.WEEK, channels=("help",), include_staff=True)
    moved = scope.during(DATA)
    assert (moved.first, moved.last, moved.channels, moved.by, moved.include_staff) == (DATA.start, DATA.last, ("help",), Grain.WEEK, True)
    assert moved.filters_activity
    assert not Scope().filters_activity


def test_a_period_is_its_days() -> None:
    assert list(Period.of(date(2026, 2, 27), date(2026, 3, 1))) == [date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1)]
    assert DATA.length == (DATA.end - DATA.start) // timedelta(days=1) == 42
    assert Grain.MONTH.widen(DATA) == Period.of(date(2026, 1, 1), date(2026, 2, 28))
