"""Unanswered threads: the longest waiting first."""

from lib.metrics import find
from lib.scope import ALL_TIME, Scope
from lib.store import Store
from tests.factories import at, comment, post, put
from tests.metrics.tables import assert_rows

unanswered = find("unanswered")


def test_the_longest_waiting_comes_first_and_waits_as_long_as_its_source_is_known(store: Store) -> None:
    put(store, "activity", post("ana", thread_id="new", hours=10, channel="help"), post("ben", thread_id="old", title="How?"), comment("cy", 30))
    put(store, "activity", post("zoe", 500), source="slack")
    assert_rows(
        unanswered(store, Scope(last=at(20).date())),
        [
            {"thread_id": "old", "opened_at": at(0), "channel": None, "member_id": "ben", "title": "How?", "age_hours": 30.0},
            {"thread_id": "new", "opened_at": at(10), "channel": "help", "member_id": "ana", "title": None, "age_hours": 20.0},
        ],
    )


def test_talking_to_oneself_or_to_a_bot_is_waiting(store: Store) -> None:
    put(store, "activity", post("ana", thread_id="t"), comment("ana", 1, "t"), comment("bot", 2, "t"), {**comment("ben", 3, "t"), "kind": "reaction"})
    put(store, "member", {"member_id": "bot", "role": "bot"})
    assert unanswered(store, ALL_TIME)["thread_id"].tolist() == ["t"]
    put(store, "activity", comment("ben", 4, "t"))
    assert unanswered(store, ALL_TIME)["thread_id"].tolist() == []


def test_those_that_wait_equally_long_stand_in_the_order_of_their_ids(store: Store) -> None:
    put(store, "activity", *(post("ana", thread_id=name) for name in ("b", "C", "a")), comment("ben", 9))
    assert unanswered(store, ALL_TIME)["thread_id"].tolist() == ["C", "a", "b"]
