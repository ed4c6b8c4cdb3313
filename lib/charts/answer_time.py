"""How long until half, and nine in ten, are answered, from period to period."""

from typing import Any

import altair as alt
import pandas as pd

from lib.charts.axes import days, domain, time_axis, wait_axis
from lib.charts.line_ends import End, line_ends
from lib.charts.lines import Line, drawn
from lib.charts.nearest import TITLE, nearest, texts
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, INK, TARGET_DASH, finished, role
from lib.scope import Grain
from lib.wording import count, hours, period_name

HALF = Line("median_hours", "Half", ACCENT)
NINE_IN_TEN = Line("p90_hours", "9 of 10", ACCENT, 1, 0.8)
TICKS = (0.25, 0.5, 1, 2, 4, 8, 24, 48, 96, 168, 336, 672, 1344)
HEIGHT = 270
LEAST = 1 / 60
"""Hours: a logarithm knows no zero; a wait under a minute is drawn as one minute."""


def answer_time(frame: pd.DataFrame, by: Grain, target: float) -> Picture:
    """Median and ninth decile of the waits (period_start, median_hours, p90_hours, complete, threads), on a logarithmic scale; a rule at ``target`` hours."""
    waits = frame.assign(**{name: frame[name].astype("float64").clip(lower=LEAST) for name in ("median_hours", "p90_hours")})
    starts = days(waits["period_start"])
    low, high = _range(waits, target)
    scale = alt.Scale(type="log", domain=[low, high], nice=False, clamp=True)
    x = alt.X(field="x", type="temporal", axis=time_axis(starts, by, most=5), scale=domain(starts[0], starts[-1]) if len(starts) > 1 else alt.Undefined)
    y = alt.Y(field="value", type="quantitative", scale=scale, axis=wait_axis([tick for tick in TICKS if low <= tick <= high]))
    layers: list[Any] = []
    layers += _spread(waits, x, y)
    layers.append(_target(target, y))
    for line in (NINE_IN_TEN, HALF):
        layers += drawn(waits, "period_start", line, x, y)
    seen = waits.dropna(subset=["median_hours"])
    if len(seen):
        layers += nearest(_tooltips(seen, by), "x", ["9 of 10", "Half", "Questions"], name="near")
        layers += line_ends(waits["period_start"].iloc[-1], _ends(waits, target), low=low, high=high, height=HEIGHT, scale=scale, logarithmic=True)
    return Picture(finished(alt.layer(*layers), HEIGHT), _finding(waits, by))


def _range(waits: pd.DataFrame, target: float) -> tuple[float, float]:
    values = [*waits["median_hours"].dropna(), *waits["p90_hours"].dropna(), target]
    low, high = max(min(values), LEAST), max(values)
    below = [tick for tick in TICKS if tick <= low * 0.9]
    above = [tick for tick in TICKS if tick >= high * 1.1]
    return (below[-1] if below else low * 0.8), (above[0] if above else high * 1.25)


def _spread(waits: pd.DataFrame, x: Any, y: Any) -> list[Any]:
    """The shade from half to nine in ten; it breaks where either is not reached."""
    reached = waits["median_hours"].notna() & waits["p90_hours"].notna()
    between = waits[reached].assign(run=(~reached).cumsum()[reached])
    shade = pd.DataFrame(
        {
            "x": between["period_start"].to_numpy(),
            "value": between["median_hours"].to_numpy(),
            "tail": between["p90_hours"].to_numpy(),
            "run": between["run"].to_numpy(),
        }
    )
    if shade.empty:
        return []
    area = alt.Chart(shade).mark_area(opacity=0.07)
    return [area.encode(x=x, y=y, y2=alt.Y2(field="tail"), detail=alt.Detail(field="run", type="nominal"), color=role(ACCENT))]


def _target(target: float, y: Any) -> Any:
    return alt.Chart(pd.DataFrame({"value": [target]})).mark_rule(strokeDash=TARGET_DASH, opacity=0.5).encode(y=y, color=role(INK))


def _ends(waits: pd.DataFrame, target: float) -> list[End]:
    ends = [End(f"Target {hours(target)}", target, INK, bold=False)]
    for line in (HALF, NINE_IN_TEN):
        known = waits.dropna(subset=[line.column])
        if len(known):
            ends.append(End(line.name, float(known[line.column].iloc[-1]), line.colour, bold=line is HALF, at=known["period_start"].iloc[-1]))
    return ends


def _tooltips(seen: pd.DataFrame, by: Grain) -> pd.DataFrame:
    points = pd.DataFrame({"x": seen["period_start"].to_numpy()})
    titles = [period_name(day, by) + ("" if whole else ", so far") for day, whole in zip(days(seen["period_start"]), seen["complete"], strict=True)]
    written = {"9 of 10": [hours(value) for value in seen["p90_hours"]], "Half": [hours(value) for value in seen["median_hours"]]}
    return texts(points, {TITLE: titles, **written, "Questions": [count(value) for value in seen["threads"]]})


def _finding(waits: pd.DataFrame, by: Grain) -> str:
    whole = waits[waits["complete"] & waits["median_hours"].notna()]
    if whole.empty:
        return f"Hours until half of the questions are answered, a {by}: not known yet."
    first, last = whole.iloc[0], whole.iloc[-1]
    names = [period_name(days([row["period_start"]])[0], by) for row in (first, last)]
    return f"Hours until half of the questions are answered, a {by}: {hours(first['median_hours'])} in {names[0]}, {hours(last['median_hours'])} in {names[1]}."
