"""Content by members against content by staff."""

from datetime import date

from lib.metrics import find
from lib.scope import ALL_TIME, Grain, Scope
from lib.store import Store
from tests.factories import comment, post, put
from tests.metrics.tables import Row, assert_rows, rows

ugc = find("ugc")


def staffed(store: Store) -> None:
    reaction = {**comment("ana", 3), "kind": "reaction"}
    by_staff = {**comment("sam", 4), "kind": "reaction"}
    put(store, "activity", post("ana"), comment("ben"), comment("sam"), comment("sam", 2), comment("bot"), reaction, by_staff)
    put(store, "member", {"member_id": "sam", "role": "staff"}, {"member_id": "bot", "role": "bot"})


def january(**more: object) -> Row:
    shown = {"period_start": date(2026, 1, 1), "posts": 1, "comments": 1, "reactions": 1, "ugc": 2, "staff_content": 2, "ugc_share": 0.5}
    return {**shown, "contributors": 2, "new_contributors": None, "complete": False, **more}


def test_staff_content_is_always_told_apart(store: Store) -> None:
    staffed(store)
    assert_rows(ugc(store, ALL_TIME), [january()])


def test_including_staff_changes_what_was_made_but_not_whose_it_is(store: Store) -> None:
    staffed(store)
    assert_rows(ugc(store, Scope(include_staff=True)), [january(comments=3, reactions=2)])


def test_where_nobody_wrote_there_is_no_share(store: Store) -> None:
    put(store, "activity", post("ana"), post("ana", 14 * 24))
    assert [row["ugc_share"] for row in rows(ugc(store, Scope(by=Grain.WEEK)))] == [1, None, 1]


def test_a_contributor_is_new_once_and_reactions_do_not_count(store: Store) -> None:
    week = 7 * 24
    put(store, "activity", post("eva"), {**comment("ana", 1), "kind": "reaction"}, comment("ana", week), comment("ana", 2 * week), comment("eva", 2 * week))
    found = rows(ugc(store, Scope(by=Grain.WEEK)))
    assert [(row["contributors"], row["new_contributors"]) for row in found] == [(1, None), (1, 1), (2, 0)]
