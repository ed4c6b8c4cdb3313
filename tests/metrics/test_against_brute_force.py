"""Every metric agrees with the brute force, row for row, on random small communities.

``EXAMPLES=1000 pytest tests/metrics/test_against_brute_force.py`` looks further than the fixed few of every day.
"""

import os
from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.metrics import find
from lib.scope import Grain, Scope
from lib.store import Store
from tests.metrics import oracle, participation_oracle, resolution_oracle, thread_oracle
from tests.metrics.communities import communities, scopes, settle
from tests.metrics.oracle import Community
from tests.metrics.tables import assert_rows

ABOUT_PEOPLE = {name: getattr(oracle, name) for name in ("active_users", "growth_accounting", "retention", "returning", "power_curve", "ugc", "activity_hours")}
ABOUT_THREADS = {name: getattr(thread_oracle, name) for name in ("response_time", "responders", "unanswered")}
ABOUT_PEOPLE |= {name: getattr(participation_oracle, name) for name in ("participation", "participation_flow", "concentration")}
ABOUT_THREADS |= {name: getattr(resolution_oracle, name) for name in ("resolution", "deflection")}

thorough = settings(
    max_examples=int(os.environ.get("EXAMPLES", "6")),
    derandomize="EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


SCOPES = (
    *(Scope(by=grain) for grain in (Grain.WEEK, Grain.MONTH, Grain.QUARTER)),
    Scope(date(2025, 3, 1), date(2025, 4, 15), Grain.DAY),
    Scope(date(2025, 3, 28), date(2025, 7, 2), Grain.WEEK, include_staff=True),
    Scope(date(2025, 9, 9), None, Grain.DAY, channels=("help",)),
    Scope(None, date(2025, 10, 15), Grain.MONTH, segments=("pro",), platforms=("web", "app")),
    Scope(date(2024, 12, 1), date(2026, 2, 1), Grain.QUARTER),
    Scope(first=date(2026, 6, 1), by=Grain.DAY),
)


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: f"{scope.by} from {scope.first} to {scope.last}")
@pytest.mark.parametrize("name", [*ABOUT_PEOPLE, *ABOUT_THREADS])
def test_a_lively_community_agrees_with_brute_force(lively_store: Store, community: Community, name: str, scope: Scope) -> None:
    metric = find(name)
    for values in product(*metric.options.values()):
        options = dict(zip(metric.options, values, strict=True))
        assert_rows(metric(lively_store, scope, options), {**ABOUT_PEOPLE, **ABOUT_THREADS}[name](community, scope, **options))


@thorough
@given(data=st.data(), world=communities())
def test_metrics_about_people_agree_with_brute_force(reused: Store, world: Community, data: st.DataObject) -> None:
    settle(reused, world)
    for scope in (data.draw(scopes(world), label="scope"), data.draw(scopes(world), label="another scope")):
        for name, brute_force in ABOUT_PEOPLE.items():
            assert_rows(find(name)(reused, scope), brute_force(world, scope))


@thorough
@given(data=st.data(), world=communities(talkative=True))
def test_metrics_about_threads_agree_with_brute_force(reused: Store, world: Community, data: st.DataObject) -> None:
    settle(reused, world)
    for scope in (data.draw(scopes(world), label="scope"), data.draw(scopes(world), label="another scope")):
        for name, brute_force in ABOUT_THREADS.items():
            metric = find(name)
            for values in product(*metric.options.values()):
                options = dict(zip(metric.options, values, strict=True))
                assert_rows(metric(reused, scope, options), brute_force(world, scope, **options))
