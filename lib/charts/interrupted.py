"""A series before and after a dated change: its lines, and how it would have gone on."""

from datetime import date
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from lib.charts.axes import count_axis, days, domain, time_axis
from lib.charts.events import Event, events
from lib.charts.nearest import TITLE, nearest, texts
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, CONTEXT, SECOND, TARGET_DASH, finished, role
from lib.scope import Grain
from lib.wording import average, period_name

HEIGHT = 250


def of_tickets(frame: pd.DataFrame, by: Grain, change: Event) -> Picture:
    """``interrupted``, of what support has to do."""
    return interrupted(frame, by, change, SECOND)


def of_members(frame: pd.DataFrame, by: Grain, change: Event) -> Picture:
    """``interrupted``, of what members do."""
    return interrupted(frame, by, change, ACCENT)


def interrupted(frame: pd.DataFrame, by: Grain, change: Event, colour: str) -> Picture:
    """A point a period, a line on either side of the change, dashed how it would have gone on.

    Columns: period_start, value, fitted (null in periods left out), otherwise, after (whether it lies after the change).
    """
    starts = days(frame["period_start"])
    if not starts:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), HEIGHT), "No whole period is known.")
    across = (starts[0], by.next(starts[-1]))
    numbers = frame[["value", "fitted", "otherwise"]].astype("float64").to_numpy().ravel()
    numbers = numbers[~np.isnan(numbers)]
    top = float(max(numbers.max(initial=0.0), 1e-9))
    x = alt.X(field="period_start", type="temporal", axis=time_axis(starts, by), scale=domain(*across))
    scale = alt.Scale(domain=[min(0.0, float(numbers.min(initial=0.0))), 1.08 * top], nice=False)

    def y(field: str) -> Any:
        return alt.Y(field=field, type="quantitative", scale=scale, axis=count_axis())

    layers: list[Any] = events([change], across)
    layers.append(alt.Chart(frame[["period_start", "value"]]).mark_line(strokeWidth=1, opacity=0.45).encode(x=x, y=y("value"), color=role(colour)))
    layers.append(alt.Chart(frame[["period_start", "value"]]).mark_point(filled=True, size=14, opacity=0.6).encode(x=x, y=y("value"), color=role(colour)))
    after = frame["after"].to_numpy(dtype=bool)
    for side in (~after, after):
        fitted = frame[side & frame["fitted"].notna().to_numpy()]
        if len(fitted):
            layers.append(alt.Chart(fitted[["period_start", "fitted"]]).mark_line(strokeWidth=2.5).encode(x=x, y=y("fitted"), color=role(colour)))
    otherwise = frame[after]
    if len(otherwise) and otherwise["otherwise"].notna().any():
        dashed = alt.Chart(otherwise[["period_start", "otherwise"]]).mark_line(strokeWidth=1.5, strokeDash=TARGET_DASH)
        layers.append(dashed.encode(x=x, y=y("otherwise"), color=role(CONTEXT)))
    layers += nearest(_tooltips(frame, starts, by), "period_start", ["Was", "Line", "Otherwise"], name="near")
    return Picture(finished(alt.layer(*layers), HEIGHT), _finding(frame, by, change))


def _tooltips(frame: pd.DataFrame, starts: list[date], by: Grain) -> pd.DataFrame:
    after = frame["after"].to_numpy(dtype=bool)
    written = {
        TITLE: [period_name(start, by) for start in starts],
        "Was": [average(value) for value in frame["value"]],
        "Line": [average(value) for value in frame["fitted"]],
        "Otherwise": [average(value) if later else "—" for value, later in zip(frame["otherwise"], after, strict=True)],
    }
    return texts(frame[["period_start"]], written)


def _finding(frame: pd.DataFrame, by: Grain, change: Event) -> str:
    after = frame["after"].to_numpy(dtype=bool)
    means = [average(frame.loc[side, "value"].mean()) for side in (~after, after)]
    return f"Mean a {by}: {means[0]} before {change.name} and {means[1]} from then on."
