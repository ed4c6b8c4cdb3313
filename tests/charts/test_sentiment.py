"""Sentiment over time: what is solid, hollow and on a thread; events; and what a click picks."""

from datetime import date
from typing import Any

from lib.charts.dumbbell import dumbbell
from lib.charts.events import MOST, Event, events, within
from lib.charts.sentiment import PICKED, mood, shares
from lib.scope import Grain
from tests.charts import sentiment_frames
from tests.charts.test_charts import spec

ACROSS = (date(2026, 1, 5), date(2026, 3, 30))


def layers(chart: dict[str, Any], mark: str, **properties: Any) -> list[list[dict[str, Any]]]:
    """The rows of each layer with that mark and these of its properties."""
    found = [layer for layer in chart["layer"] if layer["mark"]["type"] == mark and properties.items() <= layer["mark"].items()]
    return [chart["datasets"][layer["data"]["name"]] for layer in found]


def test_thin_periods_are_hollow_and_none_is_dropped() -> None:
    chart = spec(mood(sentiment_frames.sentiment(), Grain.WEEK))
    hollow = layers(chart, "point", filled=False, size=28)
    assert [len(rows) for rows in hollow] == [3]
    seen = {row["x"] for rows in layers(chart, "line") + layers(chart, "point") for row in rows}
    assert len(seen) == 10  # twelve weeks, in two of which nothing was scored


def test_the_band_and_the_solid_line_leave_thin_periods_out() -> None:
    frame = sentiment_frames.sentiment()
    chart = spec(mood(frame, Grain.WEEK))
    (band,) = layers(chart, "area")
    assert len(band) == 3 + 2 + 2
    solid = [rows for rows in layers(chart, "line") if all("strokeDash" not in row for row in rows)]
    assert any(len(rows) == 5 for rows in solid)  # weeks 0 to 2, 5 and 6; of the last two one is not over


def test_nothing_is_joined_across_a_gap() -> None:
    chart = spec(mood(sentiment_frames.sentiment(), Grain.WEEK))
    drawn = sorted({row["x"] for rows in layers(chart, "point") for row in rows})
    between_two_gaps = drawn[7]  # the eighth and the tenth week have no point
    for rows in layers(chart, "line"):
        assert between_two_gaps not in {row["x"] for row in rows}


def test_a_click_picks_the_first_day_of_the_period() -> None:
    chart = spec(mood(sentiment_frames.sentiment(), Grain.WEEK))
    picked = [one for one in chart["params"] if one["name"] == PICKED]
    assert picked[0]["select"]["fields"] == ["day"]
    days = {row["day"] for rows in chart["datasets"].values() for row in rows if "day" in row}
    assert "2026-01-05" in days
    assert len(days) == 10


def test_only_what_is_surely_worse_is_red() -> None:
    chart = spec(dumbbell(sentiment_frames.groups()))
    red = [layer for layer in chart["layer"] if layer["encoding"].get("color", {}).get("value") == "red"]
    assert {row["group"] for layer in red for row in chart["datasets"][layer["data"]["name"]]} == {"billing"}
    assert "billing" in dumbbell(sentiment_frames.groups()).alt


def test_bad_is_at_the_bottom_and_the_bars_are_full() -> None:
    chart = spec(shares(sentiment_frames.sentiment(), Grain.WEEK))
    rows = [row for rows in chart["datasets"].values() for row in rows if "low" in row]
    assert min(row["low"] for row in rows) == 0
    assert max(row["high"] for row in rows) == 1
    assert {row["high"] for row in rows if row["low"] == 0} == {0.15}


def test_events_are_those_of_the_axis_and_the_latest() -> None:
    many = [Event(date(2026, 1, day), date(2026, 1, day), f"e{day}") for day in range(1, 30)]
    found = within(many, ACROSS)
    assert len(found) == MOST
    assert found[-1].name == "e29"
    assert within([Event(date(2026, 1, 1), date(2026, 1, 4), "before"), Event(date(2026, 3, 30), date(2026, 3, 30), "after")], ACROSS) == []
    assert within([Event(date(2026, 1, 1), date(2026, 1, 5), "until the first day")], ACROSS)


def test_a_day_is_a_rule_and_several_days_are_shaded_too() -> None:
    assert len(events([Event(date(2026, 2, 2), date(2026, 2, 2), "release")], ACROSS)) == 2
    assert len(events([Event(date(2026, 2, 2), date(2026, 2, 4), "outage")], ACROSS)) == 3


def test_a_long_name_is_cut() -> None:
    assert Event(date(2026, 2, 2), date(2026, 2, 2), "An outage of all of the services").short == "An outage of all of the s…"
    assert Event(date(2026, 2, 2), date(2026, 2, 2), "Short").short == "Short"
