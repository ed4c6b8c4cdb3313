"""An estimate along an axis: a line with its 95 % band; hollow and on a grey thread where there is too little to tell."""

from typing import Any

import altair as alt
import pandas as pd

from lib.charts.theme import ACCENT, CONTEXT, DASH, role

THIN = 10
"""Posts or answers: a point of fewer is drawn hollow and grey, for it is mostly chance."""


def estimate(points: pd.DataFrame, x: Any, y: Any, colour: str = ACCENT) -> list[Any]:
    """The layers of ``points``, a row each, in order: x, value, low, high (null: not known), thin, complete, row (neighbours differ by 1).

    ``x`` and ``y`` are channels of the fields x and value; ``colour`` is a role. Dashed: what leads to a point that is not ``complete``.
    """
    return [*_band(points, x, y, colour), *_lines(points, x, y, colour), *_dots(points, x, y, colour)]


def _runs(points: pd.DataFrame) -> "pd.Series[int]":
    """A number for each run of neighbouring periods that are not thin."""
    sure = ~points["thin"]
    broken = ~sure | (points["row"].diff() != 1) | ~sure.shift(fill_value=False)
    return broken.astype("int64").cumsum()


def _band(points: pd.DataFrame, x: Any, y: Any, main: str) -> list[Any]:
    sure = points.assign(run=_runs(points))[~points["thin"] & points["low"].notna()]
    if sure.empty:
        return []
    several = sure[sure.groupby("run")["run"].transform("size") > 1]
    alone = sure.drop(several.index)
    layers: list[Any] = []
    if len(several):
        band = several[["x", "low", "high", "run"]].rename(columns={"low": "value"})
        area = alt.Chart(band).mark_area(opacity=0.14)
        layers.append(area.encode(x=x, y=y, y2=alt.Y2(field="high"), detail=alt.Detail(field="run", type="nominal"), color=role(main)))
    if len(alone):  # a band needs two points; one has a bar
        bar = alt.Chart(alone[["x", "low", "high"]].rename(columns={"low": "value"})).mark_rule(strokeWidth=6, opacity=0.14)
        layers.append(bar.encode(x=x, y=y, y2=alt.Y2(field="high"), color=role(main)))
    return layers


def _lines(points: pd.DataFrame, x: Any, y: Any, main: str) -> list[Any]:
    """Threads from and to thin periods, the line between the others, dashed where the later is not over."""
    pieces: dict[str, list[pd.DataFrame]] = {"thread": [], "dashed": []}
    for place in range(1, len(points)):
        two = points.iloc[place - 1 : place + 1]
        if two["row"].iloc[1] - two["row"].iloc[0] != 1:
            continue
        kind = "thread" if two["thin"].any() else "" if two["complete"].all() else "dashed"
        if kind:
            pieces[kind].append(two[["x", "value"]].assign(piece=place))
    solid = points.assign(piece=_runs(points))[~points["thin"] & points["complete"]]
    solid = solid[solid.groupby("piece")["piece"].transform("size") > 1]
    layers: list[Any] = []
    for found, mark, colour in (
        (pieces["thread"], {"strokeWidth": 1, "opacity": 0.6}, CONTEXT),
        ([solid[["x", "value", "piece"]]] if len(solid) else [], {}, main),
        (pieces["dashed"], {"strokeDash": DASH}, main),
    ):
        if found:
            line = alt.Chart(pd.concat(found, ignore_index=True)).mark_line(**mark)
            layers.append(line.encode(x=x, y=y, detail=alt.Detail(field="piece", type="nominal"), color=role(colour)))
    return layers


def _dots(points: pd.DataFrame, x: Any, y: Any, main: str) -> list[Any]:
    """Thin periods hollow; a single one between thin ones, or between gaps, filled, as it has no line."""
    runs = _runs(points)
    alone = ~points["thin"] & (runs.map(runs[~points["thin"]].value_counts()) == 1)
    layers: list[Any] = []
    for rows, mark, colour in (
        (points[points["thin"]], {"filled": False, "size": 28, "strokeWidth": 1.2}, CONTEXT),
        (points[alone & points["complete"]], {"filled": True, "size": 30}, main),
        (points[alone & ~points["complete"]], {"filled": False, "size": 30}, main),
    ):
        if len(rows):
            layers.append(alt.Chart(rows[["x", "value"]]).mark_point(opacity=1, **mark).encode(x=x, y=y, color=role(colour)))
    return layers
