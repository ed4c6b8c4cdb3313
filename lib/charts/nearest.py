"""What appears under the pointer: the nearest period, one rule in ink, and its values in the order of the picture."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.theme import INK, role

TITLE = "title"
"""A column of this name is the tooltip's heading."""


Columns = Sequence[str] | Mapping[str, str]
"""Columns under their own names, or column to name: names that strangers gave are none for a column, as Vega reads dots and brackets in it."""


def tooltip(columns: Columns) -> list[alt.Tooltip]:
    """The heading first, then each column; texts as they will be read."""
    names = columns if isinstance(columns, Mapping) else {name: name for name in columns}
    return [alt.Tooltip(field=TITLE, type="nominal", title=TITLE), *(alt.Tooltip(field=column, type="nominal", title=name) for column, name in names.items())]


def nearest(points: pd.DataFrame, x: str, columns: Columns, *, name: str, temporal: bool = True) -> list[Any]:
    """Layers that catch the pointer at the ``points`` along the x axis (columns x, title and the texts), however high it is, and mark the nearest."""
    picked = alt.selection_point(name=name, nearest=True, on="pointermove", clear="pointerout", fields=[x], empty=False)
    chart = alt.Chart(points)
    across = alt.X(field=x, type="temporal" if temporal else "quantitative")
    catch = chart.mark_point(size=4, opacity=0).encode(x=across, y=alt.value(0), tooltip=tooltip(columns)).add_params(picked)
    seen = alt.condition(picked, alt.value(0.5), alt.value(0))
    return [chart.mark_rule().encode(x=across, color=role(INK), opacity=seen), catch]


def whole_height(periods: pd.DataFrame, columns: Columns, *, start: str = "start", end: str = "end") -> Any:
    """A layer that catches the pointer anywhere above or below a period's bar."""
    return alt.Chart(periods).mark_rect(opacity=0).encode(x=alt.X(field=start, type="temporal"), x2=alt.X2(field=end), tooltip=tooltip(columns))


def texts(frame: pd.DataFrame, written: Mapping[str, Any]) -> pd.DataFrame:
    """``frame`` with the columns of ``written``: name to list of texts."""
    return frame.assign(**{name: list(values) for name, values in written.items()})
