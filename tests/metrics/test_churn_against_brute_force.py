"""Churn and conversion agree with the brute force, row for row, on random small communities and their customers."""

import os
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.metrics import find
from lib.scope import Grain, Scope
from lib.store import Store
from tests.metrics import customer_oracle
from tests.metrics.communities import MEMBERS, communities, scopes, settle
from tests.metrics.oracle import Community, Row
from tests.metrics.tables import assert_rows

METRICS = {"churn": customer_oracle.churn, "conversion": customer_oracle.conversion}
IDS = ("c1", "c2", "c3", "c4", "c5")

SCOPES = (
    *(Scope(by=grain) for grain in (Grain.WEEK, Grain.MONTH, Grain.QUARTER)),
    Scope(date(2025, 3, 1), date(2025, 4, 30), Grain.DAY),
    Scope(date(2025, 3, 28), date(2025, 7, 2), Grain.WEEK, include_staff=True),
    Scope(date(2025, 9, 9), None, Grain.DAY, channels=("help",)),
    Scope(None, date(2025, 10, 15), Grain.MONTH, segments=("pro",), platforms=("web", "app")),
    Scope(date(2024, 6, 1), date(2026, 2, 1), Grain.QUARTER, segments=("free", "pro"), include_staff=True),
    Scope(first=date(2026, 6, 1), by=Grain.DAY),
)


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: f"{scope.by} from {scope.first} to {scope.last}")
@pytest.mark.parametrize("name", METRICS)
def test_a_lively_community_agrees_with_brute_force(lively_store: Store, community: Community, name: str, scope: Scope) -> None:
    assert_rows(find(name)(lively_store, scope), METRICS[name](community, scope))


@st.composite
def with_customers(draw: st.DrawFn) -> Community:
    """A random community whose accounts are, or have, customers; their days are those of its activities, or near them."""
    world = draw(communities())
    near = st.sampled_from([act["occurred_at"] for act in world.activities])
    moments = st.one_of(near, st.builds(_some_days_later, near, st.integers(-60, 60))).map(lambda moment: min(moment, world.now))
    for record in world.members:
        record["customer_id"] = draw(st.sampled_from((None, None, "nobody", *IDS)))
    key = st.tuples(st.sampled_from(("crm", "crm", "billing", "forum")), st.sampled_from(IDS))
    world.others["customer"] = [_customer(draw, *one, moments) for one in draw(st.lists(key, min_size=1, max_size=9, unique=True))]
    return world


def _some_days_later(moment: datetime, days: int) -> datetime:
    return moment + timedelta(days=days)


def _customer(draw: st.DrawFn, source: str, customer_id: str, moments: st.SearchStrategy[datetime]) -> Row:
    started = draw(moments)
    later = st.one_of(st.none(), moments.map(lambda moment: moment if moment >= started else None))  # earlier ones are refused at intake
    return {
        "source": source,
        "customer_id": customer_id,
        "started_at": started,
        "converted_at": draw(later) if source != "billing" else None,
        "churned_at": draw(later),
        "value": draw(st.sampled_from((None, 0.0, 120.0))),
        "member_id": draw(st.one_of(st.none(), MEMBERS)),
    }


@settings(
    max_examples=int(os.environ.get("EXAMPLES", "8")),
    derandomize="EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data(), world=with_customers())
def test_a_random_community_agrees_with_brute_force(reused: Store, world: Community, data: st.DataObject) -> None:
    settle(reused, world)
    for scope in (data.draw(scopes(world), label="scope"), Scope(by=data.draw(st.sampled_from(Grain), label="by"))):
        for name, brute_force in METRICS.items():
            assert_rows(find(name)(reused, scope), brute_force(world, scope))
