"""Concentration: the largest shares, rounded up to whole people, and Gini by hand."""

from datetime import date

import pytest

from lib.metrics import find
from lib.scope import ALL_TIME, Grain, Scope
from lib.store import Store
from tests.factories import comment, post, put
from tests.metrics.tables import assert_rows, rows

concentration = find("concentration")


def wrote(store: Store, *amounts: int) -> None:
    """A member each, who wrote so much."""
    put(store, "activity", *(comment(f"m{number:03}", place) for number, amount in enumerate(amounts) for place in range(amount)))


def test_of_four_the_first_has_most(any_store: Store) -> None:
    wrote(any_store, 1, 1, 2, 6)
    # Σ(2i − 5)xᵢ = −3 − 1 + 2 + 18 = 16; nΣx = 40
    row = {"period_start": date(2026, 1, 1), "contributors": 4, "top_1_share": 0.6, "top_10_share": 0.6, "gini": 0.4, "complete": False}
    assert_rows(concentration(any_store, ALL_TIME), [row])


@pytest.mark.parametrize(("people", "most"), [(10, 1), (11, 2), (20, 2), (21, 3)])
def test_a_tenth_is_rounded_up_to_whole_people(store: Store, people: int, most: int) -> None:
    wrote(store, *(most * [2] + (people - most) * [1]))
    found = rows(concentration(store, ALL_TIME))[0]
    assert found["top_10_share"] == pytest.approx(2 * most / (people + most))
    assert found["top_1_share"] == pytest.approx(2 / (people + most))


@pytest.mark.parametrize("amounts", [(3,), (2, 2, 2)])
def test_where_all_write_as_much_gini_is_nought(store: Store, amounts: tuple[int, ...]) -> None:
    wrote(store, *amounts)
    found = rows(concentration(store, ALL_TIME))[0]
    assert found["gini"] == 0
    assert found["top_1_share"] == pytest.approx(1 / len(amounts))


def test_staff_bots_and_reactions_do_not_count(store: Store) -> None:
    put(store, "activity", post("ana"), post("sam"), post("bot"), {**comment("ben"), "kind": "reaction"})
    put(store, "member", {"member_id": "sam", "role": "staff"}, {"member_id": "bot", "role": "bot"})
    assert rows(concentration(store, Scope(include_staff=True)))[0]["contributors"] == 1


def test_where_nobody_wrote_there_is_no_share(store: Store) -> None:
    put(store, "activity", post("ana"), post("ana", 14 * 24))
    found = rows(concentration(store, Scope(by=Grain.WEEK)))
    assert [(row["contributors"], row["top_1_share"], row["gini"]) for row in found] == [(1, 1, 0), (0, None, None), (1, 1, 0)]
