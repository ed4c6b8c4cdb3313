"""What needs attention is found, and what does not stays unsaid; a silent source is seen."""

from datetime import date
from typing import Any

import pytest
import streamlit as st

from lib.scope import Grain, Scope
from lib.store import Store
from lib.ui.attention import needs_attention
from lib.ui.freshness import freshness
from lib.ui.view import View
from tests.factories import comment, post, put

DAY = 24.0


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    st.cache_data.clear()


def view(store: Store) -> View:
    data = store.data_period("activity")
    assert data is not None
    scope = Scope(date(2026, 2, 9), data.last, Grain.WEEK)
    return View(store, store.version, store.today(), store.settings, None, data, scope, kinds={"activity": data})


def answered(days: int, **more: Any) -> list[dict[str, Any]]:
    """A question a day, each answered by staff within the hour."""
    found = []
    for number in range(days):
        question = post(f"m{number % 9}", number * DAY, **more)
        found += [question, comment("sam", number * DAY + 1, thread=question["thread_id"])]
    return found


def titles(store: Store) -> list[str]:
    return [notice.title for notice in needs_attention(view(store)).notices]


def test_a_healthy_community_needs_nothing(store: Store) -> None:
    put(store, "member", {"member_id": "sam", "role": "staff"})
    put(store, "activity", *answered(69))
    assert titles(store) == []


def test_questions_that_wait_come_first_with_the_oldest_named(store: Store) -> None:
    put(store, "member", {"member_id": "sam", "role": "staff"})
    put(store, "activity", *answered(69), post("zoe", 54 * DAY, channel="bil*ing"), post("zoe", 55 * DAY))
    notice = needs_attention(view(store)).notices[0]
    assert notice.title == "2 questions over 24 h"
    assert "bil\\*ing" in notice.text


def test_a_missed_target_is_said(store: Store) -> None:
    put(store, "member", {"member_id": "sam", "role": "staff"})
    late = []
    for number in range(60):
        question = post(f"m{number % 9}", number * DAY)
        late += [question, comment("sam", number * DAY + 10, thread=question["thread_id"])]
    put(store, "activity", *late)
    assert "First answers too late" in titles(store)


def test_fewer_members_are_said(store: Store) -> None:
    put(store, "member", {"member_id": "sam", "role": "staff"})
    crowd = [comment(f"x{number}", hours=(7 * week + 1) * DAY) for week in range(8) for number in range(40 + week % 3)]
    put(store, "activity", *answered(63), *crowd)
    notice = next(notice for notice in needs_attention(view(store)).notices if notice.title == "Fewer members came")
    assert notice.text == "7 members in the week of 2 Mar 2026; usual is 27 to 69."
    assert notice.filters == {"period": "Last 12 weeks", "by": "by week"}


def test_a_week_like_the_others_is_not_called_a_fall(store: Store) -> None:
    put(store, "member", {"member_id": "sam", "role": "staff"})
    crowd = [comment(f"x{number}", hours=(7 * week + 1) * DAY) for week in range(9) for number in range(40 - week)]
    put(store, "activity", *answered(63), *crowd)
    assert not any(title.startswith(("Fewer", "Less")) for title in titles(store))


def test_a_source_that_fell_silent_is_named(store: Store) -> None:
    put(store, "member", {"member_id": "sam", "role": "staff"})
    put(store, "activity", *answered(69))
    put(store, "activity", *answered(57), source="demo-chat")
    late = freshness(view(store)).late
    assert [(one.source, one.days, one.said) for one in late] == [("demo-chat", 12, "Chat silent for 12 days")]
    assert "Chat silent for 12 days" in titles(store)


def test_a_source_with_long_pauses_is_not_late_at_once(store: Store) -> None:
    put(store, "activity", *answered(69))
    put(store, "activity", *(post("ana", number * 7 * DAY) for number in range(8)), source="newsletter")
    assert freshness(view(store)).late == ()


def test_freshness_tells_data_and_arrival_in_the_zone(store: Store) -> None:
    put(store, "activity", post("ana", 0))
    store.set_setting("zone", "Europe/Warsaw", "tests")
    assert freshness(view(store)).said(store.settings) == "Data to 5 Jan 2026, 10:00 (Warsaw), brought in 15 Mar 2026, 13:00."


def test_a_community_whose_only_source_stopped_is_not_called_healthy(store: Store) -> None:
    put(store, "activity", *answered(40))
    assert [one.days for one in freshness(view(store)).late] == [29]


def test_less_content_is_said(store: Store) -> None:
    put(store, "member", {"member_id": "sam", "role": "staff"})
    busy = [comment(f"m{number % 9}", hours=number % 54 * DAY) for number in range(2000)]
    put(store, "activity", *answered(69), *busy)
    assert "Less is written" in titles(store)
