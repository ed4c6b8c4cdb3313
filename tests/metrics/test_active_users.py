"""Active users: each person once, in trailing windows, by local days."""

from datetime import UTC, date, datetime

from lib.metrics import find
from lib.scope import ALL_TIME, Scope
from lib.store import Store
from tests.factories import at, comment, post, put
from tests.metrics.tables import Row, rows

active_users = find("active_users")
DAY = 24


def by_day(store: Store, scope: Scope = ALL_TIME) -> dict[date, Row]:
    return {row["day"]: row for row in rows(active_users(store, scope))}


def test_whoever_acts_often_is_one_member(store: Store) -> None:
    put(store, "activity", post("ana"), post("ana", 1), comment("ana", 2), post("ana", DAY), post("ben", DAY))
    days = by_day(store)
    assert [row["dau"] for row in days.values()] == [1, 2]
    assert [row["mau"] for row in days.values()] == [1, 2]


def test_a_member_leaves_the_windows_after_7_and_30_days(store: Store) -> None:
    put(store, "activity", post("ana"), post("ben", 40 * DAY))
    days = list(by_day(store).values())
    assert [row["wau"] for row in days] == [1] * 7 + [0] * 33 + [1]
    assert [row["mau"] for row in days] == [1] * 30 + [0] * 10 + [1]
    assert days[35]["stickiness"] is None
    assert days[40]["stickiness"] == 1


def test_the_first_29_days_are_not_complete_and_today_is_not_either(store: Store) -> None:
    put(store, "activity", post("ana"), post("ben", 40 * DAY))
    store.clock = lambda: at(40 * DAY + 1)
    complete = [row["complete"] for row in by_day(store).values()]
    assert complete == [False] * 29 + [True] * 11 + [False]


def test_windows_look_before_the_first_day_asked_for(store: Store) -> None:
    put(store, "activity", post("ana"), post("ben", 40 * DAY))
    row = by_day(store, Scope(date(2026, 2, 3), date(2026, 2, 3)))
    assert row == {date(2026, 2, 3): {**row[date(2026, 2, 3)], "dau": 0, "wau": 0, "mau": 1, "complete": True}}


def test_a_day_begins_at_midnight_in_the_community(store: Store) -> None:
    put(store, "activity", {**post("ana"), "occurred_at": datetime(2026, 1, 5, 23, 30, tzinfo=UTC)})
    assert list(by_day(store)) == [date(2026, 1, 5)]
    store.set_setting("zone", "Europe/Warsaw", "tests")
    assert list(by_day(store)) == [date(2026, 1, 6)]


def test_two_accounts_of_one_person_are_one_member(store: Store) -> None:
    put(store, "activity", post("ana"), source="forum")
    put(store, "activity", post("u1"), source="slack")
    assert by_day(store)[date(2026, 1, 5)]["dau"] == 2
    put(store, "member", {"member_id": "ana", "person_id": "p"}, source="forum")
    put(store, "member", {"member_id": "u1", "person_id": "p"}, source="slack")
    assert by_day(store)[date(2026, 1, 5)]["dau"] == 1
    assert by_day(store)[date(2026, 1, 5)]["members"] == 1


def test_bots_never_count_and_staff_only_when_asked_for(store: Store) -> None:
    put(store, "activity", post("ana"), post("bot"), post("sam"), post("max"))
    put(store, "member", {"member_id": "bot", "role": "bot"}, {"member_id": "sam", "role": "staff"})
    store.set_setting("staff", "forum:max", "tests")
    day = date(2026, 1, 5)
    assert (by_day(store)[day]["dau"], by_day(store)[day]["members"]) == (1, 1)
    with_staff = by_day(store, Scope(include_staff=True))[day]
    assert (with_staff["dau"], with_staff["members"]) == (3, 3)


def test_members_are_known_from_joining_or_from_their_first_activity(store: Store) -> None:
    put(store, "activity", post("ana"), post("ben", DAY), post("cy", 2 * DAY))
    put(
        store,
        "member",
        {"member_id": "cy", "joined_at": at(DAY)},
        {"member_id": "ben", "joined_at": at(50 * DAY)},
        {"member_id": "quiet", "joined_at": at(-900)},
    )
    assert [row["members"] for row in by_day(store).values()] == [2, 4, 4]
    assert by_day(store)[date(2026, 1, 6)]["engagement"] == 0.5


def test_a_channel_chooses_activities_and_a_segment_members(store: Store) -> None:
    put(store, "activity", post("ana", channel="help"), post("ben", channel="ideas"))
    put(store, "member", {"member_id": "ana", "segment": "pro"}, {"member_id": "cy", "segment": "pro", "joined_at": at(-50)})
    day = date(2026, 1, 5)
    found = by_day(store, Scope(channels=("ideas",)))[day]
    assert (found["dau"], found["members"]) == (1, 3)
    found = by_day(store, Scope(segments=("pro",)))[day]
    assert (found["dau"], found["members"]) == (1, 2)
    assert by_day(store, Scope(segments=("pro",), channels=("ideas",)))[day]["dau"] == 0
