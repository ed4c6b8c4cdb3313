"""Growth accounting: where the active come from, and who is missing."""

from datetime import date

from lib.metrics import find
from lib.scope import ALL_TIME, Grain, Scope
from lib.store import Store
from tests.factories import post, put
from tests.metrics.tables import assert_rows, rows

growth_accounting = find("growth_accounting")
WEEK = 7 * 24
WEEKLY = Scope(by=Grain.WEEK)


def test_each_active_member_comes_from_somewhere(store: Store) -> None:
    put(store, "activity", post("ana"), post("ben"), post("ana", WEEK), post("cy", WEEK), post("ben", 2 * WEEK), post("cy", 2 * WEEK), post("ana", 4 * WEEK))
    unknown = dict.fromkeys(("new", "retained", "resurrected", "churned", "quick_ratio"))
    numbers = [(2, 1, 1, 0, 1, 1.0), (2, 0, 1, 1, 1, 1.0), (0, 0, 0, 0, 2, 0.0), (1, 0, 0, 1, 0, None)]
    names = ("active", *unknown)
    assert_rows(
        growth_accounting(store, WEEKLY),
        [
            {"period_start": date(2026, 1, 5), "active": 2, **unknown, "complete": False},
            *({"period_start": date(2026, 1, 5 + 7 * n), **dict(zip(names, row, strict=True)), "complete": n < 4} for n, row in enumerate(numbers[:3], 1)),
            {"period_start": date(2026, 2, 2), **dict(zip(names, numbers[3], strict=True)), "complete": False},
        ],
    )


def test_new_looks_before_the_period_asked_for(store: Store) -> None:
    put(store, "activity", post("ana"), post("ana", 5 * WEEK), post("ben", 5 * WEEK), post("eva", 7 * WEEK))
    february = growth_accounting(store, Scope(date(2026, 2, 9), date(2026, 2, 12), Grain.WEEK))
    assert [(row["new"], row["resurrected"]) for row in rows(february)] == [(1, 1)]


def test_under_a_channel_new_means_new_to_it(store: Store) -> None:
    put(store, "activity", post("eva"), post("ana", WEEK, channel="help"), post("ana", 2 * WEEK, channel="ideas"))
    ideas = rows(growth_accounting(store, Scope(by=Grain.WEEK, channels=("ideas",))))
    assert [row["new"] for row in ideas] == [None, 0, 1]


def test_months_of_any_length_follow_each_other(store: Store) -> None:
    """From the end of January to the first of February, and from there to the end of March."""
    put(store, "activity", post("ana", -30 * 24), post("ana", 26 * 24), post("ana", 27 * 24), post("ana", 68 * 24))
    assert [row["retained"] for row in rows(growth_accounting(store, ALL_TIME))] == [None, 1, 1, 1]
    assert [row["retained"] for row in rows(growth_accounting(store, Scope(by=Grain.QUARTER)))] == [None, 1]


def test_after_the_shortest_absence_a_member_is_resurrected(store: Store) -> None:
    """From the end of January to the first of March: 29 days, and February lies between."""
    put(store, "activity", post("eva", -30 * 24), post("ana", 26 * 24), post("ana", 55 * 24))
    assert [row["resurrected"] for row in rows(growth_accounting(store, ALL_TIME))] == [None, 0, 0, 1]
