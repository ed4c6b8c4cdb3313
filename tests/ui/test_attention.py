"""What needs attention is found, and what does not stays unsaid; a silent source is seen."""

from collections.abc import Generator
from datetime import date
from typing import Any

import pytest
import streamlit as st

from lib.scope import Grain, Scope
from lib.store import Store
from lib.ui import attention
from lib.ui.attention import needs_attention
from lib.ui.freshness import freshness
from lib.ui.shown import Level, Notice, Rule
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
    assert notice.title == "2 questions over 4 h"
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


def test_what_was_looked_at_is_named_and_nothing_else(store: Store) -> None:
    put(store, "member", {"member_id": "sam", "role": "staff"})
    put(store, "activity", *answered(69))
    calm = needs_attention(view(store)).calm
    assert calm.startswith("Nothing was found: looked at were the queue, the targets, members and posts of the last week")
    assert calm.endswith("and silent sources.")
    assert not any(word in calm for word in ("mood", "surveys", "churn", "tickets"))


def test_who_waits_is_told_from_the_target_of_the_settings(store: Store) -> None:
    put(store, "member", {"member_id": "sam", "role": "staff"})
    put(store, "activity", *answered(69), post("zoe", 67.5 * DAY))
    assert "1 question over 4 h" in titles(store)
    store.set_setting("target_first_response_hours", 6, "tests")
    assert "1 question over 6 h" in titles(store)
    store.set_setting("target_first_response_hours", 48, "tests")
    assert not any("question" in title for title in titles(store))


def test_good_news_comes_last_and_needs_no_attention(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def rule(*levels: Level) -> Rule:
        def found(_: View) -> Generator[Notice, None, bool]:
            yield from (Notice("", level, "", "", "", level=level) for level in levels)
            return True

        return found

    put(store, "activity", post("ana", 60 * DAY))
    monkeypatch.setattr(attention, "RULES", (("activity", "one", rule("good", "warning")), ("activity", "other", rule("warning", "bad"))))
    found = needs_attention(view(store))
    assert [notice.title for notice in found.notices] == ["bad", "warning", "warning", "good"]
    assert found.pressing == 3


def test_a_rule_that_fails_is_said_and_leaves_the_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: View) -> Generator[Notice, None, bool]:
        raise ValueError("broken")

    put(store, "activity", post("ana", 60 * DAY))
    monkeypatch.setattr(attention, "RULES", (("activity", "the moon", broken), *attention.RULES))
    found = needs_attention(view(store))
    assert found.notices[-1].title == "One rule failed"
    assert "It looks at the moon." in found.notices[-1].text
    assert "moon" not in found.calm
