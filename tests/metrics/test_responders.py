"""Responders: who answers first, and how often."""

from datetime import date

from lib.metrics import find
from lib.scope import ALL_TIME, Scope
from lib.store import Store
from tests.factories import comment, post, put
from tests.metrics.tables import assert_rows

responders = find("responders")
ANYONE = {"responder": "anyone"}


def row(member_id: str, first_replies: int, replies: int, median_hours: float | None) -> dict[str, object]:
    return {"member_id": member_id, "first_replies": first_replies, "replies": replies, "median_hours": median_hours}


def busy_day(store: Store) -> None:
    put(
        store,
        "activity",
        *(post("ana", hours, thread_id=name) for hours, name in ((0, "t1"), (1, "t2"), (2, "t3"))),
        *(comment("sam", hours, name) for hours, name in ((1, "t1"), (4, "t2"), (5, "t1"))),
        *(comment("ben", hours, name) for hours, name in ((2, "t2"), (3, "t2"), (3, "t3"), (6, "t1"))),
        comment("ana", 2.5, "t3"),
        comment("bot", 2.1, "t3"),
    )
    put(store, "member", {"member_id": "sam", "role": "staff"}, {"member_id": "bot", "role": "bot"})


def test_staff_are_ranked_among_staff(store: Store) -> None:
    busy_day(store)
    assert_rows(responders(store, ALL_TIME), [row("sam", 2, 3, 2.0)])


def test_anyone_but_the_opener_is_ranked_by_first_replies(store: Store) -> None:
    busy_day(store)
    assert_rows(responders(store, ALL_TIME, ANYONE), [row("ben", 2, 4, 1.0), row("sam", 1, 3, 1.0)])


def test_who_was_never_first_is_there_without_hours(store: Store) -> None:
    put(store, "activity", post("ana", thread_id="t"), comment("ben", 1, "t"), comment("cy", 2, "t"))
    assert_rows(responders(store, ALL_TIME, ANYONE), [row("ben", 1, 1, 1.0), row("cy", 0, 1, None)])


def test_a_reply_at_the_instant_of_the_opening_counts_and_one_before_it_does_not(store: Store) -> None:
    put(store, "activity", post("ana", thread_id="t"), comment("ben", 0, "t"), comment("cy", -1, "t"))
    assert_rows(responders(store, ALL_TIME, ANYONE), [row("ben", 1, 1, 0.0)])


def test_equal_ones_stand_in_the_order_of_their_ids(store: Store) -> None:
    put(store, "activity", *(act for name in ("Zoe", "ann", "Bea") for act in (post("eva", thread_id=name), comment(name, 1, name))))
    assert responders(store, ALL_TIME, ANYONE)["member_id"].tolist() == ["Bea", "Zoe", "ann"]


def test_a_reply_belongs_to_the_period_of_the_opening(store: Store) -> None:
    put(store, "activity", post("ana", thread_id="t"), comment("ben", 100, "t"), post("ana", 90, thread_id="u"), comment("cy", 91, "u"))
    assert responders(store, Scope(last=date(2026, 1, 5)), ANYONE)["member_id"].tolist() == ["ben"]


def test_accounts_of_one_person_are_one_row(store: Store) -> None:
    put(store, "activity", post("ana", thread_id="t"), comment("ben", 1, "t"), comment("ben2", 2, "t"))
    put(store, "member", {"member_id": "ben", "person_id": "p"}, {"member_id": "ben2", "person_id": "p"})
    assert_rows(responders(store, ALL_TIME, ANYONE), [row("ben", 1, 2, 1.0)])
