"""The score by group: a dot with its interval now, a tick in ink before; red only where it fell beyond chance."""

from typing import Any

import altair as alt
import pandas as pd

from lib.charts.nearest import TITLE, texts, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import BAD, CONTEXT, INK, finished, role
from lib.charts.voice import POINTS
from lib.wording import count, listed, signed

ROW = 34
"""Pixels for one group."""
AXIS = 40


def score_by_group(groups: pd.DataFrame, noun: str) -> Picture:
    """NPS by group, in the order given: columns group, now, low, high (95 %), before (null: not known), responses, thin, worse.

    ``thin``: too few answers to tell, drawn hollow. ``worse``: less than before, beyond chance.
    """
    if groups.empty:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), ROW), f"Net Promoter Score by {noun}: nobody answered.")
    drawn = _written(groups)
    values = [0.0, *(value for name in ("now", "low", "high", "before") for value in drawn[name].dropna())]
    room = 0.04 * (max(values) - min(values)) or 5.0
    scale = alt.Scale(domain=[max(min(values) - room, -103), min(max(values) + room, 103)], nice=False)
    x = alt.X(field="now", type="quantitative", scale=scale, axis=alt.Axis(labelExpr=POINTS, grid=True, tickCount=5))
    y = alt.Y(field="group", type="nominal", sort=list(drawn["group"]), axis=alt.Axis(labelLimit=130), scale=alt.Scale(padding=0.4))
    layers: list[Any] = [alt.Chart(pd.DataFrame({"now": [0]})).mark_rule(opacity=0.5).encode(x=x, color=role(INK))]
    for worse, colour in ((False, CONTEXT), (True, BAD)):
        rows = drawn[drawn["worse"].astype(bool) == worse]
        spread = rows[["group", "low", "high"]].rename(columns={"low": "now"})
        if len(spread):
            layers.append(alt.Chart(spread).mark_rule(strokeWidth=7, opacity=0.22).encode(x=x, x2=alt.X2(field="high"), y=y, color=role(colour)))
        for thin in (False, True):
            dots = rows[rows["thin"].astype(bool) == thin]
            if len(dots):
                mark = alt.Chart(dots).mark_point(filled=not thin, size=90, opacity=1, strokeWidth=1.3)
                layers.append(mark.encode(x=x, y=y, color=role(colour), tooltip=tooltip(["Now", "95%", "Before", "Answers"])))
    both = drawn[drawn["before"].notna()]
    if len(both):
        earlier = alt.Chart(both[["group", "before"]].rename(columns={"before": "now"})).mark_tick(size=16, thickness=2, opacity=0.9)
        layers.append(earlier.encode(x=x, y=y, color=role(INK)))
    number = alt.Chart(drawn[["group", "number"]]).mark_text(align="left", dx=10, opacity=0.75, clip=False)
    layers.append(number.encode(x=alt.value("width"), y=y, text=alt.Text(field="number", type="nominal"), color=role(INK)))
    worse_names = [str(name) for name in drawn.loc[drawn["worse"].astype(bool), "group"]]
    finding = f"Less than before: {listed(worse_names)}." if worse_names else "None fell beyond chance."
    said = ", ".join(f"{name} {signed(value, 0)}" for name, value in zip(drawn["group"], drawn["now"], strict=True))
    return Picture(finished(alt.layer(*layers), ROW * len(drawn) + AXIS), f"Net Promoter Score by {noun}: {said}. {finding}")


def _written(groups: pd.DataFrame) -> pd.DataFrame:
    numbers = [count(value) for value in groups["responses"]]
    written = {
        TITLE: [str(name) for name in groups["group"]],
        "Now": [signed(value, 0) for value in groups["now"]],
        "95%": [f"{signed(low, 0)} to {signed(high, 0)}" for low, high in zip(groups["low"], groups["high"], strict=True)],
        "Before": [signed(value, 0) for value in groups["before"]],
        "Answers": numbers,
        "number": [f"{number} answers" if not place else number for place, number in enumerate(numbers)],
    }
    found = texts(groups, written)
    return found.assign(**{name: found[name].astype("float64") for name in ("now", "low", "high", "before")})
