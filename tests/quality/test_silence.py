"""A source is late by its own habit; what somebody brings by hand never is."""

from datetime import date

from lib.quality.silence import late, reach
from lib.store import Store
from tests.conftest import NOW
from tests.factories import START, post, put
from tests.quality.looked import looked

DAY = 24.0
TO_TODAY = (NOW - START).days


def test_a_source_that_is_as_it_always_was_is_fine(any_store: Store) -> None:
    put(any_store, "activity", *(post(hours=day * DAY) for day in range(TO_TODAY)))
    finding = looked(any_store, "silent_sources")
    assert (finding.severity, finding.count, finding.of) == ("fine", 0, 1)
    assert finding.rows["state"].tolist() == ["as usual"]


def test_a_source_that_went_silent_is_to_be_acted_on(any_store: Store) -> None:
    put(any_store, "activity", *(post(hours=day * DAY) for day in range(TO_TODAY - 10)))
    put(any_store, "activity", *(post(hours=day * DAY) for day in range(TO_TODAY)), source="chat")
    finding = looked(any_store, "silent_sources")
    assert finding.severity == "act"
    assert "forum (10 days)" in finding.sentence
    assert finding.since == date(2026, 3, 4)
    assert (finding.count, finding.of, finding.where) == (1, 2, "sources")
    assert finding.rows.iloc[0][["source", "state", "silent_days", "usual_pause_days"]].tolist() == ["forum", "late", 10, 1.0]


def test_a_source_that_ended_long_ago_is_only_looked_at(store: Store) -> None:
    put(store, "activity", *(post(hours=(day - 400) * DAY) for day in range(30)))
    finding = looked(store, "silent_sources")
    assert finding.severity == "look"
    assert "may be the end of it" in finding.sentence


def test_a_slow_source_is_given_time(store: Store) -> None:
    put(store, "activity", *(post(hours=day * DAY) for day in range(0, TO_TODAY - 12, 6)))
    assert looked(store, "silent_sources").severity == "fine"


def test_too_few_days_are_no_habit(store: Store) -> None:
    put(store, "activity", *(post(hours=day * DAY) for day in range(7)))
    finding = looked(store, "silent_sources")
    assert finding.severity == "unknown"
    assert finding.count is None
    assert late(reach(store, "activity"), store.today()) == ()


def test_what_is_brought_by_hand_is_never_late(store: Store) -> None:
    put(store, "reported_series", *({"day": date(2020, 1, day), "series": "dau", "value": 1.0} for day in range(1, 31)))
    finding = looked(store, "silent_sources")
    assert finding.severity == "unknown"
    assert finding.rows["state"].tolist() == ["brought by hand"]
