"""Taking part: the highest step counts, everybody known is on one level, and moves are between whole periods."""

from datetime import date

from lib.metrics import find
from lib.scope import ALL_TIME, Grain, Scope
from lib.store import Store
from tests.factories import at, comment, post, put
from tests.metrics.tables import Row, rows

participation, participation_flow, active_users = find("participation"), find("participation_flow"), find("active_users")

WEEK = 7 * 24


def reaction(member: str, hours: float = 0, **more: object) -> Row:
    return {**comment(member, hours), "kind": "reaction", **more}


def levels(store: Store, scope: Scope = ALL_TIME) -> list[tuple[str, int]]:
    return [(row["level"], row["members"]) for row in rows(participation(store, scope))]


def moves(store: Store, scope: Scope) -> dict[tuple[str, str], int | None]:
    """The flow's rows that are not 0."""
    return {(row["from"], row["to"]): row["members"] for row in rows(participation_flow(store, scope)) if row["members"] != 0}


def test_the_highest_step_of_the_period_counts(any_store: Store) -> None:
    put(any_store, "activity", reaction("ana"), post("ana", 30), comment("ben"), reaction("ben"), reaction("cyd"), {**comment("dee"), "kind": "attendance"})
    put(any_store, "member", {"member_id": "eva", "joined_at": at(0)}, {"member_id": "unknown"})
    assert levels(any_store) == [("observer", 2), ("reactor", 1), ("commenter", 1), ("creator", 1)]


def test_who_joins_later_is_not_known_yet(store: Store) -> None:
    put(store, "activity", post("ana"), post("ana", 3 * WEEK))
    put(store, "member", {"member_id": "eva", "joined_at": at(WEEK + 1)})
    found = participation(store, Scope(by=Grain.WEEK))
    assert found.groupby("period_start")["members"].sum().tolist() == [1, 2, 2, 2]
    assert found["complete"].tolist() == 12 * [True] + 4 * [False]


def test_staff_are_asked_for_and_bots_never_are(store: Store) -> None:
    put(store, "activity", post("ana"), post("sam"), post("bot"))
    put(store, "member", {"member_id": "sam", "role": "staff"}, {"member_id": "bot", "role": "bot"})
    assert levels(store)[-1] == ("creator", 1)
    assert levels(store, Scope(include_staff=True))[-1] == ("creator", 2)


def test_a_channel_chooses_steps_and_a_segment_chooses_members(any_store: Store) -> None:
    put(any_store, "activity", post("ana", channel="help"), comment("ana", 1, channel="ideas"), post("ben", channel="help"))
    put(any_store, "member", {"member_id": "ana", "segment": "pro"}, {"member_id": "ben"})
    assert levels(any_store, Scope(channels=("ideas",))) == [("observer", 1), ("reactor", 0), ("commenter", 1), ("creator", 0)]
    assert levels(any_store, Scope(segments=("pro",))) == [("observer", 0), ("reactor", 0), ("commenter", 0), ("creator", 1)]


def test_the_levels_sum_to_the_members_known(store: Store) -> None:
    put(store, "activity", post("ana"), comment("ben", WEEK), reaction("cyd", 2 * WEEK), post("ana", 4 * WEEK))
    put(store, "member", {"member_id": "eva", "joined_at": at(-5 * WEEK)}, {"member_id": "ben", "segment": "pro"})
    for scope in (Scope(by=Grain.WEEK), Scope(by=Grain.WEEK, segments=("pro",)), Scope(by=Grain.WEEK, channels=("help",), include_staff=True)):
        totals = participation(store, scope).groupby("period_start")["members"].sum()
        known = active_users(store, scope).set_index("day")["members"]
        sundays = [day for day in known.index if day.day_of_week == 6]
        assert known[sundays].tolist() == totals.tolist()[: len(sundays)]


def test_moves_are_between_the_last_two_whole_periods(any_store: Store) -> None:
    first = (post("ana"), comment("ben"), reaction("cyd"))
    second = (comment("ana", WEEK), comment("ben", WEEK + 1), post("late", WEEK))
    put(any_store, "activity", *first, *second, post("ana", 2 * WEEK))
    put(any_store, "member", {"member_id": "eva", "joined_at": at(-WEEK)})
    expected = {("creator", "commenter"): 1, ("commenter", "commenter"): 1, ("reactor", "observer"): 1, ("observer", "observer"): 1}
    assert moves(any_store, Scope(by=Grain.WEEK)) == expected
    second_week = date(2026, 1, 12)
    assert moves(any_store, Scope(second_week, second_week, Grain.WEEK)) == expected  # the week before the scope is looked at all the same


def test_without_two_whole_periods_there_are_no_moves(store: Store) -> None:
    put(store, "activity", post("ana"), post("ana", WEEK))
    assert set(moves(store, Scope(by=Grain.WEEK)).values()) == {None}
    assert len(participation_flow(store, Scope(by=Grain.WEEK))) == 16
