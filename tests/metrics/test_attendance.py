"""Attendance: events told apart by what their attendances have in common, and how steady they are."""

import math

import pytest

from lib.metrics import find
from lib.scope import ALL_TIME, Grain, Scope
from lib.store import Store
from tests.factories import Record, at, post, put
from tests.metrics.tables import Row, rows

attendance = find("attendance")
DAY = 24
WEEK = 7 * DAY


def come(member: str, hours: float = 0, **more: object) -> Record:
    return {**post(member, hours), "kind": "attendance", "thread_id": None, **more}


def meeting(week: int, members: int) -> list[Record]:
    """So many members in the room called events, in that week."""
    return [come(f"m{number}", week * WEEK + number / 60, channel="events") for number in range(members)]


def by(store: Store, grain: Grain = Grain.MONTH, **more: object) -> list[Row]:
    return rows(attendance(store, Scope(by=grain, **more)))  # type: ignore[arg-type]


def test_members_are_counted_once_an_event_and_once_a_period(any_store: Store) -> None:
    put(any_store, "activity", *meeting(0, 3), come("m0", 0.5, channel="events"), *meeting(1, 1), come("ana", 2 * WEEK, title="Launch", channel="events"))
    (row,) = by(any_store)
    assert (row["events"], row["attendances"], row["attendees"]) == (3, 5, 4)
    assert row["per_event"] == pytest.approx(5 / 3)
    assert row["repeat_share"] is None
    assert not row["complete"]


def test_a_thread_goes_before_a_title_and_a_title_before_a_channel(store: Store) -> None:
    put(
        store,
        "activity",
        come("ana", thread_id="t1", title="Call"),
        come("ben", thread_id="t2", title="Call"),
        come("cyd", title="Call", channel="a"),
        come("dee", title="Call", channel="b"),
        come("eva", channel="Call"),
        come("fay", channel="a", platform="chat"),
        come("gus", channel="a", platform="video"),
    )
    assert (by(store)[0]["events"], by(store)[0]["attendances"]) == (6, 7)


def test_one_event_told_by_two_sources_is_one_where_they_name_its_platform(store: Store) -> None:
    put(store, "activity", come("ana", channel="events", platform="video"), come("ben", channel="hall"), source="forum")
    put(store, "activity", come("cyd", channel="events", platform="video"), come("dee", channel="hall"), source="chat")
    assert (by(store)[0]["events"], by(store)[0]["attendances"]) == (3, 4)


def test_where_nobody_knows_of_which_event_there_are_members_and_no_events(store: Store) -> None:
    put(store, "activity", come("ana"), come("ben", WEEK, channel="events"))
    first, second = by(store, Grain.WEEK)
    assert (first["events"], first["attendances"], first["per_event"], first["attendees"]) == (None, None, None, 1)
    assert (second["events"], second["per_event"], second["repeat_share"]) == (1, 1.0, 0.0)


def test_who_came_before_the_period_came_again(store: Store) -> None:
    put(store, "activity", *meeting(0, 2), *meeting(1, 3), post("m9", WEEK), come("m9", WEEK + 5, channel="events"), *meeting(2, 0), *meeting(3, 1))
    assert [row["repeat_share"] for row in by(store, Grain.WEEK)] == [None, 0.5, None, 1.0]
    (late,) = rows(attendance(store, Scope(at(3 * WEEK).date(), by=Grain.WEEK)))
    assert late["repeat_share"] == 1.0


def test_steadiness_is_one_where_always_as_many_come(store: Store) -> None:
    put(store, "activity", *(record for week in range(5) for record in meeting(week, 4)))
    assert [row["steadiness"] for row in by(store, Grain.WEEK)] == [None, None, None, 1.0, 1.0]


def test_steadiness_falls_with_the_spread_relative_to_the_mean(store: Store) -> None:
    put(store, "activity", *(record for week, members in enumerate((2, 4, 4, 6)) for record in meeting(week, members)))
    assert by(store, Grain.WEEK)[-1]["steadiness"] == pytest.approx(1 - math.sqrt(8 / 3) / 4)


def test_steadiness_forgets_after_91_days_and_is_complete_where_they_lie_in_the_data(store: Store) -> None:
    put(store, "activity", *(record for week, members in enumerate((20, *[3] * 16)) for record in meeting(week, members)))
    store.clock = lambda: at(30 * WEEK)
    found = by(store, Grain.WEEK)
    assert found[12]["steadiness"] < 0.5
    assert found[13]["steadiness"] == 1.0
    assert [place for place, row in enumerate(found) if row["complete"]] == [12, 13, 14, 15]


def test_a_channel_chooses_events_and_staff_count_only_when_asked_for(store: Store) -> None:
    put(store, "activity", *meeting(0, 3), come("sam", 0.2, channel="events"), come("ana", channel="other"))
    put(store, "member", {"member_id": "sam", "role": "staff"})
    assert by(store, channels=("events",))[0]["attendances"] == 3
    assert by(store, channels=("events",), include_staff=True)[0]["attendances"] == 4


def test_without_attendance_there_is_nothing_to_divide(store: Store) -> None:
    put(store, "activity", post("ana"))
    (row,) = rows(attendance(store, ALL_TIME))
    assert (row["events"], row["attendances"], row["attendees"], row["per_event"], row["repeat_share"], row["steadiness"]) == (0, 0, 0, None, None, None)
