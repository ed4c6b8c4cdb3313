"""Sentiment and the review queue agree with the brute force on random communities whose texts' moods are known."""

import random

from hypothesis import given
from hypothesis import strategies as st

from lib.intake.scoring import rescore, stale
from lib.metrics import find
from lib.store import Store
from lib.store.reviews import mark
from tests.metrics.communities import communities, lively, scopes, settle
from tests.metrics.mood_oracle import TEXTS, WATCHED, review_queue, sentiment
from tests.metrics.oracle import Community
from tests.metrics.tables import assert_rows
from tests.metrics.test_against_brute_force import SCOPES, thorough


def written(world: Community, seed: int) -> Community:
    """The community with a known text in each of its activities, or none."""
    dice = random.Random(seed)
    for act in world.activities:
        act["text"], act["title"] = dice.choice(list(TEXTS)), None
    return world


def settled(store: Store, world: Community) -> set[tuple[str, str]]:
    """The store with the community in it, scored, and a fifth of its posts reviewed: those."""
    settle(store, world)
    for key, value in WATCHED.items():
        store.set_setting(key, value, "tests")
    rescore(store)
    assert stale(store) == 0
    seen = {(act["source"], act["activity_id"]) for act in world.activities[::5]}
    for source, activity_id in sorted(seen):
        mark(store, source, activity_id, "tests")
    return seen


@thorough
@given(data=st.data(), world=communities(talkative=True), seed=st.integers(0, 1000))
def test_random_communities(reused: Store, world: Community, seed: int, data: st.DataObject) -> None:
    seen = settled(reused, written(world, seed))
    for scope in (data.draw(scopes(world), label="scope"), data.draw(scopes(world), label="another scope")):
        assert_rows(find("sentiment")(reused, scope), sentiment(world, scope))
        assert_rows(find("review_queue")(reused, scope), review_queue(world, scope, seen))


def test_a_lively_community(any_store: Store) -> None:
    world = written(lively(300), 5)
    seen = settled(any_store, world)
    for scope in SCOPES:
        assert_rows(find("sentiment")(any_store, scope), sentiment(world, scope))
        assert_rows(find("review_queue")(any_store, scope), review_queue(world, scope, seen))
