"""Names at the ends of lines, instead of a legend."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.theme import role

NEAR = 15
"""Pixels: labels nearer than this are moved apart."""


@dataclass(frozen=True)
class End:
    """A label at the end of a line: where it stands in the units of the y axis, and in whose colour.

    ``at``: where along the time axis, for a line that ends before the others do.
    """

    text: str
    value: float
    colour: str
    bold: bool = True
    at: Any = None


def apart(values: Sequence[float], low: float, high: float, height: int, near: float = NEAR) -> list[float]:
    """The values, moved up and down so far that ``near`` pixels lie between any two, their order kept, within a linear axis from low to high."""
    if not values or high <= low:
        return list(values)
    least = near * (high - low) / height
    order = sorted(range(len(values)), key=lambda place: values[place])
    groups: list[tuple[float, list[int]]] = []  # middle, members
    for place in order:
        groups.append((values[place], [place]))
        while len(groups) > 1 and groups[-1][0] - groups[-2][0] < least * (len(groups[-1][1]) + len(groups[-2][1])) / 2:
            (upper, above), (lower, below) = groups.pop(), groups.pop()
            together = [*below, *above]
            half = min(least * (len(together) - 1), high - low) / 2
            middle = (upper * len(above) + lower * len(below)) / len(together)
            groups.append((min(max(middle, low + half), high - half), together))  # within the plot: below it stand the days
    moved = list(values)
    for middle, places in groups:
        for offset, place in enumerate(places):
            moved[place] = middle + least * (offset - (len(places) - 1) / 2)
    return moved


def line_ends(x: Any, ends: Sequence[End], *, low: float, high: float, height: int, scale: Any, logarithmic: bool = False, dx: int = 8) -> list[Any]:
    """A text layer for each end, to the right of ``x``; ``low`` and ``high`` are the ends of the y axis."""
    if logarithmic:
        places = [math.exp(place) for place in apart([math.log(end.value) for end in ends], math.log(low), math.log(high), height)]
    else:
        places = apart([end.value for end in ends], low, high, height)
    return [
        alt.Chart(pd.DataFrame({"x": [pd.Timestamp(x if end.at is None else end.at)], "y": [float(place)], "text": [end.text]}))
        .mark_text(align="left", baseline="middle", dx=dx, fontWeight=600 if end.bold else 400, clip=False)
        .encode(
            x=alt.X(field="x", type="temporal"),
            y=alt.Y(field="y", type="quantitative", scale=scale),
            text=alt.Text(field="text", type="nominal"),
            color=role(end.colour),
        )
        for end, place in zip(ends, places, strict=True)
    ]
