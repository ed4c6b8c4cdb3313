"""What the response page says: one queue wherever it is counted, an estimate called one, and clocks that are named."""

from datetime import date
from typing import Any

import pytest
import streamlit as st

from lib.scope import Grain, Scope
from lib.store import Store
from lib.ui import answering, overview, queue
from lib.ui.attention import needs_attention
from lib.ui.card import Shown
from lib.ui.view import View
from tests.factories import comment, post, put

DAY = 24


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    st.cache_data.clear()


def view(store: Store, scope: Scope, **options: str) -> View:
    data = store.data_period("activity")
    return View(store, store.version, store.today(), store.settings, None, data, scope, options=options, kinds={"activity": data} if data else {})


def question(member: str, hours: float, answered_after: float | None) -> list[dict[str, Any]]:
    asked = post(member, hours)
    return [asked] if answered_after is None else [asked, comment("sam", hours + answered_after, thread=asked["thread_id"])]


@pytest.fixture
def staffed(store: Store) -> Store:
    put(store, "member", {"member_id": "sam", "role": "staff"})
    return store


def test_one_queue_is_told_of_a_period_in_the_past(staffed: Store) -> None:
    late = [act for number in range(10) for act in question(f"m{number}", 24 * DAY, answered_after=9 * DAY)]
    put(staffed, "activity", *late, *question("zoe", 24 * DAY, None), *question("ana", 0, 1), *question("ana", 50 * DAY, 1))
    past = view(staffed, Scope(date(2026, 1, 5), date(2026, 2, 1), Grain.WEEK))
    assert queue.waiting_over_24h(past).value == "1"
    assert queue.waiting_over_24h(past).change is None
    assert "1 question has waited" in answering.answer(past).sentence
    assert needs_attention(past).notices[0].title == "1 question over 4 h"
    shown = queue.waiting_for_an_answer(past)
    assert isinstance(shown, Shown)
    assert shown.foot.startswith("1 of 1 open question")


def test_an_estimate_of_mostly_open_questions_is_called_one(staffed: Store) -> None:
    early = [act for number in range(4) for act in question(f"m{number}", 0, answered_after=3)]
    fresh = [post(f"n{number}", 2 * DAY - 10.5) for number in range(6)]
    put(staffed, "activity", *early, *fresh, comment("ana", 2 * DAY - 9))
    said = answering.answer(view(staffed, Scope(by=Grain.DAY))).sentence
    assert "An estimated half of 10 questions" in said
    assert "so far 4 have an answer" in said
    assert "waited" not in said


def test_hours_of_answers_say_which_clock_they_count_by(staffed: Store) -> None:
    put(staffed, "activity", *question("ana", 0, 5), *question("ben", 40 * DAY, 5))
    feet = {}
    for clock in ("calendar", "business"):
        shown = answering.who_answers(view(staffed, Scope(), responder="staff", clock=clock))
        assert isinstance(shown, Shown)
        feet[clock] = shown.foot
    assert "all hours" in feet["business"]
    assert "all hours" not in feet["calendar"]


def test_the_members_cards_file_holds_every_bar_that_is_seen(staffed: Store) -> None:
    put(staffed, "activity", *(post(f"m{number}", number * DAY) for number in range(63)))
    shown = overview.members(view(staffed, Scope(date(2026, 1, 19), date(2026, 3, 8), Grain.MONTH)))
    bars = shown.rows["posts_and_comments"].dropna()
    assert list(bars) == [27, 28, 8]
    assert shown.rows["day"].is_monotonic_increasing


def test_a_period_without_a_whole_one_is_called_this_period(staffed: Store) -> None:
    put(staffed, "activity", *question("ana", 0, 5), *question("ben", 20 * DAY, 5))
    short = view(staffed, Scope(date(2026, 1, 20), date(2026, 1, 22), Grain.QUARTER))
    assert short.length == "this period"
    assert "0 quarters" not in answering.half(short).help + queue.waiting_over_24h(short).help
