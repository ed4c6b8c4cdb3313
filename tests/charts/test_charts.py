"""Every chart: a sound specification from many, one and no rows, and nothing in it that the theme should say."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd
import pytest

from lib.charts import (
    active_users,
    answer_curve,
    answer_time,
    content,
    customers,
    dumbbell,
    growth,
    growth_vs_support,
    heat_map,
    interrupted,
    participation,
    power_curve,
    quarters,
    range_bars,
    sentiment,
    solved,
    tickets,
    tornado,
    value_range,
    voice,
    voice_groups,
    waiting,
)
from lib.charts.answer_curve import Goal
from lib.charts.events import Event
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, BAD, CONTEXT, GOOD, INK, SECOND
from lib.scope import Grain
from tests.charts import community_frames, customer_frames, frames, sentiment_frames, support_frames, voice_frames, worth_frames

Draw = Callable[[pd.DataFrame], Picture]
GOALS = (Goal(4, 0.5, 0.46), Goal(24, 0.8, 0.95), Goal(48, 0.9, None))
ACROSS = (date(2026, 1, 5), date(2026, 4, 1))
HAPPENED = (Event(date(2026, 1, 20), date(2026, 1, 20), "Release"), Event(date(2026, 1, 28), date(2026, 1, 30), "Outage"))

CHARTS: dict[str, tuple[pd.DataFrame, Draw]] = {
    "active members": (frames.active_users(), active_users.active_members),
    "monthly panel": (frames.active_users(), lambda frame: active_users.monthly_panel(frame, ACROSS)),
    "many years of days": (frames.active_users(2000), active_users.active_members),
    "who came": (frames.growth(), lambda frame: growth.who_came(frame, Grain.WEEK)),
    "who came, quarters": (frames.growth(6, Grain.QUARTER), lambda frame: growth.who_came(frame, Grain.QUARTER)),
    "retention": (frames.retention(), lambda frame: heat_map.retention(frame, Grain.WEEK)),
    "thin retention": (frames.retention(size=4), lambda frame: heat_map.retention(frame, Grain.MONTH)),
    "activity hours": (frames.activity_hours(), heat_map.activity_hours),
    "power curve": (frames.power_curve(), power_curve.power_curve),
    "answer curve": (frames.answers(), lambda frame: answer_curve.answer_curve(frame, frame, GOALS)),
    "answer curve alone": (frames.answers(), lambda frame: answer_curve.answer_curve(frame, frame.head(0), GOALS)),
    "answer time": (frames.response_time(), lambda frame: answer_time.answer_time(frame, Grain.WEEK, 4.0)),
    "waiting": (pd.DataFrame({"age_hours": [0.5, 3, 30, 200]}), lambda frame: waiting.waiting(waiting.by_age(frame["age_hours"]))),
    "content by kind": (frames.ugc(), lambda frame: content.by_kind(frame, Grain.WEEK)),
    "content by author": (frames.ugc(), lambda frame: content.by_author(frame, Grain.WEEK)),
    "contributors": (frames.ugc(), lambda frame: content.contributors(frame, Grain.WEEK)),
    "mood": (sentiment_frames.sentiment(), lambda frame: sentiment.mood(frame, Grain.WEEK, HAPPENED)),
    "mood, quarters": (sentiment_frames.sentiment(4, Grain.QUARTER), lambda frame: sentiment.mood(frame, Grain.QUARTER)),
    "posts strip": (sentiment_frames.sentiment(), lambda frame: sentiment.posts_strip(frame, Grain.WEEK)),
    "sentiment shares": (sentiment_frames.sentiment(), lambda frame: sentiment.shares(frame, Grain.WEEK)),
    "dumbbell": (sentiment_frames.groups(), dumbbell.dumbbell),
    "members beside tickets": (support_frames.growth(), lambda frame: growth_vs_support.members_panel(frame, Grain.WEEK, HAPPENED)),
    "tickets beside members": (
        support_frames.growth(),
        lambda frame: growth_vs_support.tickets_panel(frame, "tickets", "Support tickets", Grain.WEEK, HAPPENED),
    ),
    "link by delay": (support_frames.scan(), lambda frame: growth_vs_support.lag_scan(frame, Grain.WEEK)),
    "tickets around a change": (support_frames.change(), lambda frame: interrupted.of_tickets(frame, Grain.WEEK, HAPPENED[0])),
    "members around a change": (support_frames.change(), lambda frame: interrupted.of_members(frame, Grain.WEEK, HAPPENED[1])),
    "tickets' work": (support_frames.tickets(), lambda frame: tickets.work(frame, Grain.WEEK)),
    "tickets' waits": (support_frames.tickets(), lambda frame: tickets.waits(frame, Grain.WEEK)),
    "score": (voice_frames.nps(), lambda frame: voice.score(frame, Grain.WEEK)),
    "score by wave": (voice_frames.waves(), voice.score_by_wave),
    "attitudes": (voice_frames.nps(), lambda frame: voice.attitudes(frame, Grain.WEEK)),
    "attitudes by wave": (voice_frames.waves(), voice.attitudes_by_wave),
    "satisfaction": (voice_frames.csat(), lambda frame: voice.satisfaction(frame, Grain.MONTH)),
    "score by group": (voice_frames.groups(), lambda frame: voice_groups.score_by_group(frame, "segment")),
    "satisfied by group": (voice_frames.satisfied(), lambda frame: voice_groups.satisfied_by_group(frame, "segment")),
    "solved": (community_frames.resolution(), lambda frame: solved.solved(frame, Grain.WEEK)),
    "solution curve": (frames.answers(), lambda frame: answer_curve.answer_curve(frame, frame, (), "solved")),
    "participation": (community_frames.participation(), lambda frame: participation.participation(frame, Grain.WEEK)),
    "moves between levels": (community_frames.moves(), lambda frame: participation.moves(frame, Grain.WEEK)),
    "hanging on a few": (community_frames.concentration(), lambda frame: participation.few(frame, Grain.WEEK)),
    "tickets spared": (community_frames.deflection(), range_bars.deflected),
    "customer rates": (customer_frames.rates(), lambda frame: customers.rates(frame, Grain.MONTH, "Churn")),
    "customer rates, few members": (customer_frames.rates(4, Grain.QUARTER, 12), lambda frame: customers.rates(frame, Grain.QUARTER, "Churn")),
    "customer differences": (customer_frames.differences(), lambda frame: customers.differences(frame, Grain.MONTH, "Churn")),
    "customer values": (customer_frames.values(), lambda frame: customers.values(frame, "€")),
    "worth": (worth_frames.cases(), lambda frame: value_range.value_range(*worth_frames.amounts(frame), "EUR")),
    "worth without its cost": (worth_frames.cases(), lambda frame: value_range.value_range(*worth_frames.amounts(frame), "PLN", against_cost=False)),
    "what moves the worth": (worth_frames.swings(), lambda frame: tornado.tornado(frame, 18_407.0, "EUR")),
    "a figure by quarter": (worth_frames.quarters(), lambda frame: quarters.quarters(frame, "Answered in 24 h")),
    "content panel": (frames.ugc(), lambda frame: content.content_panel(frame, Grain.WEEK, ACROSS)),
}
ROLES = {ACCENT, CONTEXT, GOOD, BAD, SECOND, INK}
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")


def spec(picture: Picture) -> dict[str, Any]:
    """The chart as Vega-Lite; it is checked against the schema on the way."""
    found: dict[str, Any] = picture.chart.to_dict()
    return found


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("rows", [None, 1, 0])
def test_it_is_sound_with_many_one_and_no_rows(name: str, rows: int | None) -> None:
    frame, draw = CHARTS[name]
    before = frame.copy()
    picture = draw(frame if rows is None else frame.head(rows))
    assert spec(picture)
    assert picture.alt
    assert "nan" not in picture.alt.lower()
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize("name", CHARTS)
def test_colours_are_roles_where_the_app_fills_them_in(name: str) -> None:
    frame, draw = CHARTS[name]
    drawn = {key: value for key, value in spec(draw(frame)).items() if key not in ("config", "datasets")}
    assert not COLOUR.search(str(drawn))
    for place, key, value in walked(drawn):
        if key == "color" and isinstance(value, dict) and "value" in value:
            assert value["value"] in ROLES, place
        elif key == "color":
            assert isinstance(value, dict), f"{place}: a mark cannot name a role"
        assert key not in ("fill", "stroke"), f"{place}: roles are filled in in color only"


@pytest.mark.parametrize("name", CHARTS)
def test_equal_frames_give_equal_specifications(name: str) -> None:
    frame, draw = CHARTS[name]
    assert spec(draw(frame)) == spec(draw(frame.copy()))


def walked(node: Any, place: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every key and value of a specification, with where it stands."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield f"{place}.{key}", key, value
            yield from walked(value, f"{place}.{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from walked(value, f"{place}[{number}]")


def test_periods_that_are_not_over_are_dashed() -> None:
    drawn = spec(content.contributors(frames.ugc(), Grain.WEEK))
    assert any(key == "strokeDash" for _, key, _ in walked(drawn["layer"]))
    whole = frames.ugc().assign(complete=True)
    assert not any(key == "strokeDash" for _, key, _ in walked(spec(content.contributors(whole, Grain.WEEK))["layer"]))


def test_bars_reach_from_period_start_to_period_end_and_never_overlap() -> None:
    chart = spec(growth.who_came(frames.growth(), Grain.WEEK))
    bars = [row for rows in chart["datasets"].values() for row in rows if "low" in row]
    edges = sorted({(row["from"], row["to"]) for row in bars})
    assert all(first[1] < second[0] for first, second in pairwise(edges))


def test_those_who_left_stand_below_the_line() -> None:
    chart = spec(growth.who_came(frames.growth(), Grain.WEEK))
    lows = [row["low"] for rows in chart["datasets"].values() for row in rows if "low" in row]
    assert min(lows) == -(12 + 11)


def test_thin_cohorts_have_no_shade() -> None:
    chart = spec(heat_map.retention(frames.retention(size=4), Grain.WEEK))
    shaded = [layer for layer in chart["layer"] if layer["mark"]["type"] == "rect"]
    assert [chart["datasets"][layer["data"]["name"]] for layer in shaded] == [[]]


def test_ages_are_counted_at_their_lower_end() -> None:
    ages = waiting.by_age(pd.Series([0.0, 0.99, 1.0, 24.0, 72.0, 168.0, 9999.0]))
    assert ages["questions"].tolist() == [2, 1, 0, 1, 1, 2]


def test_the_theme_is_registered_and_fetches_nothing() -> None:
    assert alt.theme.active == "house"
    assert "http" not in str(alt.theme.get()())


def test_quarters_that_are_not_whole_are_named_for_what_is_known() -> None:
    quarters = [date(2026, 7, 1), date(2026, 4, 1), date(2026, 1, 1)]
    assert range_bars.named_quarters(quarters, [False, True, False]) == ["Q3 2026, so far", "Q2 2026", "Q1 2026, in part"]
