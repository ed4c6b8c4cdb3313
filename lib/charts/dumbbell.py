"""Before and now, by group: a small grey dot for what is usual, a larger one for now, red only where it got worse for sure."""

from typing import Any

import altair as alt
import pandas as pd

from lib.charts.nearest import TITLE, texts, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import BAD, CONTEXT, INK, finished, role
from lib.wording import count, listed, signed

ROW = 30
"""Pixels for one group."""
AXIS = 40
SIGNED = "(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + format(abs(datum.value), '.2~f')"


def dumbbell(groups: pd.DataFrame, noun: str = "channel") -> Picture:
    """Mean scores by group, in the order given: columns group, now, low, high (95 %), usual (null: not known), posts, thin, worse.

    ``thin``: too few posts to tell, drawn hollow. ``worse``: worse than usual beyond the intervals of both.
    """
    if groups.empty:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), ROW), f"No {noun} could be scored.")
    drawn = _written(groups)
    values = [0.0, *drawn["now"].dropna(), *drawn["usual"].dropna()]
    room = 0.06 * (max(values) - min(values)) or 0.05
    scale = alt.Scale(domain=[min(values) - room, max(values) + room], nice=False)
    x = alt.X(field="now", type="quantitative", scale=scale, axis=alt.Axis(labelExpr=SIGNED, grid=True, tickCount=4))
    y = alt.Y(field="group", type="nominal", sort=list(drawn["group"]), axis=alt.Axis(labelLimit=130), scale=alt.Scale(padding=0.4))
    tips = tooltip(["Now", "95%", "Usual", "Posts"])
    layers: list[Any] = [alt.Chart(pd.DataFrame({"now": [0]})).mark_rule(opacity=0.5).encode(x=x, color=role(INK))]
    for worse, colour in ((False, CONTEXT), (True, BAD)):
        rows = drawn[drawn["worse"].astype(bool) == worse]
        both = rows[rows["usual"].notna()]
        if len(both):
            between = alt.Chart(both[["group", "now", "usual"]]).mark_rule(strokeWidth=2, opacity=0.55)
            layers.append(between.encode(x=x, x2=alt.X2(field="usual"), y=y, color=role(colour)))
            before = alt.Chart(both[["group", "usual"]].rename(columns={"usual": "now"})).mark_point(filled=True, size=36, opacity=1)
            layers.append(before.encode(x=x, y=y, color=role(CONTEXT)))
        for thin in (False, True):
            dots = rows[rows["thin"].astype(bool) == thin]
            if len(dots):
                mark = alt.Chart(dots).mark_point(filled=not thin, size=90, opacity=1, strokeWidth=1.3)
                layers.append(mark.encode(x=x, y=y, color=role(colour), tooltip=tips))
    number = alt.Chart(drawn[["group", "number"]]).mark_text(align="left", dx=10, opacity=0.75, clip=False)
    layers.append(number.encode(x=alt.value("width"), y=y, text=alt.Text(field="number", type="nominal"), color=role(INK)))
    worse_names = [str(name) for name in drawn.loc[drawn["worse"].astype(bool), "group"]]
    finding = f"Worse than usual: {listed(worse_names)}." if worse_names else "None is worse than usual beyond chance."
    return Picture(finished(alt.layer(*layers), ROW * len(drawn) + AXIS), f"Mean sentiment by {noun}, now against what is usual. {finding}")


def _written(groups: pd.DataFrame) -> pd.DataFrame:
    numbers = [count(value) for value in groups["posts"]]
    written = {
        TITLE: [str(name) for name in groups["group"]],
        "Now": [signed(value) for value in groups["now"]],
        "95%": [f"{signed(low)} to {signed(high)}" for low, high in zip(groups["low"], groups["high"], strict=True)],
        "Usual": [signed(value) for value in groups["usual"]],
        "Posts": numbers,
        "number": [f"{number} posts" if not place else number for place, number in enumerate(numbers)],
    }
    found = texts(groups, written)
    return found.assign(now=found["now"].astype("float64"), usual=found["usual"].astype("float64"))
