"""How many members each event had, and how much that varies."""

from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.axes import count_axis, days, domain, time_axis
from lib.charts.line_ends import End, line_ends
from lib.charts.nearest import TITLE, texts, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, CONTEXT, finished, role
from lib.scope import Grain, Period
from lib.wording import average, count, day, plural

HEIGHT = 260


def events(frame: pd.DataFrame, across: tuple[date, date]) -> Picture:
    """A dot an event (columns day, event, members); the mean as a line, one standard deviation to either side as a shade.

    ``across``: the first and last day of the axis.
    """
    frame = frame.dropna(subset=["event"])
    if frame.empty:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), HEIGHT), "Members at each event: none are known.")
    members = frame["members"].astype("float64")
    middle, spread = float(members.mean()), float(members.std()) if len(members) > 1 else 0.0
    high = 1.08 * max(float(members.max()), middle + spread, 1.0)
    scale = alt.Scale(domain=[0, high], nice=False)
    x = alt.X(
        field="x", type="temporal", axis=time_axis(list(Period.of(*across)), Grain.DAY), scale=domain(*across) if across[0] < across[1] else alt.Undefined
    )
    y = alt.Y(field="y", type="quantitative", axis=count_axis(), scale=scale)
    layers: list[Any] = []
    ends = pd.DataFrame({"x": pd.to_datetime(list(across)), "y": middle, "low": max(0.0, middle - spread), "high": middle + spread})
    if len(members) > 1:
        shade = alt.Chart(ends[["x", "low", "high"]]).mark_area(opacity=0.1)
        layers.append(shade.encode(x=x, y=alt.Y(field="low", type="quantitative", scale=scale), y2=alt.Y2(field="high"), color=role(CONTEXT)))
    layers.append(alt.Chart(ends[["x", "y"]]).mark_line(strokeWidth=1.5).encode(x=x, y=y, color=role(CONTEXT)))
    dots = pd.DataFrame({"x": frame["day"].to_numpy(), "y": members.to_numpy()})
    dots = texts(dots, {TITLE: frame["event"], "Day": [day(at) for at in days(frame["day"])], "Members": [count(value) for value in members]})
    layers.append(alt.Chart(dots).mark_point(filled=True, size=60, opacity=0.85).encode(x=x, y=y, color=role(ACCENT), tooltip=tooltip(["Day", "Members"])))
    layers += line_ends(pd.Timestamp(across[1]), [End(f"Mean {average(middle)}", middle, CONTEXT)], low=0, high=high, height=HEIGHT, scale=scale)
    said = f"{plural(len(frame), 'event')} with {average(middle)} members on average, from {count(members.min())} to {count(members.max())}."
    return Picture(finished(alt.layer(*layers), HEIGHT), f"Members at each event. {said}")
