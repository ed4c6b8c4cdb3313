"""A gap is a silence that the source's own rhythm makes improbable."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.quality.gaps import Gap, silences
from lib.store import Store
from tests.factories import post, put
from tests.quality.looked import looked

DAY = 24.0
MONDAY = date(2026, 1, 5)
BUSY = np.full(84, 20)


def without(counts: np.ndarray, *days: int) -> np.ndarray:
    emptied = counts.copy()
    emptied[list(days)] = 0
    return emptied


def test_one_day_lost_by_a_busy_source_is_a_gap() -> None:
    assert silences(MONDAY, without(BUSY, 40)) == [Gap(date(2026, 2, 14), date(2026, 2, 14), 20.0)]


def test_a_quiet_day_of_a_small_source_is_none() -> None:
    assert silences(MONDAY, without(np.full(84, 1), 40)) == []


def test_weekends_of_a_weekday_community_are_none_but_a_lost_week_is() -> None:
    weekdays = np.where(np.arange(84) % 7 < 5, 20, 0)
    assert silences(MONDAY, weekdays) == []
    assert [(gap.first, gap.days) for gap in silences(MONDAY, without(weekdays, *range(42, 47)))] == [(date(2026, 2, 14), 9)]  # with both weekends


def test_a_holiday_of_the_settings_is_none() -> None:
    assert silences(MONDAY, without(BUSY, 40), {date(2026, 2, 14)}) == []


def test_a_slow_beginning_is_none() -> None:
    """One early post, then nothing until the community opens: the weeks before the silence had nothing to lose."""
    assert silences(MONDAY, np.concatenate([[1], np.zeros(30, int), BUSY])) == []


def test_a_straggler_makes_no_gap() -> None:
    assert silences(MONDAY, np.concatenate([BUSY, np.zeros(200, int), [1]])) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(15, 60), min_size=70, max_size=120), st.integers(30, 38), st.integers(1, 20))
def test_what_a_steady_source_lost_is_found_to_the_day(counts: list[int], first: int, length: int) -> None:
    level = np.array(counts) % 3 + 20  # steady: days differ by no more than chance would have it
    found = silences(MONDAY, without(level, *range(first, min(first + length, len(level) - 20))))
    length = min(length, len(level) - 20 - first)
    assert [(gap.first, gap.days) for gap in found] == [(MONDAY + timedelta(days=first), length)]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.3, 4))
def test_chance_alone_makes_hardly_any_gap(seed: int, rate: float) -> None:
    counts = np.random.default_rng(seed).poisson(rate, 365)
    counts[[0, -1]] = 1
    assert len(silences(MONDAY, counts)) <= 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=2, max_size=120))
def test_a_gap_is_a_whole_run_of_days_without_anything(counts: list[int]) -> None:
    for gap in silences(MONDAY, np.array(counts)):
        first, last = (gap.first - MONDAY).days, (gap.last - MONDAY).days
        assert sum(counts[first : last + 1]) == 0
        assert counts[first - 1] > 0
        assert counts[last + 1] > 0


def test_the_check_names_source_and_days(any_store: Store) -> None:
    days = [day for day in range(-30, 60) if not 10 <= day < 14]
    put(any_store, "activity", *(post("ana", day * DAY + part) for day in days for part in range(8)))
    put(any_store, "ticket", *({"ticket_id": str(day), "created_at": post(hours=day * DAY)["occurred_at"]} for day in range(-30, 60, 3)))
    finding = looked(any_store, "gaps")
    assert (finding.severity, finding.count, finding.of, finding.since) == ("act", 4, 90 + 88, date(2026, 1, 15))
    assert finding.rows[["source", "records", "days"]].values.tolist() == [["forum", "Activity", 4]]


@pytest.mark.parametrize(("days", "severity"), [(55, "unknown"), (56, "fine")])
def test_eight_weeks_are_a_rhythm(store: Store, days: int, severity: str) -> None:
    put(store, "activity", *(post(hours=day * DAY) for day in range(days)))
    assert looked(store, "gaps").severity == severity


def test_a_holiday_entered_in_the_settings_ends_the_finding(store: Store) -> None:
    put(store, "activity", *(post("ana", day * DAY + part) for day in range(60) if day != 30 for part in range(12)))
    assert looked(store, "gaps").severity == "look"
    store.set_setting("holidays", "2026-02-04", "tests")
    assert looked(store, "gaps").severity == "fine"
