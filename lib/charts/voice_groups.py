"""The score by group: a dot with its interval now, a tick in ink before; red only where it fell beyond chance."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.axes import share_axis
from lib.charts.nearest import TITLE, texts, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import BAD, CONTEXT, INK, finished, role
from lib.charts.voice import POINTS
from lib.wording import count, listed, share, shares_between, signed

ROW = 34
"""Pixels for one group."""
AXIS = 40


@dataclass(frozen=True)
class _Measure:
    """How a number is called, said and drawn: ``zero`` is a line to be seen, ``ends`` are what its axis may hold, ``room`` what it has where all are alike."""

    name: str
    said: Callable[[Any], str]
    between: Callable[[Any, Any], str]
    axis: Any
    zero: float | None
    ends: tuple[float, float]
    room: float


def _points(value: Any) -> str:
    return signed(value, 0)


def _points_between(low: Any, high: Any) -> str:
    return f"{_points(low)} to {_points(high)}"


_NPS = _Measure("Net Promoter Score", _points, _points_between, alt.Axis(labelExpr=POINTS, grid=True, tickCount=5), 0.0, (-103, 103), 5.0)
_CSAT = _Measure("Share of the satisfied", share, shares_between, share_axis(grid=True), None, (-0.015, 1.015), 0.05)


def score_by_group(groups: pd.DataFrame, noun: str) -> Picture:
    """NPS by group, in the order given: columns group, now, low, high (95 %), before (null: not known), responses, thin, worse.

    ``thin``: too few answers to tell, drawn hollow. ``worse``: less than before, beyond chance.
    """
    return _by_group(groups, noun, _NPS)


def satisfied_by_group(groups: pd.DataFrame, noun: str) -> Picture:
    """The same of CSAT, a share."""
    return _by_group(groups, noun, _CSAT)


def _by_group(groups: pd.DataFrame, noun: str, measure: _Measure) -> Picture:
    if groups.empty:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), ROW), f"{measure.name} by {noun}: nobody answered.")
    drawn = _written(groups, measure)
    values = [*([] if measure.zero is None else [measure.zero]), *(value for name in ("now", "low", "high", "before") for value in drawn[name].dropna())]
    room = 0.04 * (max(values) - min(values)) or measure.room
    domain = [max(min(values) - room, measure.ends[0]), min(max(values) + room, measure.ends[1])]
    scale = alt.Scale(domain=domain, nice=False, zero=False)
    x = alt.X(field="now", type="quantitative", scale=scale, axis=measure.axis)
    y = alt.Y(field="group", type="nominal", sort=list(drawn["group"]), axis=alt.Axis(labelLimit=130), scale=alt.Scale(padding=0.4))
    layers: list[Any] = []
    if measure.zero is not None:
        layers.append(alt.Chart(pd.DataFrame({"now": [measure.zero]})).mark_rule(opacity=0.5).encode(x=x, color=role(INK)))
    for worse, colour in ((False, CONTEXT), (True, BAD)):
        rows = drawn[drawn["worse"].astype(bool) == worse]
        spread = rows[["group", "low", "high"]].rename(columns={"low": "now"})
        if len(spread):
            layers.append(alt.Chart(spread).mark_rule(strokeWidth=7, opacity=0.22).encode(x=x, x2=alt.X2(field="high"), y=y, color=role(colour)))
        for thin in (False, True):
            dots = rows[rows["thin"].astype(bool) == thin]
            if len(dots):
                mark = alt.Chart(dots).mark_point(filled=not thin, size=90, opacity=1, strokeWidth=1.3)
                layers.append(mark.encode(x=x, y=y, color=role(colour), tooltip=tooltip(["Now", "95%", "Before", "Answers"])))
    both = drawn[drawn["before"].notna()]
    if len(both):
        earlier = alt.Chart(both[["group", "before"]].rename(columns={"before": "now"})).mark_tick(size=16, thickness=2, opacity=0.9)
        layers.append(earlier.encode(x=x, y=y, color=role(INK)))
    number = alt.Chart(drawn[["group", "number"]]).mark_text(align="left", dx=10, opacity=0.75, clip=False)
    layers.append(number.encode(x=alt.value("width"), y=y, text=alt.Text(field="number", type="nominal"), color=role(INK)))
    worse_names = [str(name) for name in drawn.loc[drawn["worse"].astype(bool), "group"]]
    finding = f"Less than before: {listed(worse_names)}." if worse_names else "None fell beyond chance."
    said = ", ".join(f"{name} {measure.said(value)}" for name, value in zip(drawn["group"], drawn["now"], strict=True))
    return Picture(finished(alt.layer(*layers), ROW * len(drawn) + AXIS), f"{measure.name} by {noun}: {said}. {finding}")


def _written(groups: pd.DataFrame, measure: _Measure) -> pd.DataFrame:
    numbers = [count(value) for value in groups["responses"]]
    written = {
        TITLE: [str(name) for name in groups["group"]],
        "Now": [measure.said(value) for value in groups["now"]],
        "95%": [measure.between(low, high) for low, high in zip(groups["low"], groups["high"], strict=True)],
        "Before": [measure.said(value) for value in groups["before"]],
        "Answers": numbers,
        "number": [f"{number} answers" if not place else number for place, number in enumerate(numbers)],
    }
    found = texts(groups, written)
    return found.assign(**{name: found[name].astype("float64") for name in ("now", "low", "high", "before")})
