"""Sums a period: bars from the period's start to its end, stacked; faint with a dashed edge while the period is not over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from lib.charts.axes import count_axis, days, domain, period_ends, share_axis, time_axis
from lib.charts.line_ends import End, line_ends
from lib.charts.nearest import TITLE, texts, whole_height
from lib.charts.theme import INK, finished, role
from lib.scope import Grain
from lib.wording import count, period_name, share

QUIET = 0.33
FAINT = 0.45
"""How much of a bar's strength is left while its period is not over."""
GAP = 0.11
"""Share of a period left free on either side of its bar."""
NARROW_GAP = 0.04
ROOM_FOR_EDGES = 60
"""Bars: with more, their edges would hide what they hold."""


@dataclass(frozen=True)
class Part:
    """One part of a stack: its column, its name, its colour's role. ``edge``: a quiet fill has a thin edge. ``below``: under the line."""

    column: str
    name: str
    colour: str
    opacity: float = 1.0
    edge: bool = False
    below: bool = False


def stacked(
    frame: pd.DataFrame,
    parts: Sequence[Part],
    *,
    by: Grain,
    height: int,
    named: bool = True,
    extent: int = 0,
    across: tuple[date, date] | None = None,
    shares: bool = False,
    ends: Mapping[str, str] | None = None,
) -> Any:
    """A chart of ``frame`` (period_start, a column a part, complete), the first part next to the line. Rows with an unknown part are left out.

    ``shares``: the parts are shares of one whole, and the bars of one height. ``ends``: what is written beside a part, by its name, instead of it.
    """
    frame = frame.dropna(subset=[part.column for part in parts])
    if frame.empty:
        return finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), height)
    starts = days(frame["period_start"])
    pieces = _pieces(frame, parts, starts, by)
    low, high = float(min(pieces["low"].min(), 0)), float(max(pieces["high"].max(), 1))
    room = 0 if shares else 0.04 * (high - low)
    low, high = (low - room if low < 0 else 0.0), high + room
    first, last = across or (starts[0], by.next(starts[-1]))
    x = alt.X(field="from", type="temporal", axis=time_axis(starts, by), scale=domain(first, last))
    room_for_labels: dict[str, Any] = {"minExtent": extent, "maxExtent": extent} if extent else {}
    axis = share_axis(values=[0, 0.25, 0.5, 0.75, 1], **room_for_labels) if shares else count_axis(**room_for_labels)
    scale = alt.Scale(domain=[low, high], nice=False)
    y = alt.Y(field="low", type="quantitative", axis=axis, scale=scale)
    place: dict[str, Any] = {"x": x, "x2": alt.X2(field="to"), "y": y, "y2": alt.Y2(field="high")}
    layers: list[Any] = []
    for part in parts:
        rows = pieces[pieces["part"] == part.name]
        for whole in (True, False):
            layers += _part(rows[rows["whole"].astype(bool) == whole], part, whole, place)
    if low < 0:
        layers.append(alt.Chart(pd.DataFrame({"y": [0]})).mark_rule(opacity=0.6).encode(y=alt.Y(field="y", type="quantitative"), color=role(INK)))
    layers.append(whole_height(_tooltips(frame, parts, starts, by, share if shares else count), _from_the_top(parts)))
    if named:
        final = pieces[pieces["from"] == pieces["from"].max()]
        middles = {row.part: (row.low + row.high) / 2 for row in final.itertuples()}
        labels = [End((ends or {}).get(part.name, part.name), middles[part.name], part.colour) for part in parts]
        layers += line_ends(final["to"].iloc[0], labels, low=low, high=high, height=height, scale=scale, dx=6)
    return finished(alt.layer(*layers), height)


def _from_the_top(parts: Sequence[Part]) -> list[str]:
    above, below = ([part.name for part in parts if part.below is side] for side in (False, True))
    return [*reversed(above), *below]


def _pieces(frame: pd.DataFrame, parts: Sequence[Part], starts: list[date], by: Grain) -> pd.DataFrame:
    """from, to, low, high, part, whole: a row a period and part."""
    start = pd.DatetimeIndex(pd.to_datetime(starts))
    end = pd.DatetimeIndex(period_ends(starts, by))
    gap = (end - start) * (GAP if len(starts) <= 40 else NARROW_GAP)
    above, below = np.zeros(len(frame)), np.zeros(len(frame))
    found = []
    for part in parts:
        size = frame[part.column].astype("float64").to_numpy()
        low, high = (below - size, below) if part.below else (above, above + size)
        found.append(
            pd.DataFrame({"from": start + gap, "to": end - gap, "low": low, "high": high, "part": part.name, "whole": frame["complete"].to_numpy(dtype=bool)})
        )
        below, above = (low, above) if part.below else (below, high)
    return pd.concat(found, ignore_index=True)


def _part(rows: pd.DataFrame, part: Part, whole: bool, place: dict[str, Any]) -> list[Any]:
    if rows.empty:
        return []
    chart = alt.Chart(rows[["from", "to", "low", "high"]])
    fill = chart.mark_rect(opacity=part.opacity if whole else part.opacity * FAINT).encode(**place, color=role(part.colour))
    if whole and not (part.edge and len(rows) <= ROOM_FOR_EDGES):
        return [fill]
    dash: dict[str, Any] = {} if whole else {"strokeDash": [2, 2]}
    return [fill, chart.mark_rect(filled=False, strokeWidth=1, opacity=0.8, **dash).encode(**place, color=role(part.colour))]


def _tooltips(frame: pd.DataFrame, parts: Sequence[Part], starts: list[date], by: Grain, write: Callable[[Any], str]) -> pd.DataFrame:
    titles = [period_name(day, by) + ("" if whole else ", so far") for day, whole in zip(starts, frame["complete"], strict=True)]
    periods = pd.DataFrame({"start": pd.to_datetime(starts), "end": period_ends(starts, by)})
    return texts(periods, {TITLE: titles, **{part.name: [write(value) for value in frame[part.column]] for part in parts}})
