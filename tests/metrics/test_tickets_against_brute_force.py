"""Tickets, growth and their relation agree with the brute force, row for row, on both engines and on random small communities."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.metrics import find
from lib.scope import Grain, Scope
from lib.store import Store
from tests.metrics import ticket_oracle
from tests.metrics.communities import communities, scopes, settle
from tests.metrics.oracle import Community, Row
from tests.metrics.tables import assert_rows
from tests.metrics.test_against_brute_force import SCOPES, thorough

BRUTE_FORCE: dict[str, Callable[[Community, Scope], Iterable[Row]]] = {
    name: getattr(ticket_oracle, name) for name in ("tickets", "growth_vs_tickets", "growth_vs_tickets_relation")
}
WIDE = (
    *SCOPES,
    Scope(by=Grain.WEEK, segments=("pro",)),
    Scope(by=Grain.DAY, channels=("help",), include_staff=True),
    Scope(date(2025, 3, 1), date(2025, 4, 20), Grain.DAY),
)


@pytest.mark.parametrize("scope", WIDE, ids=lambda scope: f"{scope.by} from {scope.first} to {scope.last}, {scope.segments} {scope.channels}")
@pytest.mark.parametrize("name", BRUTE_FORCE)
def test_a_lively_community_agrees_with_brute_force(lively_store: Store, lively_postgres: Store, community: Community, name: str, scope: Scope) -> None:
    expected = list(BRUTE_FORCE[name](community, scope))
    for store in (lively_store, lively_postgres):
        assert_rows(find(name)(store, scope), expected)


SOURCES = st.sampled_from(("forum", "slack", "helpdesk"))
MEMBERS = st.sampled_from((None, "ana", "ben", "cyd", "nobody"))


@st.composite
def supported(draw: st.DrawFn) -> Community:
    """A small community with tickets and customers, about as old as its activities."""
    world = draw(communities())
    start = min(act["occurred_at"] for act in world.activities)
    moments = st.integers(-40, 4 * 24 * 60).map(lambda quarters: min(start + timedelta(minutes=15 * quarters), world.now))

    def after(moment: datetime | None) -> datetime | None:
        later = draw(st.one_of(st.none(), moments))
        return None if moment is None or later is None else max(moment, later)

    tickets: list[Row] = []
    for number in range(draw(st.integers(0, 25))):
        created = draw(moments)
        tickets.append(
            {
                "source": draw(SOURCES),
                "ticket_id": f"k{number:02}",
                "created_at": created,
                "first_response_at": after(created),
                "resolved_at": after(created),
                "member_id": draw(MEMBERS),
            }
        )
    customers: list[Row] = []
    for number in range(draw(st.integers(0, 12))):
        started = draw(moments)
        source = draw(SOURCES)
        converted = after(started) if source == "slack" else None
        customers.append(
            {
                "source": source,
                "customer_id": f"c{number % 7}",
                "started_at": started,
                "converted_at": converted,
                "churned_at": after(converted or started),
                "member_id": draw(MEMBERS),
            }
        )
    distinct = {(row["source"], row["customer_id"]): row for row in customers}
    return replace(world, others={"ticket": tickets, "customer": list(distinct.values())})


@thorough
@given(data=st.data(), world=supported())
def test_random_communities_agree_with_brute_force(reused: Store, world: Community, data: st.DataObject) -> None:
    settle(reused, world)
    for scope in (data.draw(scopes(world), label="scope"), data.draw(scopes(world), label="another scope")):
        for name, brute_force in BRUTE_FORCE.items():
            assert_rows(find(name)(reused, scope), brute_force(world, scope))
