"""Activity by weekday and hour, on the community's clock."""

from datetime import UTC, date, datetime

from lib.metrics import find
from lib.scope import ALL_TIME, Scope
from lib.store import Store
from tests.factories import comment, post, put

activity_hours = find("activity_hours")


def busy(store: Store, scope: Scope = ALL_TIME) -> dict[tuple[int, int], int]:
    table = activity_hours(store, scope)
    assert len(table) == 168
    return {(weekday, hour): count for weekday, hour, count in table.itertuples(index=False) if count}


def test_hours_are_those_of_the_community(store: Store) -> None:
    summer = {**post("ana"), "occurred_at": datetime(2025, 7, 6, 22, 59, tzinfo=UTC)}  # a Sunday
    put(store, "activity", post("ana"), comment("ben", 0.9), summer)
    assert busy(store) == {(1, 9): 2, (7, 22): 1}
    store.set_setting("zone", "Europe/Warsaw", "tests")
    assert busy(store) == {(1, 10): 2, (1, 0): 1}


def test_only_the_days_asked_for_count(store: Store) -> None:
    put(store, "activity", post("ana"), post("ana", 24), post("ana", 48))
    assert busy(store, Scope(date(2026, 1, 6), date(2026, 1, 6))) == {(2, 9): 1}


def test_bots_never_count_and_staff_only_when_asked_for(store: Store) -> None:
    put(store, "activity", post("ana"), post("bot"), post("sam"))
    put(store, "member", {"member_id": "bot", "role": "bot"}, {"member_id": "sam", "role": "staff"})
    assert busy(store) == {(1, 9): 1}
    assert busy(store, Scope(include_staff=True)) == {(1, 9): 2}
