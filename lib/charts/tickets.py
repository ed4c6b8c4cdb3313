"""What support has to do: tickets opened and resolved, those still open, and how long they take."""

from typing import Any

import altair as alt
import pandas as pd

from lib.charts.axes import days, domain, time_axis, wait_axis
from lib.charts.line_ends import End, line_ends
from lib.charts.lines import Line, drawn, lines
from lib.charts.nearest import TITLE, nearest, texts
from lib.charts.picture import Picture
from lib.charts.theme import CONTEXT, SECOND, finished
from lib.scope import Grain
from lib.wording import count, hours, period_name

WORK = (Line("opened", "Opened", SECOND), Line("resolved", "Resolved", CONTEXT, 1.5), Line("backlog", "Open", SECOND, 1, 0.7))
RESPONSE = Line("median_hours_to_first_response", "First response", SECOND)
RESOLUTION = Line("median_hours_to_resolution", "Resolution", SECOND, 1, 0.8)
TICKS = (0.25, 0.5, 1, 2, 4, 8, 24, 72, 168, 336, 672, 1344)
HEIGHT = 260
LEAST = 1 / 60
"""Hours: a logarithm knows no zero; a wait under a minute is drawn as one minute."""


def work(frame: pd.DataFrame, by: Grain) -> Picture:
    """Opened and resolved in a period, and open at its end: columns period_start, opened, resolved, backlog, complete of tickets."""
    chart = lines(frame, WORK, x="period_start", by=by, height=HEIGHT)
    whole = frame[frame["complete"]]
    said = f"No {by} is over yet."
    if len(whole):
        last = whole.iloc[-1]
        name = period_name(days([last["period_start"]])[0], by)
        said = f"{name}: {count(last['opened'])} opened, {count(last['resolved'])} resolved, {count(last['backlog'])} open at its end."
    return Picture(chart, f"Support tickets a {by}. {said}")


def waits(frame: pd.DataFrame, by: Grain) -> Picture:
    """Hours until half have a first response, and until half are resolved, on a logarithmic scale: columns as tickets has them."""
    both = (RESOLUTION, RESPONSE)
    frame = frame.assign(**{line.column: frame[line.column].astype("float64").clip(lower=LEAST) for line in both})
    seen = frame.dropna(subset=[line.column for line in both], how="all")
    if seen.empty:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), HEIGHT), f"Hours that tickets take, a {by}: not known yet.")
    starts = days(frame["period_start"])
    values = [value for line in both for value in seen[line.column].dropna()]
    low, high = _around(min(values), max(values))
    scale = alt.Scale(type="log", domain=[low, high], nice=False, clamp=True)
    x = alt.X(field="x", type="temporal", axis=time_axis(starts, by, most=5), scale=domain(starts[0], starts[-1]) if len(starts) > 1 else alt.Undefined)
    y = alt.Y(field="value", type="quantitative", scale=scale, axis=wait_axis([tick for tick in TICKS if low <= tick <= high]))
    layers: list[Any] = [layer for line in both for layer in drawn(frame, "period_start", line, x, y)]
    written = {line.name: [hours(value) for value in seen[line.column]] for line in both}
    titles = [period_name(start, by) + ("" if whole else ", so far") for start, whole in zip(days(seen["period_start"]), seen["complete"], strict=True)]
    points = texts(pd.DataFrame({"x": seen["period_start"].to_numpy()}), {TITLE: titles, **written, "Tickets": [count(value) for value in seen["opened"]]})
    layers += nearest(points, "x", [line.name for line in both] + ["Tickets"], name="near")
    ends = [_end(frame, line) for line in both if frame[line.column].notna().any()]
    layers += line_ends(frame["period_start"].iloc[-1], ends, low=low, high=high, height=HEIGHT, scale=scale, logarithmic=True)
    said = ", ".join(f"{line.name.lower()} {hours(frame[line.column].dropna().iloc[-1])}" for line in both if frame[line.column].notna().any())
    return Picture(finished(alt.layer(*layers), HEIGHT), f"Hours within which half of the tickets of a {by} get there. Latest: {said}.")


def _end(frame: pd.DataFrame, line: Line) -> End:
    known = frame.dropna(subset=[line.column])
    return End(line.name, float(known[line.column].iloc[-1]), line.colour, bold=line is RESPONSE, at=known["period_start"].iloc[-1])


def _around(low: float, high: float) -> tuple[float, float]:
    """The ticks around the values, or a little beyond where there are none."""
    below = [tick for tick in TICKS if tick <= low * 0.9]
    above = [tick for tick in TICKS if tick >= high * 1.1]
    return (below[-1] if below else low * 0.8), (above[0] if above else high * 1.25)
