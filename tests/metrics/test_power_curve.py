"""The power curve: on how many of 28 days somebody was here."""

from datetime import date

from lib.metrics import find
from lib.scope import ALL_TIME, Scope
from lib.store import Store
from tests.factories import post, put

power_curve = find("power_curve")
DAY = 24


def members(store: Store, scope: Scope = ALL_TIME) -> dict[int, int]:
    table = power_curve(store, scope)
    return {days: count for days, count in zip(table["active_days"], table["members"], strict=True) if count}


def test_days_are_counted_not_activities(store: Store) -> None:
    daily = [post("ana", n * DAY) for n in range(28)]
    put(store, "activity", *daily, post("ben", 1), post("ben", 2), post("ben", 5 * DAY))
    assert members(store) == {28: 1, 2: 1}


def test_the_28_days_end_the_period(store: Store) -> None:
    put(store, "activity", post("ana"), post("ana", 28 * DAY), post("ben", 60 * DAY))
    assert members(store, Scope(last=date(2026, 2, 1))) == {1: 1}  # 5 January is the first of the days
    assert members(store, Scope(last=date(2026, 2, 2))) == {1: 1}
    assert members(store, Scope(first=date(2026, 2, 1), last=date(2026, 2, 1))) == {1: 1}
    assert members(store) == {1: 1}
    assert members(store, Scope(last=date(2026, 2, 20))) == {1: 1}
