"""Members against the rest: all members together, and no group of few people."""

from datetime import timedelta

import pytest

from lib.metrics import find
from lib.report.comparisons import comparisons
from lib.report.coverage import Coverage
from lib.report.quarter import Quarter
from lib.report.reading import scope_of
from lib.report.report import Comparison
from lib.statistics.proportions import newcombe, wilson
from lib.store import Store
from tests.factories import START, post, put

Q1 = Quarter.parse("2026Q1")
BEFORE = START - timedelta(days=300)


def of(store: Store, quarter: Quarter = Q1) -> dict[str, Comparison]:
    with store.reading():
        return {found.key: found for found, _ in comparisons(store, Coverage.of(store), quarter)}


def customers(store: Store, members: int, others: int, left: int = 0) -> None:
    """As many customers who are members, and who are not; ``left`` of the others left in the quarter."""
    put(store, "member", *({"member_id": f"m{number}", "joined_at": BEFORE, "customer_id": f"c{number}"} for number in range(members)))
    come = [{"customer_id": f"c{number}", "started_at": BEFORE} for number in range(members + others)]
    for number in range(members, members + left):
        come[number]["churned_at"] = START + timedelta(days=9)
    put(store, "customer", *come)


def test_power_members_are_members(any_store: Store) -> None:
    customers(any_store, 12, 20, left=7)
    put(any_store, "activity", *(post(f"m{number}", hours=-24 * (6 + day)) for number in range(5) for day in range(8)))
    table = find("churn")(any_store, scope_of(Q1, Q1)).set_index("group")
    assert table["customers"].to_dict() == {"member": 7, "power_member": 5, "non_member": 20}
    found = of(any_store)["churn"]
    members, others = found.groups
    assert (members.people, members.happened, others.people, others.happened) == (12, 0, 20, 7)
    assert (members.low, members.high) == wilson(0, 12)
    assert (others.low, others.high) == wilson(7, 20)
    assert (found.difference, found.low, found.high) == newcombe(0, 12, 7, 20)


def test_a_difference_beyond_chance_is_called_one(store: Store) -> None:
    customers(store, 60, 60, left=20)
    found = of(store)["churn"]
    assert [(group.name, group.people, group.happened) for group in found.groups] == [("Members", 60, 0), ("The rest", 60, 20)]
    assert found.sentence == "So far, of members 0% left, of the rest 33%: a difference beyond chance."


def test_one_within_chance_is_none(store: Store) -> None:
    customers(store, 10, 10, left=1)
    assert of(store)["churn"].sentence.endswith("a difference that may be chance.")


@pytest.mark.parametrize(
    ("members", "others", "missing"),
    [
        (4, 60, "Fewer than 5 members were customers at its start, so neither group is shown."),
        (60, 4, "Fewer than 5 customers at its start were of the rest, so neither group is shown."),
        (4, 4, "Fewer than 5 customers at its start were of members and of the rest, so neither group is shown."),
    ],
)
def test_where_either_group_is_small_neither_is_shown(store: Store, members: int, others: int, missing: str) -> None:
    customers(store, members, others, left=2)
    found = of(store)["churn"]
    assert (found.groups, found.difference, found.low, found.high, found.sentence, found.missing) == ((), None, None, None, "", missing)


def test_five_are_enough(store: Store) -> None:
    customers(store, 5, 5)
    assert len(of(store)["churn"].groups) == 2


def test_without_customers_it_says_so(store: Store) -> None:
    assert {found.missing for found in of(store).values()} == {"No customer was brought in yet."}


def test_without_prospects_it_says_so(store: Store) -> None:
    customers(store, 10, 10)
    assert of(store)["conversion"].missing == "There were no prospects in Q1 2026: no source says when customers converted, or nobody was one."
