"""When a source is busy: its activities by hour of the local day, with the night that most people sleep through."""

from typing import Any

import altair as alt
import pandas as pd

from lib.charts.axes import count_axis
from lib.charts.nearest import TITLE, texts, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, CONTEXT, finished, role
from lib.wording import count, share

HEIGHT = 96
NIGHT = (1, 5)
"""Local hours, half-open."""


def hours_of_day(frame: pd.DataFrame) -> Picture:
    """A bar an hour of the day of one source (columns hour, 0 to 23, and activities); the night from 01:00 to 05:00 shaded."""
    total = int(frame["activities"].sum())
    high = 1.06 * max(int(frame["activities"].max()), 1) if len(frame) else 1.0
    bars = pd.DataFrame({"from": frame["hour"] + 0.12, "to": frame["hour"] + 0.88, "low": 0, "high": frame["activities"].to_numpy()})
    hours = [f"{hour:02d}:00 to {hour:02d}:59" for hour in frame["hour"]]
    written = {"Activities": [count(value) for value in frame["activities"]], "Share": [_share(value, total) for value in frame["activities"]]}
    bars = texts(bars, {TITLE: hours, **written})
    axis = alt.Axis(values=[0, 6, 12, 18, 24], tickCount=5, labelExpr="(datum.value < 10 ? '0' : '') + datum.value + ':00'", grid=False)
    x = alt.X(field="from", type="quantitative", axis=axis, scale=alt.Scale(domain=[0, 24], nice=False))
    y = alt.Y(field="low", type="quantitative", axis=count_axis(tickCount=2), scale=alt.Scale(domain=[0, high], nice=False))
    place: dict[str, Any] = {"x": x, "x2": alt.X2(field="to"), "y": y, "y2": alt.Y2(field="high")}
    night = pd.DataFrame([{"from": NIGHT[0], "to": NIGHT[1], "low": 0.0, "high": high}])
    shade = alt.Chart(night).mark_rect(opacity=0.14).encode(**place, color=role(CONTEXT))
    drawn = alt.Chart(bars).mark_rect().encode(**place, color=role(ACCENT), tooltip=tooltip(["Activities", "Share"]))
    at_night = int(frame.loc[frame["hour"].between(NIGHT[0], NIGHT[1] - 1), "activities"].sum())
    busiest = int(frame["hour"].iloc[int(frame["activities"].to_numpy().argmax())]) if total else None
    said = f"{share(at_night / total)} between 01:00 and 05:00; most at {busiest:02d}:00." if total else "None."
    return Picture(finished(alt.layer(shade, drawn), HEIGHT), f"Activities by hour of the day. {said}")


def _share(value: int, total: int) -> str:
    return share(value / total) if total else share(None)
