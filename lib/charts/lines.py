"""Lines over time: solid where all is known, dashed where it is not over yet or reaches before the data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from lib.charts.axes import count_axis, days, domain, share_axis, time_axis
from lib.charts.line_ends import End, line_ends
from lib.charts.nearest import TITLE, nearest, texts
from lib.charts.theme import DASH, finished, role
from lib.scope import Grain
from lib.wording import count, period_name

MOST_DAYS = 800
"""Beyond that many days a screen has no room for each: every seventh is drawn."""


ROOM_FOR_DOTS = 60


@dataclass(frozen=True)
class Line:
    """One series of a picture: its column, its name, its colour's role and how strong it is drawn."""

    column: str
    name: str
    colour: str
    width: float = 2
    opacity: float = 1


def segments(frame: pd.DataFrame, x: str, column: str) -> pd.DataFrame:
    """x, value, part, solid: the line cut into runs of complete and incomplete rows; a dashed run reaches to its solid neighbours.

    Rows without a value break the line.
    """
    known = frame[column].notna().to_numpy()
    value = frame[column].astype("float64").to_numpy()
    complete = frame["complete"].to_numpy(dtype=bool)
    pieces, part, start = [], 0, 0
    for stop in range(1, len(frame) + 1):  # the rows from start to before stop are alike
        if stop < len(frame) and complete[stop] == complete[start] and known[stop] == known[start]:
            continue
        if known[start]:
            low, high = start, stop
            if not complete[start]:  # reach over to the neighbours, so that nothing gapes
                low -= int(start > 0 and known[start - 1])
                high += int(stop < len(frame) and known[stop])
            rows = np.arange(low, high)
            pieces.append(pd.DataFrame({"x": frame[x].to_numpy()[rows], "value": value[rows], "part": part, "solid": bool(complete[start])}))
            part += 1
        start = stop
    return pd.concat(pieces, ignore_index=True) if pieces else pd.DataFrame({"x": pd.to_datetime([]), "value": [], "part": [], "solid": []})


def drawn(frame: pd.DataFrame, x: str, line: Line, axis_x: Any, axis_y: Any) -> list[Any]:
    """The layers of one line."""
    cut = segments(frame, x, line.column)
    layers = []
    for solid in (True, False):
        chosen = cut[cut["solid"].astype(bool) == solid]
        if len(chosen):
            alone = chosen["part"].map(chosen["part"].value_counts()) == 1
            mark: dict[str, Any] = {"strokeWidth": line.width, "opacity": line.opacity} | ({} if solid else {"strokeDash": DASH})
            layers.append(
                alt.Chart(chosen[["x", "value", "part"]])
                .mark_line(**mark)
                .encode(x=axis_x, y=axis_y, detail=alt.Detail(field="part", type="nominal"), color=role(line.colour))
            )
            if alone.any() and len(frame) <= ROOM_FOR_DOTS:  # a single period has no line
                layers.append(alt.Chart(chosen[alone][["x", "value"]]).mark_point(filled=solid, size=30).encode(x=axis_x, y=axis_y, color=role(line.colour)))
    return layers


def lines(
    frame: pd.DataFrame,
    parts: Sequence[Line],
    *,
    x: str,
    by: Grain,
    height: int,
    zero: bool = True,
    named: bool = True,
    write: Any = count,
    extent: int = 0,
    across: tuple[date, date] | None = None,
    shares: bool = False,
) -> Any:
    """A chart of several series of ``frame`` (columns x, each part's column, complete), named with their last value at their ends.

    ``write`` makes a value the text people read. For the upper of two panels ``extent`` fixes the room of the y labels and ``across``
    the first and last moment; the days are then written under the lower one. ``shares``: the values are shares of a whole.
    """
    if by is Grain.DAY and len(frame) > MOST_DAYS:
        frame = frame.iloc[(len(frame) - 1) % 7 :: 7]
    values = frame[[part.column for part in parts]].astype("float64")
    numbers = values.to_numpy().ravel()
    numbers = numbers[~np.isnan(numbers)]
    top, bottom = float(numbers.max(initial=0.1 if shares else 1)), 0.0 if zero or not len(numbers) else float(numbers.min())
    room = (top - bottom) * 0.06 or 1
    low, high = (0.0 if zero else max(0.0, bottom - room)), top + room
    starts = days(frame[x])
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    room_for_labels: dict[str, Any] = {"minExtent": extent, "maxExtent": extent} if extent else {}
    axis = share_axis(**room_for_labels) if shares else count_axis(**room_for_labels)
    ends = across or ((starts[0], starts[-1]) if len(starts) > 1 else None)
    ticks = time_axis(starts, by) if across is None else alt.Axis(labels=False, values=[])
    along = alt.X(field="x", type="temporal", axis=ticks, scale=domain(*ends) if ends else alt.Undefined)
    level = alt.Y(field="value", type="quantitative", axis=axis, scale=scale)
    layers = [layer for part in parts for layer in drawn(frame, x, part, along, level)]
    seen = frame[values.notna().any(axis=1).to_numpy()]
    if len(seen):
        written = {part.name: [write(value) for value in seen[part.column]] for part in parts}
        points = texts(pd.DataFrame({"x": seen[x].to_numpy()}), {TITLE: [period_name(day, by) for day in days(seen[x])], **written})
        layers += nearest(points, "x", [part.name for part in parts], name="near")
    if named and len(seen):
        labels = [
            End(f"{part.name} {write(last)}", float(last), part.colour)
            for part in parts
            if len(known := frame[part.column].dropna()) and (last := known.iloc[-1]) is not None
        ]
        layers += line_ends(seen[x].iloc[-1], labels, low=low, high=high, height=height, scale=scale)
    return finished(alt.layer(*layers) if layers else alt.Chart(pd.DataFrame({"x": []})).mark_point(), height)
