"""Times that cannot be."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from lib.store import Store, open_store
from tests.conftest import NOW
from tests.factories import START, at, post, put
from tests.quality.looked import looked

DAY = 24.0


def test_what_lies_in_the_future(any_store: Store) -> None:
    ahead = (NOW - START) / timedelta(hours=1)
    put(any_store, "activity", post(), post(hours=ahead + 1), post(hours=ahead - 1))
    put(any_store, "ticket", {"ticket_id": "1", "created_at": at(0), "resolved_at": at(ahead + 48)})
    put(any_store, "mention", {"day": NOW.date() + timedelta(days=1), "brand": "us", "mentions": 1}, {"day": NOW.date(), "brand": "us", "mentions": 1})
    finding = looked(any_store, "future_times")
    assert (finding.severity, finding.count) == ("act", 3)
    assert sorted(finding.rows[["kind", "field", "records"]].values.tolist()) == [
        ["Activity", "occurred_at", 1],
        ["Mentions", "day", 1],
        ["Support tickets", "resolved_at", 1],
    ]


def test_time_passes() -> None:
    """What lay in the future yesterday lies in the past today."""
    clock = [NOW]
    store = open_store(f"duckdb:///:memory:{uuid4().hex}", clock=lambda: clock[0])
    put(store, "activity", post(hours=(NOW - START) / timedelta(hours=1) + 1))
    assert looked(store, "future_times").severity == "act"
    clock[0] += timedelta(hours=2)
    assert looked(store, "future_times").severity == "fine"
    store.close()


def test_empty_times_of_programs_are_seen(any_store: Store) -> None:
    epoch = {"occurred_at": datetime(1970, 1, 1, tzinfo=UTC)}
    put(any_store, "activity", *(post(hours=hour) for hour in range(20)), post() | epoch)
    finding = looked(any_store, "old_times")
    assert (finding.severity, finding.count, finding.of, finding.since) == ("act", 1, 21, date(1970, 1, 1))
    assert finding.rows["what"].tolist() == ["before 1990"]


@pytest.mark.parametrize(("years", "severity"), [(1, "fine"), (3, "look")])
def test_a_few_records_long_before_the_rest(store: Store, years: int, severity: str) -> None:
    put(store, "activity", *(post(hours=hour) for hour in range(200)), post(hours=-years * 365 * DAY))
    assert looked(store, "old_times").severity == severity


def test_a_community_that_slept_for_years_is_fine(store: Store) -> None:
    put(store, "activity", *(post(hours=hour) for hour in range(100)), *(post(hours=hour - 3 * 365 * DAY) for hour in range(100)))
    assert looked(store, "old_times").severity == "fine"


def test_activity_before_joining(any_store: Store) -> None:
    put(any_store, "member", *({"member_id": name, "joined_at": at(10 * DAY)} for name in ("ana", "ben", "cy")))
    put(any_store, "activity", post("ana", 0), post("ana", DAY), post("ana", 20 * DAY), post("ben", 10 * DAY - 1), post("zoe", 0))
    finding = looked(any_store, "before_joining")
    assert (finding.severity, finding.count, finding.of, finding.since) == ("act", 1, 2, date(2026, 1, 5))
    assert finding.rows[["source", "member_id", "activities_before"]].values.tolist() == [["forum", "ana", 2]]


def test_nobody_before_joining_is_fine(store: Store) -> None:
    put(store, "member", {"member_id": "ana", "joined_at": at(0)})
    put(store, "activity", post("ana", 0))
    assert looked(store, "before_joining").severity == "fine"


def test_days_without_a_time_wherever_midnight_was(any_store: Store) -> None:
    any_store.set_setting("zone", "Europe/Warsaw", "tests")
    midnight = [post(hours=day * DAY - 9) for day in range(30)]  # of UTC
    put(any_store, "activity", *midnight, post(hours=0.3))
    finding = looked(any_store, "days_without_time")
    assert (finding.severity, finding.count, finding.of) == ("act", 30, 31)
    assert "97% of occurred_at in forum lie at 01:00:00 (Europe/Warsaw)" in finding.sentence


def test_full_hours_are_no_times_either(store: Store) -> None:
    put(store, "activity", *(post(hours=hour * 7) for hour in range(100)))
    finding = looked(store, "days_without_time")
    assert finding.severity == "act"
    assert finding.rows["at"].tolist() == ["full hours"]


def test_events_begin_on_the_hour(store: Store) -> None:
    put(store, "activity", *(post(hours=day * DAY, kind="attendance") for day in range(30)), *(post(hours=1.37 * number) for number in range(30)))
    assert looked(store, "days_without_time").severity == "fine"


def test_nineteen_records_tell_nothing(store: Store) -> None:
    put(store, "activity", *(post(hours=day * DAY) for day in range(19)))
    assert looked(store, "days_without_time").severity == "unknown"
