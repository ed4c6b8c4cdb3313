"""What the page about ideas and reach says: verdicts by rule, nothing guessed, nothing called a change that may be chance."""

from datetime import date
from typing import Any

import pytest
import streamlit as st

from lib.scope import Grain, Period, Scope
from lib.store import Store
from lib.ui import ideas, reach, reported
from lib.ui.card import Shown, TooFew
from lib.ui.ideas import Ideas
from lib.ui.view import View
from tests.factories import at, post, put

WEEK = 7 * 24


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    st.cache_data.clear()


def view(store: Store, **options: str) -> View:
    """Four weeks, of which the last three are asked for; the data of all kinds reach from the first to the last."""
    kinds = {kind: found for kind in ("activity", "idea", "mention", "reported_series") if (found := store.data_period(kind))}
    data = Period(min(one.start for one in kinds.values()), max(one.end for one in kinds.values()))
    return View(store, store.version, store.today(), store.settings, None, data, Scope(by=Grain.WEEK), options=options, kinds=kinds)


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (None, "No ideas in this period."),
        (Ideas(0, 0, 0, 0), "No ideas in this period."),
        (Ideas(4, 4, 0, 4), "Too few ideas to tell."),
        (Ideas(5, 0, 0, 0), "No idea has a decision yet."),
        (Ideas(6, 1, 0, 2), "Most ideas still wait for a decision."),
        (Ideas(6, 1, 0, 3), "Half of the ideas have a decision."),
        (Ideas(6, 1, 0, 4), "Most ideas have a decision."),
        (Ideas(6, 1, 0, 6), "Every idea has a decision."),
    ],
)
def test_the_verdict_is_whether_ideas_get_a_decision(now: Ideas | None, said: str) -> None:
    assert ideas.verdict(now) == said


def test_without_ideas_nothing_is_said_of_listening() -> None:
    assert ideas.verdict(None, has_ideas=False) == "Not told by these data whether we listen."


@pytest.mark.parametrize(("value", "said"), [(None, ""), (0.8, "steadily so"), (0.6, "fairly steadily"), (0.2, "changing much from event to event")])
def test_steadiness_in_words(value: Any, said: str) -> None:
    assert reach.steady(value) == said


def test_no_brand_is_ours_until_somebody_says_so(store: Store) -> None:
    put(store, "mention", *({"day": at(week * WEEK).date(), "brand": brand, "mentions": 30} for week in range(3) for brand in ("Ours", "Rival")))
    store.clock = lambda: at(4 * WEEK)
    assert reach.voice(view(store)).label == "Brand mentions"
    assert reach.said_of_voice(view(store)) == ""
    ours = view(store, brand="Ours")
    assert (reach.voice(ours).label, reach.voice(ours).value) == ("Share of voice", "50.0%")
    assert reach.said_of_voice(ours) == "Ours has 50% of all mentions."


def test_a_share_that_moved_within_chance_is_no_change(store: Store) -> None:
    put(store, "mention", *({"day": at(week * WEEK).date(), "brand": brand, "mentions": 30 + week} for week in range(2) for brand in ("Ours", "Rival")))
    store.clock = lambda: at(2 * WEEK)
    one_week = View(
        store,
        store.version,
        store.today(),
        store.settings,
        None,
        store.data_period("mention"),
        Scope(date(2026, 1, 12), date(2026, 1, 18), Grain.WEEK),
        options={"brand": "Ours"},
        kinds={"mention": store.data_period("mention")},  # type: ignore[dict-item]
    )
    assert reach.said_of_voice(one_week) == "Ours has 50% of all mentions, no clear change from the week before."


def test_the_answer_tells_the_interval_and_the_events(store: Store) -> None:
    decided: list[dict[str, Any]] = [{"status": "accepted"}, {"status": "shipped"}, {"status": "declined"}, {}, {}, {}]
    put(store, "idea", *({"idea_id": f"i{number}", "submitted_at": at(number), "votes": number, **more} for number, more in enumerate(decided)))
    visits = [{**post(f"m{number}", week * WEEK), "kind": "attendance", "thread_id": None, "channel": "hall"} for week in range(4) for number in range(3)]
    put(store, "activity", *visits, post("ana", 4 * WEEK))
    store.clock = lambda: at(5 * WEEK)
    found = ideas.answer(view(store))
    assert found.verdict == "Half of the ideas have a decision."
    assert "Of 6 ideas submitted in 5 weeks, 2 are accepted so far (95%: 10 to 70%)." in found.sentence
    wait = ideas.most_wanted(view(store))
    assert isinstance(wait, Shown)
    assert wait.rows["Votes"].tolist() == [5, 4, 3]
    came = reach.who_comes(view(store))
    assert isinstance(came, Shown)
    assert came.foot == "4 events. 100% of attendees a week had come before."


def test_attendances_of_no_known_event_are_not_drawn_as_events(store: Store) -> None:
    put(store, "activity", {**post("ana"), "kind": "attendance", "thread_id": None})
    found = reach.who_comes(view(store))
    assert isinstance(found, TooFew)
    assert "nobody knows of which event" in found.what


def test_platforms_figures_are_shown_a_unit_a_picture(store: Store) -> None:
    for day in (1, 2):
        rows = [{"day": date(2026, 1, day), "platform": "social", "series": series, "value": 9.0 * day} for series in ("dau", "mau", "messages")]
        put(store, "reported_series", *rows, {"day": date(2026, 1, day), "series": "visits", "value": 3.0})
    found = reported.by_platforms(view(store))
    assert isinstance(found, Shown)
    assert [heading for heading, _ in found.panels] == [
        ":gray[**Platform not named**] reports: visits",
        ":gray[**social**] reports: members",
        ":gray[**social**] reports: messages",
    ]
    assert "do not add them" in found.foot
