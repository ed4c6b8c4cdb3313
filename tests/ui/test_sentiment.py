"""What the Sentiment page says, by rule, of a small community whose posts have the scores of a test."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
import streamlit as st
from sqlalchemy import update

from lib.scope import Grain, Scope
from lib.sentiment import signature
from lib.store import Store
from lib.store.annotations import add
from lib.store.tables import RECORDS
from lib.ui import cache, sentiment, sentiment_groups
from lib.ui.card import NoMatch, Shown, TooFew
from lib.ui.view import View
from tests.factories import Record, post, put

WEEK = 7 * 24.0
activity = RECORDS["activity"]
SWING = (0.28, 0.12, 0.2, 0.24, 0.16)
"""Scores around +0.2, again and again."""


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    st.cache_data.clear()


def weeks(store: Store, means: Sequence[float], size: int = 50, **more: str) -> None:
    """So many weeks from 5 January on, each of ``size`` posts around that mean."""
    posts: list[Record] = []
    scores: dict[str, float] = {}
    for week, mean in enumerate(means):
        for number in range(size):
            name = f"{more.get('channel', '')}{week}-{number}"
            posts.append(post(f"m{number}", week * WEEK + number * 2, activity_id=name, text="words", **more))
            scores[name] = mean + SWING[number % len(SWING)] - 0.2
    put(store, "activity", *posts)
    with store.writing() as writer:
        for score in set(scores.values()):
            alike = update(activity).where(activity.c.activity_id.in_([name for name, its in scores.items() if its == score]))
            writer.connection.execute(alike.values(sentiment=round(score, 5), language="en", scorer=signature(store.settings)))


def view(store: Store, first: date = date(2026, 1, 5), last: date = date(2026, 3, 14), by: Grain = Grain.WEEK) -> View:
    data = store.data_period("activity")
    return View(store, store.version, store.today(), store.settings, None, data, Scope(first, last, by), kinds={"activity": data} if data else {})


CALM = (0.2, 0.21, 0.19, 0.2, 0.18, 0.2, 0.21, 0.22)


def test_steady_weeks_are_called_steady(store: Store) -> None:
    weeks(store, (*CALM, 0.2, 0.2))
    found = sentiment.answer(view(store, date(2026, 2, 9)))
    assert found.verdict == "Mildly positive and steady."
    assert found.sentence.startswith("The mean is +0.21 (95%: +0.20 to +0.22) over 200 scored posts, no clear change from the 4 weeks before.")
    assert "Every week lies in the usual range." in found.sentence


def test_a_fall_beyond_the_intervals_is_told_with_its_size(store: Store) -> None:
    weeks(store, (0.3, 0.3, 0.3, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1, 0.1))
    found = sentiment.answer(view(store, date(2026, 2, 9)))
    assert found.verdict == "Mildly positive, but worse than before."
    assert ", 0.20 lower than in the 4 weeks before." in found.sentence


def test_the_dip_is_named_with_its_channel(store: Store) -> None:
    weeks(store, (*CALM, -0.6, 0.2), channel="billing")
    weeks(store, (*CALM, 0.2, 0.2), channel="help")
    found = sentiment.answer(view(store))
    assert "One week stands out: week of 2 Mar 2026 at −0.20, most of it in billing; usual is" in found.sentence


def test_a_channel_that_is_always_cross_is_not_to_blame(store: Store) -> None:
    """Complaints are as they always were; help alone fell."""
    weeks(store, [-0.4 for _ in (*CALM, 0, 0)], channel="complaints")
    weeks(store, (*CALM, -0.3, 0.2), channel="help")
    assert ", most of it in help; usual is" in sentiment.answer(view(store)).sentence


def test_a_dip_that_no_channel_surely_had_is_nobodys(store: Store) -> None:
    """More is written where it is cross: each channel is as it always was."""
    weeks(store, (*CALM[:1], *CALM), channel="help")
    weeks(store, [-0.4] * 9, size=5, channel="complaints")
    put(store, "activity", *(post(f"c{n}", 8 * WEEK + n, activity_id=f"more{n}", text="words", channel="complaints") for n in range(90)), post("t", 9 * WEEK))
    with store.writing() as writer:
        one = update(activity).where(activity.c.activity_id.like("more%"))
        writer.connection.execute(one.values(sentiment=-0.4, language="en", scorer=signature(store.settings)))
    said = sentiment.answer(view(store)).sentence
    assert "One week stands out" in said
    assert "most of it" not in said


def test_a_thin_week_outside_the_range_is_not_said_to_lie_in_it(store: Store) -> None:
    weeks(store, CALM)
    thin(store, 8, (0.9, -0.5, -0.1))
    said = sentiment.answer(view(store)).sentence
    assert "No week is surely outside the usual range, +0.14 to +0.26: 1 lies outside, with too few posts to be sure." in said
    assert "Every week" not in said


def thin(store: Store, week: int, scores: Sequence[float]) -> None:
    """A post of each score in that week, and one without in the next, so that it is over."""
    put(store, "activity", *(post("t", week * WEEK + n, activity_id=f"thin{n}", text="words") for n in range(len(scores))), post("t", (week + 1) * WEEK))
    with store.writing() as writer:
        for n, score in enumerate(scores):
            one = update(activity).where(activity.c.activity_id == f"thin{n}")
            writer.connection.execute(one.values(sentiment=score, language="en", scorer=signature(store.settings)))


def test_too_few_posts_have_no_verdict(store: Store) -> None:
    weeks(store, (0.2, 0.2), size=4)
    found = sentiment.answer(view(store))
    assert found.verdict == "Too few posts to tell."
    assert "From 30 on it says something." in found.sentence


def test_posts_that_cannot_be_scored_are_no_mood(store: Store) -> None:
    put(store, "activity", *(post(hours=number * 24, text="words") for number in range(20)))
    one = view(store)
    assert sentiment.answer(one).sentence == "Of 14 posts with a text none could be scored."  # the last whole week ends before the data do
    found = sentiment.over_time(one)
    assert isinstance(found, TooFew)
    assert isinstance(sentiment.shares(one), NoMatch)
    assert sentiment.coverage(one).value == "0%"
    assert sentiment.mean(one).value is None


def test_figures_are_coloured_only_beyond_the_intervals(store: Store) -> None:
    weeks(store, (0.3, 0.3, 0.3, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1, 0.1))
    falling = view(store, date(2026, 2, 9))
    mean = sentiment.mean(falling)
    assert (mean.value, mean.change, mean.direction, mean.colour) == ("+0.10", "0.20", "down", "red")
    assert sentiment.net(falling).value == "+80"  # one in five is neutral


def test_a_difference_within_chance_stays_grey(store: Store) -> None:
    weeks(store, (*CALM, 0.195, 0.2))
    assert sentiment.mean(view(store, date(2026, 2, 9))).colour == "gray"


def test_events_stand_on_the_chart(store: Store) -> None:
    weeks(store, (*CALM, 0.2, 0.2))
    add(store, "incident", date(2026, 2, 3), date(2026, 2, 4), "Outage", "tests")
    found = sentiment.over_time(view(store))
    assert isinstance(found, Shown)
    assert found.picture is not None
    assert "Outage" in str(found.picture.whole)
    assert found.picture.picks == "picked"


def test_a_channel_that_got_worse_comes_first_and_is_the_only_one_marked(store: Store) -> None:
    weeks(store, (0.3, 0.3, 0.3, 0.3, 0.3, 0.1, 0.1, 0.1, 0.1, 0.1), channel="billing")
    weeks(store, (*CALM, 0.2, 0.2), channel="help", size=60)
    found = sentiment_groups.compared(view(store, date(2026, 2, 9)), "channel")
    assert dict(zip(found["group"], found["worse"], strict=True)) == {"billing": True, "help": False}
    shown = sentiment_groups.by_channel(view(store, date(2026, 2, 9)))
    assert isinstance(shown, Shown)
    assert shown.picture is not None
    assert "Worse than usual: billing" in shown.picture.alt


def test_an_unusual_last_week_needs_attention(store: Store) -> None:
    weeks(store, (*CALM, -0.1, 0.2))
    (notice,) = sentiment.sentiment_notice(view(store))
    assert notice.title == "Members are unhappier"
    assert notice.text.startswith("−0.10 in the week of 2 Mar 2026, usually ")
    assert notice.text.endswith("over 50 scored posts.")
    assert notice.filters == {"period": "Last 12 weeks", "by": "by week"}


def test_a_happy_week_is_told_too(store: Store) -> None:
    weeks(store, (*CALM, 0.5, 0.2))
    assert [notice.title for notice in sentiment.sentiment_notice(view(store))] == ["Members are happier"]


@pytest.mark.parametrize(
    ("means", "size"),
    [
        ((*CALM, 0.2, 0.2), 50),  # as usual
        ((*CALM, 0.25, 0.2), 50),  # within what a calm series is allowed
        ((*CALM, -0.1, 0.2), 20),  # too few posts
        ((*CALM[:6], -0.1, 0.2), 50),  # too few weeks before
    ],
)
def test_otherwise_nothing_needs_attention(store: Store, means: tuple[float, ...], size: int) -> None:
    weeks(store, means, size)
    last = date(2026, 1, 5) + timedelta(weeks=len(means), days=-1)
    assert list(sentiment.sentiment_notice(view(store, last=last))) == []


def test_a_week_whose_own_interval_holds_the_usual_needs_no_attention(store: Store) -> None:
    weeks(store, (0.2,) * 8)
    thin(store, 8, (0.95, -0.75) * 15 + (-0.9, -0.2))
    looked = view(store)
    found = cache.metric(looked, "sentiment").iloc[8]
    assert found["scored"] == 32
    assert found["mean"] < 0.1  # outside: 0.2 ± 0.06
    assert found["ci_high"] > 0.2
    assert list(sentiment.sentiment_notice(looked)) == []


def test_a_week_that_is_not_over_is_not_judged(store: Store) -> None:
    weeks(store, (*CALM, 0.2, -0.9))  # the last is the week of the present moment
    assert list(sentiment.sentiment_notice(view(store))) == []


def test_an_empty_store_needs_nothing(store: Store) -> None:
    assert list(sentiment.sentiment_notice(view(store))) == []
