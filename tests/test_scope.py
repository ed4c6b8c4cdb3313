"""Periods and grains: half-open inside, whole calendar periods, open ends filled."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.errors import CommandError
from lib.scope import ALL_TIME, DAY, Grain, Period, Scope

DAYS = st.dates(date(1999, 1, 1), date(2040, 1, 1))
GRAINS = st.sampled_from(list(Grain))


@given(GRAINS, DAYS)
def test_a_day_lies_in_the_period_that_starts_at_its_start(grain: Grain, day: date) -> None:
    start = grain.start(day)
    assert start <= day < grain.next(start)
    assert grain.start(start) == start
    assert grain.previous(grain.next(start)) == start
    assert grain.start(grain.next(start) - DAY) == start


@given(GRAINS, DAYS, st.integers(1, 800))
def test_the_periods_of_a_span_are_whole_and_leave_no_gap(grain: Grain, first: date, length: int) -> None:
    period = Period(first, first + length * DAY)
    starts = grain.starts(period)
    assert starts[0] <= period.start
    assert grain.next(starts[-1]) >= period.end
    assert starts[-1] < period.end
    assert all(grain.next(one) == other for one, other in pairwise(starts))
    assert grain.widen(period) == Period(starts[0], grain.next(starts[-1]))


def test_weeks_start_on_monday_also_over_the_new_year() -> None:
    assert Grain.WEEK.start(date(2026, 1, 1)) == date(2025, 12, 29)
    assert Grain.QUARTER.start(date(2026, 8, 31)) == date(2026, 7, 1)


def test_a_period_is_given_with_its_last_day_and_holds_it() -> None:
    period = Period.of(date(2026, 1, 1), date(2026, 1, 31))
    assert (period.length, period.last, date(2026, 1, 31) in period, date(2026, 2, 1) in period) == (31, date(2026, 1, 31), True, False)
    assert period.previous == Period(date(2025, 12, 1), date(2026, 1, 1))
    assert list(period)[:2] == [date(2026, 1, 1), date(2026, 1, 2)]


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(CommandError, match="from 2026-01-02 to 2026-01-01"):
        Period.of(date(2026, 1, 2), date(2026, 1, 1))


def test_open_ends_are_filled_from_the_data() -> None:
    data = Period.of(date(2026, 1, 10), date(2026, 3, 20))
    assert ALL_TIME.within(data) == data
    assert Scope(first=date(2026, 2, 1)).within(data) == Period.of(date(2026, 2, 1), date(2026, 3, 20))
    assert Scope(last=date(2026, 2, 1)).within(data) == Period.of(date(2026, 1, 10), date(2026, 2, 1))
    assert Scope(first=date(2027, 1, 1)).within(data) == Period.of(date(2027, 1, 1), date(2027, 1, 1))
    assert Scope(first=date(2025, 1, 1), last=date(2025, 1, 2)).within(None) == Period.of(date(2025, 1, 1), date(2025, 1, 2))
    assert ALL_TIME.within(None) is None
