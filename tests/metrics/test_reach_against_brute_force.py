"""Ideas, share of voice, reported series and attendance agree with the brute force, row for row, on random small communities."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.metrics import find
from lib.scope import Scope
from lib.store import Store
from tests.metrics import reach_oracle
from tests.metrics.communities import communities, scopes, settle
from tests.metrics.oracle import Community, Row
from tests.metrics.tables import assert_rows
from tests.metrics.test_against_brute_force import SCOPES, thorough

METRICS = {name: getattr(reach_oracle, name) for name in ("ideas", "share_of_voice", "reported", "attendance")}
ACCOUNTS = (None, "ana", "ben", "eva", "sam", "nobody")


@st.composite
def _surrounded(draw: st.DrawFn) -> Community:
    """A community whose members propose ideas, with mentions and reported figures around it; often many events."""
    world = draw(communities())
    moments = [act["occurred_at"] for act in world.activities]
    moment = st.sampled_from(moments)
    later = st.one_of(st.none(), moment.map(lambda at: at + timedelta(days=1)))
    day = moment.map(lambda at: at.date())
    ideas: st.SearchStrategy[Row] = st.fixed_dictionaries(
        {
            "source": st.sampled_from(("forum", "portal")),
            "submitted_at": moment,
            "member_id": st.sampled_from(ACCOUNTS),
            "status": st.sampled_from((None, "open", "accepted", "shipped", "declined")),
            "accepted_at": later,
            "shipped_at": later,
        }
    )
    mentions: st.SearchStrategy[Row] = st.fixed_dictionaries(
        {
            "source": st.sampled_from(("press", "social")),
            "day": day,
            "brand": st.sampled_from(("Ours", "ours", "Łódź", "Z")),
            "mentions": st.integers(0, 3),
        }
    )
    figures: st.SearchStrategy[Row] = st.fixed_dictionaries(
        {
            "source": st.sampled_from(("api", "file")),
            "day": day,
            "series": st.sampled_from(("dau", "members")),
            "platform": st.sampled_from((None, "social", "Social")),
            "value": st.sampled_from((0.0, 1.5, 40.0)),
        }
    )
    world.others = {
        "idea": [{**idea, "idea_id": f"i{number}"} for number, idea in enumerate(draw(st.lists(ideas, max_size=12)))],
        "mention": draw(st.lists(mentions, max_size=12, unique_by=lambda row: (row["source"], row["day"], row["brand"]))),
        "reported_series": draw(st.lists(figures, max_size=8, unique_by=lambda row: (row["source"], row["day"], row["series"], row["platform"]))),
    }
    if draw(st.booleans()):
        for act in world.activities:
            act["kind"] = "attendance"
            act["channel"] = act["channel"] or draw(st.sampled_from((None, "events", "events")))
    world.now = max(world.now, *moments) + timedelta(days=2)
    return world


@thorough
@given(data=st.data(), world=_surrounded())
def test_random_communities_agree_with_brute_force(reused: Store, world: Community, data: st.DataObject) -> None:
    settle(reused, world)
    for scope in (data.draw(scopes(world), label="scope"), data.draw(scopes(world), label="another scope")):
        for name, brute_force in METRICS.items():
            assert_rows(find(name)(reused, scope), brute_force(world, scope))


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: f"{scope.by} from {scope.first} to {scope.last}")
@pytest.mark.parametrize("name", METRICS)
def test_a_lively_community_agrees_with_brute_force(lively_store: Store, community: Community, name: str, scope: Scope) -> None:
    assert_rows(find(name)(lively_store, scope), METRICS[name](community, scope))
