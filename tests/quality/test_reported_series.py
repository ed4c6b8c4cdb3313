"""Reported series: their missing days, and counters that fall though they otherwise only rise."""

import csv
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lib.quality.reported_series import is_counter, missing
from lib.store import Store
from tests.factories import put
from tests.quality.looked import looked

FIRST = date(2025, 3, 3)  # a Monday


def series(store: Store, values: dict[int, float], name: str = "messages", platform: str | None = "slack") -> None:
    put(
        store, "reported_series", *({"day": FIRST + timedelta(days=day), "series": name, "value": value, "platform": platform} for day, value in values.items())
    )


def test_missing_days_are_told_with_first_and_last(any_store: Store) -> None:
    series(any_store, {day: 5.0 for day in range(30) if day not in (10, 11, 20)}, "dau")
    series(any_store, dict.fromkeys(range(30), 5.0), "wau")
    finding = looked(any_store, "reported_gaps")
    assert (finding.severity, finding.count, finding.of) == ("act", 3, 27 + 30 + 3)
    assert finding.since == date(2025, 3, 13)
    assert "13 Mar 2025 to 14 Mar 2025 and 23 Mar 2025" in finding.sentence
    assert finding.rows[["days", "series", "which"]].values.tolist() == [[2, 1, "dau"], [1, 1, "dau"]]


def test_a_whole_series_misses_nothing(store: Store) -> None:
    series(store, dict.fromkeys(range(20), 5.0))
    assert looked(store, "reported_gaps").severity == "fine"


def test_weekends_of_a_series_of_weekdays_are_not_missed(store: Store) -> None:
    series(store, {day: 5.0 for day in range(42) if day % 7 < 5})
    assert looked(store, "reported_gaps").severity == "fine"


def test_of_a_weekly_or_short_series_nothing_is_claimed(store: Store) -> None:
    series(store, dict.fromkeys(range(0, 210, 7), 5.0))
    series(store, dict.fromkeys(range(10), 5.0), "dau")
    assert looked(store, "reported_gaps").severity == "unknown"


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(0, 90), min_size=40))
def test_missing_days_are_those_between_that_do_not_come(there: set[int]) -> None:
    days = [FIRST + timedelta(days=day) for day in sorted(there)]
    weekdays = {day.weekday() for day in days}
    assume(all(sum(day.weekday() == one for day in days) >= (days[-1] - days[0]).days / 21 for one in weekdays))
    expected = {date for offset in range((days[-1] - days[0]).days) if (date := days[0] + timedelta(days=offset)) not in days and date.weekday() in weekdays}
    found = missing(pd.Series(pd.to_datetime(days)))
    assert sum(number for *_, number in found) == len(expected)
    assert {first.date() for first, *_ in found} <= expected


def test_a_counter_that_begins_anew_is_to_be_acted_on(any_store: Store) -> None:
    series(any_store, {day: 100.0 + 10 * day if day < 30 else 7.0 + day for day in range(60)})
    series(any_store, {day: float(day % 7) for day in range(60)}, "dau")
    finding = looked(any_store, "falling_counters")
    assert (finding.severity, finding.count, finding.of) == ("act", 1, 1)
    assert finding.since == date(2025, 4, 2)
    assert "from 390 to 37" in finding.sentence
    assert finding.rows[["series", "from", "to", "fell_by"]].values.tolist() == [["messages", 390.0, 37.0, 353.0]]


def test_a_total_that_loses_a_few_is_only_looked_at(store: Store) -> None:
    series(store, {day: 100.0 + day - 2 * (day > 30) for day in range(60)}, "members")
    finding = looked(store, "falling_counters")
    assert finding.severity == "look"
    assert "may well fall" in finding.to_do


def test_a_counter_that_never_fell_is_fine(store: Store) -> None:
    series(store, {day: float(day) for day in range(20)})
    finding = looked(store, "falling_counters")
    assert (finding.severity, finding.count, finding.of) == ("fine", 0, 1)


def test_two_weeks_are_needed(store: Store) -> None:
    series(store, {day: float(day) for day in range(13)})
    assert looked(store, "falling_counters").severity == "unknown"


def test_two_platforms_are_two_series(store: Store) -> None:
    series(store, {day: 1000.0 + day for day in range(20)})
    series(store, {day: float(day) for day in range(20)}, platform=None)
    assert looked(store, "falling_counters").severity == "fine"


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(-3, 6), min_size=1, max_size=80))
def test_what_a_counter_is(steps: list[int]) -> None:
    values = np.concatenate([[1000.0], 1000.0 + np.cumsum(steps)])
    rises, falls = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    mostly = falls * 20 <= len(steps)
    assert is_counter(values) == (len(values) >= 14 and mostly and rises >= 5 and rises >= 3 * falls)


def test_a_real_workspaces_statistics(store: Store, shared_data: Path) -> None:
    with (shared_data / "slack_analytics" / "analytics.csv").open(encoding="utf-8") as file:
        rows = [(date.fromisoformat(row.pop("date")), row) for row in csv.DictReader(file)]
    put(store, "reported_series", *({"day": day, "series": name, "value": float(value)} for day, row in rows for name, value in row.items() if value))
    fallen, lost = looked(store, "falling_counters"), looked(store, "reported_gaps")
    assert "messages_posted" in set(fallen.rows["series"])
    assert not set(fallen.rows["series"]) & {"daily_active_members", "messages_in_public_channels"}
    assert "1 Nov 2017 to 18 Dec 2017 and 1 Jan 2018 to 8 Jan 2018" in lost.sentence
    assert lost.rows["days"].tolist() == [48, 8]
