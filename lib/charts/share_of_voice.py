"""How often each brand is named, as a share of all."""

from typing import Any

import altair as alt
import pandas as pd

from lib.charts.axes import days, domain, share_axis, time_axis
from lib.charts.line_ends import End, line_ends
from lib.charts.lines import Line, drawn
from lib.charts.nearest import TITLE, nearest, texts
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, CONTEXT, finished
from lib.scope import Grain
from lib.wording import known, period_name, share

MOST = 5
"""Brands with a line of their own; more cannot be told apart."""
HEIGHT = 260


def most_named(frame: pd.DataFrame, ours: str | None) -> list[str]:
    """The brands that get a line: ours, and those most often named over all the periods."""
    totals = frame.groupby("brand", sort=True)["mentions"].sum().sort_values(ascending=False, kind="stable")
    mine = [name for name in totals.index if name == ours]
    return [*mine, *(name for name in totals.index if name != ours)][:MOST]


def share_of_voice(frame: pd.DataFrame, by: Grain, ours: str | None = None) -> Picture:
    """Lines of the share of each brand: the columns period_start, brand, mentions, share, complete of the metric. ``ours`` stands out."""
    brands = most_named(frame, ours)
    lines = [Line(str(place), name, ACCENT if name == ours else CONTEXT, 2.5 if name == ours else 1.5) for place, name in enumerate(brands)]
    wide = _wide(frame, brands)
    seen = wide[wide[[line.column for line in lines]].notna().any(axis=1)] if lines else wide.head(0)
    if seen.empty:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), HEIGHT), "Share of voice: nothing is known.")
    starts = days(wide["period_start"])
    high = 1.08 * max(float(seen[[line.column for line in lines]].max().max()), 0.01)
    scale = alt.Scale(domain=[0, high], nice=False)
    x = alt.X(field="x", type="temporal", axis=time_axis(starts, by, most=5), scale=domain(starts[0], starts[-1]) if len(starts) > 1 else alt.Undefined)
    y = alt.Y(field="value", type="quantitative", axis=share_axis(), scale=scale)
    layers: list[Any] = [layer for line in reversed(lines) for layer in drawn(wide, "period_start", line, x, y)]
    titles = [period_name(day, by) + ("" if whole else ", so far") for day, whole in zip(days(seen["period_start"]), seen["complete"], strict=True)]
    written = {line.name: [share(value) for value in seen[line.column]] for line in lines}
    # brands are texts of strangers, and a field's dots and brackets mean something to Vega: columns go by their places
    points = texts(pd.DataFrame({"x": seen["period_start"].to_numpy()}), {TITLE: titles, **{line.column: written[line.name] for line in lines}})
    layers += nearest(points, "x", {line.column: line.name for line in lines}, name="near_voice")
    ends = [_end(seen, line, bold=line.name == ours) for line in lines if seen[line.column].notna().any()]
    layers += line_ends(seen["period_start"].iloc[-1], ends, low=0, high=high, height=HEIGHT, scale=scale)
    return Picture(finished(alt.layer(*layers), HEIGHT), _finding(wide, lines, by))


def _wide(frame: pd.DataFrame, brands: list[str]) -> pd.DataFrame:
    """period_start, a column for each brand named by its place, complete."""
    found = frame[["period_start", "complete"]].drop_duplicates("period_start", ignore_index=True)
    for place, name in enumerate(brands):
        shares = frame.loc[frame["brand"] == name].set_index("period_start")["share"]
        found[str(place)] = shares.reindex(found["period_start"]).to_numpy()
    return found


def _end(seen: pd.DataFrame, line: Line, *, bold: bool) -> End:
    last = seen[line.column].dropna()
    return End(f"{line.name} {share(last.iloc[-1])}", float(last.iloc[-1]), line.colour, bold=bold)


def _finding(wide: pd.DataFrame, lines: list[Line], by: Grain) -> str:
    whole = wide[wide["complete"]]
    if whole.empty:
        return f"Share of voice, a {by}: no {by} is over yet."
    last = whole.iloc[-1]
    said = ", ".join(f"{line.name} {share(last[line.column])}" for line in lines if known(last[line.column]))
    return f"Share of voice, a {by}. {period_name(days([last['period_start']])[0], by)}: {said or 'nobody was named'}."
