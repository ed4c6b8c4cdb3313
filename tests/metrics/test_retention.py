"""Retention: cohorts by first activity, and who of them is still here."""

from datetime import date

from lib.metrics import find
from lib.scope import Grain, Scope
from lib.store import Store
from tests.factories import post, put
from tests.metrics.tables import rows

retention = find("retention")
WEEK = 7 * 24
WEEKLY = Scope(by=Grain.WEEK)


def cells(store: Store, scope: Scope = WEEKLY) -> dict[tuple[date, int], tuple[int, int]]:
    return {(row["cohort_start"], row["offset"]): (row["active"], row["cohort_size"]) for row in rows(retention(store, scope))}


def test_each_cohort_is_followed_through_the_periods_that_are_over(store: Store) -> None:
    put(store, "activity", post("ana"), post("ben"), post("ana", WEEK), post("cy", WEEK), post("ana", 3 * WEEK))
    first, second, third = date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19)
    assert cells(store) == {(first, 0): (2, 2), (first, 1): (1, 2), (first, 2): (0, 2), (second, 0): (1, 1), (second, 1): (0, 1), (third, 0): (0, 0)}


def test_a_cohort_whose_period_the_data_cut_off_is_left_out(store: Store) -> None:
    put(store, "activity", post("ana", 24), post("ben", WEEK), post("ana", WEEK), post("eva", 2 * WEEK))
    assert cells(store) == {(date(2026, 1, 12), 0): (1, 1)}


def test_the_end_of_the_scope_ends_the_rows_and_its_start_does_not_make_anybody_new(store: Store) -> None:
    put(store, "activity", post("ana"), post("ana", WEEK), post("ben", WEEK), post("ben", 2 * WEEK), post("eva", 5 * WEEK))
    assert cells(store, Scope(date(2026, 1, 14), date(2026, 1, 20), Grain.WEEK)) == {
        (date(2026, 1, 12), 0): (1, 1),
        (date(2026, 1, 12), 1): (1, 1),
        (date(2026, 1, 19), 0): (0, 0),
    }
