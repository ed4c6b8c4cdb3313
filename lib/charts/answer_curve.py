"""How many questions have an answer, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from lib.charts.axes import WAITS, share_axis, wait_axis
from lib.charts.nearest import TITLE, nearest, texts
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, CONTEXT, INK, TARGET_DASH, finished, role
from lib.wording import hours, share, shares_between

FIRST, LAST = 1 / 12, 336.0
"""Hours at the ends of the axis: five minutes, two weeks."""
HEIGHT = 270
NEAR_THE_TOP = 0.88


@dataclass(frozen=True)
class Goal:
    """That ``share`` of the questions is answered within ``hours``; ``reached`` is the share that was, None where it is not known."""

    hours: float
    share: float
    reached: float | None

    @property
    def name(self) -> str:
        return f"Target {share(self.share)}"

    @property
    def said(self) -> str:
        """``80% within 24 h``: the hours as the target names them."""
        return f"{share(self.reached)} within {self.hours:g} h"


def answer_curve(now: pd.DataFrame, before: pd.DataFrame, goals: Sequence[Goal], done: str = "answered") -> Picture:
    """The share answered within so many hours, with its interval; the period before in grey; dots on the curve at the targets.

    ``done``: what happened to the questions then, as one word; without targets the shares within a day and a week are told.

    ``now`` and ``before`` have the columns hours, share, ci_low, ci_high, a step after each row.
    """
    scale = alt.Scale(type="log", domain=[FIRST, LAST], nice=False, clamp=True)
    x = alt.X(field="hours", type="quantitative", scale=scale, axis=wait_axis(list(WAITS), grid=False))
    y = alt.Y(field="share", type="quantitative", scale=alt.Scale(domain=[0, 1], nice=False), axis=share_axis())
    steps = _seen(now)
    layers: list[Any] = []
    band = steps.dropna(subset=["ci_low", "ci_high"])
    if len(band) > 1:
        area = alt.Chart(band[["hours", "ci_low", "ci_high"]]).mark_area(interpolate="step-after", opacity=0.14)
        layers.append(area.encode(x=x, y=alt.Y(field="ci_low", type="quantitative"), y2=alt.Y2(field="ci_high"), color=role(ACCENT)))
    if len(before):
        earlier = alt.Chart(_seen(before)[["hours", "share"]]).mark_line(interpolate="step-after", strokeWidth=1.5)
        layers.append(earlier.encode(x=x, y=y, color=role(CONTEXT)))
    layers += [layer for goal in goals for layer in _target(goal, x)]
    layers.append(alt.Chart(steps[["hours", "share"]]).mark_line(interpolate="step-after").encode(x=x, y=y, color=role(ACCENT)))
    layers += [layer for goal in goals for layer in _dot(goal, before, x, y)]
    layers += nearest(_tooltips(steps, done.capitalize()), "hours", [done.capitalize(), "95%"], name="near_wait", temporal=False)
    reached = ", ".join(f"{goal.said} (target {share(goal.share)})" for goal in goals) or _told(steps)
    return Picture(finished(alt.layer(*layers), HEIGHT), f"Share of questions {done} by time since asking: {reached}.")


def _told(steps: pd.DataFrame) -> str:
    """The shares within a day and a week."""
    return ", ".join(f"{share(steps.loc[steps['hours'] <= limit, 'share'].max())} within {hours(limit)}" for limit in (24, 168))


def _seen(steps: pd.DataFrame) -> pd.DataFrame:
    """The steps within the axis, the first at its left end and the last at its right end or where knowledge ends."""
    steps = steps.astype("float64")
    inside = steps[(steps["hours"] > FIRST) & (steps["hours"] <= LAST)]
    left = steps[steps["hours"] <= FIRST].tail(1).assign(hours=FIRST)
    if left.empty:
        left = pd.DataFrame({"hours": [FIRST], "share": [0.0], "ci_low": [np.nan], "ci_high": [np.nan]})
    right = steps[steps["hours"] <= LAST].tail(1).assign(hours=LAST) if (steps["hours"] > LAST).any() else inside.head(0)
    return pd.concat([part for part in (left, inside, right) if len(part)], ignore_index=True)


def _target(goal: Goal, x: Any) -> list[Any]:
    at = alt.Chart(pd.DataFrame({"hours": [goal.hours], "text": [goal.name]}))
    return [
        at.mark_rule(strokeDash=TARGET_DASH, opacity=0.35).encode(x=x, color=role(INK)),
        at.mark_text(align="right", baseline="top", dx=-5, dy=2, opacity=0.75).encode(
            x=x, y=alt.value(0), text=alt.Text(field="text", type="nominal"), color=role(INK)
        ),
    ]


def _dot(goal: Goal, before: pd.DataFrame, x: Any, y: Any) -> list[Any]:
    if goal.reached is None:
        return []
    at = alt.Chart(pd.DataFrame({"hours": [goal.hours], "share": [goal.reached]}))
    above = goal.reached < NEAR_THE_TOP  # to the left of the dot and above it there is nothing: the curve rises
    # and to the right there is nothing below the lower of the two curves
    reached_before = before.loc[before["hours"] <= goal.hours, "share"].max() if len(before) else np.nan
    beside = goal.reached if above else float(np.nanmin([goal.reached, reached_before]))
    name = alt.Chart(pd.DataFrame({"hours": [goal.hours], "share": [beside], "text": [goal.said]}))
    label: dict[str, Any] = {"align": "right", "baseline": "bottom", "dx": -8, "dy": -5} if above else {"align": "left", "baseline": "top", "dx": 8, "dy": 7}
    return [
        at.mark_point(filled=True, size=60, opacity=1).encode(x=x, y=y, color=role(ACCENT)),
        name.mark_text(fontWeight=600, **label).encode(x=x, y=y, text=alt.Text(field="text", type="nominal"), color=role(ACCENT)),
    ]


def _tooltips(steps: pd.DataFrame, done: str) -> pd.DataFrame:
    written = {
        TITLE: [f"Within {hours(value)}" for value in steps["hours"]],
        done: [share(value) for value in steps["share"]],
        "95%": [shares_between(low, high) for low, high in zip(steps["ci_low"], steps["ci_high"], strict=True)],
    }
    return texts(steps[["hours"]], written)
