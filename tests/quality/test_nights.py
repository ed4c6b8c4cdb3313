"""Nights that are too busy look like another zone's day."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.quality.nights import told
from lib.store import Store
from tests.factories import post, put
from tests.quality.looked import looked

AWAKE = np.array([3, 1, 1, 1, 1, 1, 3, 6, 9, 11, 12, 12, 11, 11, 12, 12, 11, 10, 9, 9, 9, 8, 7, 5])
"""Activities by hour where people sleep from 1 to 6."""


def days_of(store: Store, profile: "np.ndarray", times: int = 2, source: str = "forum") -> None:
    put(store, "activity", *(post("ana", hour - 9 + part / 100) for hour, number in enumerate(profile) for part in range(number * times)), source=source)


@settings(max_examples=60, deadline=None)
@given(st.integers(-11, 12))
def test_a_clock_that_is_off_is_told_by_the_hour(shift: int) -> None:
    night = told(np.roll(AWAKE, -shift))
    assert night.shift == shift
    assert (night.state == "another zone") == (abs(shift) >= 3 and night.night >= 0.1)


def test_people_who_sleep_at_night_are_as_usual() -> None:
    assert told(AWAKE).state == "as usual"
    assert told(np.roll(AWAKE, 2)).state == "as usual"  # late sleepers


def test_round_the_clock_no_zone_is_told() -> None:
    assert told(np.full(24, 20)).state == "round the clock"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 50), min_size=24, max_size=24).filter(any), st.integers(1, 9))
def test_more_of_the_same_says_the_same(day: list[int], times: int) -> None:
    assert told(np.array(day)) == told(np.array(day) * times)


def test_a_source_of_another_zone_is_named_with_its_likely_one(any_store: Store) -> None:
    days_of(any_store, np.roll(AWAKE, 8))  # San Francisco, read as UTC
    days_of(any_store, AWAKE, source="chat")
    finding = looked(any_store, "busy_nights")
    assert (finding.severity, finding.count, finding.of, finding.where) == ("look", 1, 2, "settings")
    assert "forum looks like UTC−8" in finding.sentence
    assert "audience abroad looks the same" in finding.to_do
    assert finding.hours is not None
    assert finding.hours.groupby("source")["hour"].count().tolist() == [24, 24]
    assert finding.rows.set_index("source")["state"].to_dict() == {"chat": "as usual", "forum": "another zone"}


def test_it_is_told_against_the_zone_of_the_settings(store: Store) -> None:
    store.set_setting("zone", "America/Los_Angeles", "tests")
    days_of(store, AWAKE)  # right in UTC, so eight hours off there
    assert "forum looks like UTC+0" in looked(store, "busy_nights").sentence


@pytest.mark.parametrize(("times", "severity"), [(1, "unknown"), (2, "fine")])
def test_too_little_is_said(store: Store, times: int, severity: str) -> None:
    days_of(store, AWAKE, times)
    assert looked(store, "busy_nights").severity == severity


def test_bots_and_events_tell_nothing_of_people(store: Store) -> None:
    put(store, "member", {"member_id": "robot", "role": "bot"})
    days_of(store, AWAKE)
    put(
        store, "activity", *(post("robot", -6 + part / 1000) for part in range(400)), *(post("ana", -6 + part / 1000, kind="attendance") for part in range(400))
    )
    finding = looked(store, "busy_nights")
    assert finding.severity == "fine"
    assert finding.rows["activities"].tolist() == [int(AWAKE.sum()) * 2]
