"""NPS and CSAT agree with the brute force, row for row, on the lively community and on random small ones."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.errors import CommandError
from lib.metrics import find
from lib.scope import Grain, Scope
from lib.store import Store
from tests.metrics import survey_oracle
from tests.metrics.communities import ORIGINS, communities, settle
from tests.metrics.oracle import Community, Row
from tests.metrics.tables import assert_rows

SCOPES = (
    *(Scope(by=grain) for grain in Grain),
    Scope(date(2025, 3, 28), date(2025, 7, 2), Grain.WEEK, include_staff=True),
    Scope(date(2025, 9, 9), None, Grain.DAY, segments=("free",), channels=("help",)),
    Scope(None, date(2025, 10, 15), Grain.MONTH, segments=("pro",), platforms=("web",)),
    Scope(date(2024, 12, 1), date(2026, 2, 1), Grain.QUARTER),
    Scope(first=date(2026, 6, 1), by=Grain.DAY),
)
thorough = settings(
    max_examples=int(os.environ.get("EXAMPLES", "6")),
    derandomize="EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: f"{scope.by} from {scope.first} to {scope.last}")
def test_a_lively_community_agrees_with_brute_force(lively_store: Store, community: Community, scope: Scope) -> None:
    for group in ("period", "wave"):
        assert_rows(find("nps")(lively_store, scope, {"group": group}), survey_oracle.nps(community, scope, group=group))
    for origin in ("surveys", "tickets"):
        assert_rows(find("csat")(lively_store, scope, {"from": origin}), survey_oracle.csat(community, scope, **{"from": origin}))


def _moments(draw: st.DrawFn) -> st.SearchStrategy[datetime]:
    """Ties, and the last instants of days in several zones."""
    origin = draw(st.sampled_from(ORIGINS))
    tied = [origin + timedelta(minutes=draw(st.integers(0, 200 * 96)) * 15) for _ in range(4)]
    edges = [datetime(2025, 3, 31, 21, 59, 59, 999999, UTC), datetime(2025, 3, 31, 22, tzinfo=UTC), datetime(2024, 12, 31, 23, tzinfo=UTC)]
    return st.one_of(st.sampled_from(tied + edges), st.integers(0, 150 * 24).map(lambda hours: origin + timedelta(hours=hours)))


@st.composite
def surveyed(draw: st.DrawFn) -> Community:
    """A random community with answers and rated tickets that name members of their own source, of another, of two, and nobody."""
    world, moments = draw(communities()), _moments(draw)
    members = st.sampled_from(("ana", "ben", "cyd", "dee", "eva", "sam", "nobody", None))
    sources = st.sampled_from(("forum", "survey", "survey"))
    asked = draw(st.sampled_from(((None,), ("R",), ("R", "Python"), (None, "R"))))
    answers: list[Row] = []
    for number in range(draw(st.integers(0, 25))):
        survey = draw(st.sampled_from(("nps", "nps", "csat")))
        answers.append(
            {
                "source": draw(sources),
                "response_id": f"r{number:02}",
                "responded_at": draw(moments),
                "survey": survey,
                "score": draw(st.integers(0, 10) if survey == "nps" else st.integers(1, 5)),
                "question": draw(st.sampled_from(asked)),
                "wave": draw(st.sampled_from(("first", "second", "b", "B", None))),
                "member_id": draw(members),
                "segment": draw(st.sampled_from((None, None, "free", "pro"))),
            }
        )
    tickets: list[Row] = []
    for number in range(draw(st.integers(0, 12))):
        created = draw(moments)
        tickets.append(
            {
                "source": draw(sources),
                "ticket_id": f"k{number:02}",
                "created_at": created,
                "first_response_at": None,
                "resolved_at": draw(st.sampled_from((None, created, created + timedelta(days=40)))),
                "satisfaction": draw(st.one_of(st.none(), st.integers(1, 5))),
                "member_id": draw(members),
            }
        )
    others = {"survey_response": answers, "ticket": tickets}
    last = max([world.now, *(row["responded_at"] for row in answers), *(row["resolved_at"] or row["created_at"] for row in tickets)])
    return replace(world, others={kind: rows for kind, rows in others.items() if rows}, now=last)


@st.composite
def survey_scopes(draw: st.DrawFn) -> Scope:
    day = st.integers(0, 300).map(lambda days: date(2024, 12, 20) + timedelta(days=days))
    first, last = draw(st.one_of(st.none(), day)), draw(st.one_of(st.none(), day))
    if first and last and first > last:
        first, last = last, first
    segments = draw(st.sampled_from(((), (), ("free",), ("free", "pro"))))
    return Scope(
        first, last, draw(st.sampled_from(Grain)), segments=segments, platforms=draw(st.sampled_from(((), ("web",)))), include_staff=draw(st.booleans())
    )


@thorough
@given(world=surveyed(), scope=survey_scopes())
def test_random_communities_agree_with_brute_force(reused: Store, world: Community, scope: Scope) -> None:
    settle(reused, world)
    asked = sorted({row["question"] or "" for row in world.others.get("survey_response", []) if row["survey"] == "nps"})
    for group, question in product(("period", "wave"), (None, *asked)):
        options = {"group": group} | ({"question": question} if question is not None else {})
        if question is None and len(asked) > 1:
            with pytest.raises(CommandError, match="Several questions"):
                find("nps")(reused, scope, options)
        else:
            assert_rows(find("nps")(reused, scope, options), survey_oracle.nps(world, scope, question, group))
    for origin in ("surveys", "tickets"):
        assert_rows(find("csat")(reused, scope, {"from": origin}), survey_oracle.csat(world, scope, **{"from": origin}))
