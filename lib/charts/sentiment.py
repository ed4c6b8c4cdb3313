"""How members feel, from period to period: the mean with its interval, how much could be scored, and the shares."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.axes import days, domain, period_ends, time_axis
from lib.charts.bars import QUIET, Part, stacked
from lib.charts.estimate import THIN, estimate
from lib.charts.events import Event, events
from lib.charts.nearest import TITLE, texts, whole_height
from lib.charts.picture import Picture
from lib.charts.theme import BAD, CONTEXT, GOOD, INK, finished, role
from lib.scope import Grain
from lib.wording import count, period_name, share, signed

LABELS = 44
"""Room for the labels of the y axis, in both panels."""
PICKED = "picked"
"""The selection that a click on a period makes; ``day`` is its first day."""
SIGNED = "(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + format(abs(datum.value), '.1~f')"
SIGNED_FINE = SIGNED.replace(".1~f", ".2~f")
SHARES = (Part("negative", "Negative", BAD), Part("neutral", "Neutral", CONTEXT, QUIET, edge=True), Part("positive", "Positive", GOOD))
POSTS = (Part("scored", "Scored", CONTEXT, 0.8), Part("not_scored", "Not scored", CONTEXT, 0.25))
ROOM_FOR_DOTS = 60


def mood(frame: pd.DataFrame, by: Grain, happened: Sequence[Event] = ()) -> Picture:
    """The mean a period with its 95 % band: columns period_start, posts, scored, mean, ci_low, ci_high, complete of the metric.

    A point stands in the middle of its period. A click on it picks the period.
    """
    points = _points(frame, by)
    if points.empty:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), 250), f"Mean sentiment a {by}: nothing could be scored.")
    across = _across(frame, by)
    starts = days(frame["period_start"])
    scale = alt.Scale(domain=_range(points), nice=False)
    x = alt.X(field="x", type="temporal", axis=time_axis(starts, by), scale=domain(*across))
    low, high = _range(points)
    axis = alt.Axis(labelExpr=SIGNED if high - low > 0.3 else SIGNED_FINE, tickCount=5, minExtent=LABELS, maxExtent=LABELS)
    y = alt.Y(field="value", type="quantitative", axis=axis, scale=scale)
    layers: list[Any] = [alt.Chart(pd.DataFrame({"value": [0]})).mark_rule(opacity=0.5).encode(y=y, color=role(INK))]
    layers += events(happened, across)
    layers += estimate(points, x, y)
    layers += _pointer(points, by, x, y)
    return Picture(finished(alt.layer(*layers), 250), _finding(points, by))


def posts_strip(frame: pd.DataFrame, by: Grain) -> Picture:
    """Posts a period, the scored ones below: the columns period_start, posts, scored, complete."""
    cut = frame.assign(not_scored=frame["posts"] - frame["scored"])
    total, scored = float(frame["posts"].sum()), float(frame["scored"].sum())
    chart = stacked(cut, POSTS, by=by, height=84, named=False, extent=LABELS, across=_across(frame, by) if len(frame) else None)
    return Picture(chart, f"Posts and comments with text a {by}, and how many were scored: {count(scored)} of {count(total)}.")


def shares(frame: pd.DataFrame, by: Grain) -> Picture:
    """Positive, neutral and negative as shares of the scored: columns period_start, positive, neutral, negative, complete."""
    whole = frame[frame["complete"] & frame["negative"].notna()]
    last = whole.iloc[-1] if len(whole) else None
    ends = {} if last is None else {part.name: f"{part.name} {share(last[part.column])}" for part in SHARES}
    chart = stacked(frame, SHARES, by=by, height=250, shares=True, ends=ends)
    if last is None:
        return Picture(chart, f"Shares of positive, neutral and negative posts a {by}: not known yet.")
    said = ", ".join(f"{share(last[part.column])} {part.name.lower()}" for part in reversed(SHARES))
    return Picture(chart, f"Shares of the scored posts a {by}. {period_name(days([last['period_start']])[0], by)}: {said}.")


def _across(frame: pd.DataFrame, by: Grain) -> tuple[date, date]:
    starts = days(frame["period_start"])
    return starts[0], by.next(starts[-1])


def _points(frame: pd.DataFrame, by: Grain) -> pd.DataFrame:
    """start, x (the middle of the period), value, low, high, posts, scored, thin, complete, row: a row a period with a mean."""
    starts = days(frame["period_start"])
    first = pd.Series(pd.to_datetime(starts))
    middle = first + (pd.Series(period_ends(starts, by), dtype="datetime64[us]") - first) / 2 if len(first) else first
    found = pd.DataFrame(
        {
            "start": starts,
            "x": middle,
            "value": frame["mean"].to_numpy(dtype="float64"),
            "low": frame["ci_low"].to_numpy(dtype="float64"),
            "high": frame["ci_high"].to_numpy(dtype="float64"),
            "posts": frame["posts"].to_numpy(dtype="float64", na_value=0),
            "scored": frame["scored"].to_numpy(dtype="float64", na_value=0),
            "complete": frame["complete"].to_numpy(dtype=bool),
            "row": range(len(frame)),
        }
    )
    found["thin"] = found["scored"] < THIN
    return found[found["value"].notna()].reset_index(drop=True)


def _range(points: pd.DataFrame) -> list[float]:
    """From the lowest to the highest of what is drawn, zero included."""
    sure = points[~points["thin"]]
    values = [0.0, *points["value"], *sure["low"].dropna(), *sure["high"].dropna()]
    room = 0.06 * (max(values) - min(values)) or 0.05
    return [min(values) - room, max(values) + room]


def _pointer(points: pd.DataFrame, by: Grain, x: Any, y: Any) -> list[Any]:
    """What the pointer catches; a click picks the period, whose point is then drawn large."""
    written = {
        TITLE: [period_name(start, by) + ("" if whole else ", so far") for start, whole in zip(points["start"], points["complete"], strict=True)],
        "Mean": [signed(value) for value in points["value"]],
        "95%": [f"{signed(low)} to {signed(high)}" if low == low else "too few to tell" for low, high in zip(points["low"], points["high"], strict=True)],
        "Scored": [f"{count(scored)} of {count(posts)}" for scored, posts in zip(points["scored"], points["posts"], strict=True)],
        "day": [start.isoformat() for start in points["start"]],
    }
    caught = texts(points[["x", "value"]], written)
    starts = list(points["start"])
    caught = texts(points[["x", "value"]], written).assign(start=pd.to_datetime(starts), end=period_ends(starts, by))
    picked = alt.selection_point(name=PICKED, on="click", clear="dblclick", fields=["day"], empty=False)
    pointed = alt.selection_point(name="near_day", on="pointermove", clear="pointerout", fields=["day"], empty=False)
    chart = alt.Chart(caught)
    rule = chart.mark_rule().encode(x=x, color=role(INK), opacity=alt.condition(pointed, alt.value(0.5), alt.value(0)))
    chosen = chart.mark_point(filled=True, size=70).encode(x=x, y=y, color=role(INK), opacity=alt.condition(picked, alt.value(1), alt.value(0)))
    catch = whole_height(caught, ["Mean", "95%", "Scored"]).add_params(pointed, picked)
    return [rule, chosen, catch]


def _finding(points: pd.DataFrame, by: Grain) -> str:
    whole = points[points["complete"] & ~points["thin"]]
    if whole.empty:
        return f"Mean sentiment a {by}, −1 to +1: too few scored posts to tell."
    first, last = whole.iloc[0], whole.iloc[-1]
    lowest = whole.sort_values("value", kind="stable").iloc[0]
    said = f"{signed(first['value'])} in {period_name(first['start'], by)}, {signed(last['value'])} in {period_name(last['start'], by)}"
    low = f"; lowest {signed(lowest['value'])} in {period_name(lowest['start'], by)}" if lowest["value"] < min(first["value"], last["value"]) else ""
    return f"Mean sentiment a {by}, −1 to +1: {said}{low}."
