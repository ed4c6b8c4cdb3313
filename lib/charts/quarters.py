"""A figure over a few quarters, small enough to stand below its number: dots with their intervals, the quarter in question last and in accent."""

from typing import Any

import altair as alt
import pandas as pd

from lib.charts.nearest import TITLE, texts, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, CONTEXT, DASH, finished, role

HEIGHT = 44


def quarters(frame: pd.DataFrame, name: str) -> Picture:
    """``frame``: a row a quarter, oldest first: quarter (its name), value, low, high (null: counted, or not known), said (the value in words), complete."""
    rows = frame.assign(place=range(len(frame)))
    for column in ("value", "low", "high"):
        rows[column] = pd.to_numeric(rows[column], errors="coerce").astype("float64")
    rows = rows[rows["value"].notna()]
    if rows.empty:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), HEIGHT), f"{name} by quarter: not known.")
    x = alt.X(field="place", type="quantitative", axis=None, scale=alt.Scale(domain=[-0.3, max(len(frame) - 0.7, 0.7)], nice=False))
    numbers = rows[["value", "low", "high"]]
    low, high = float(numbers.min().min()), float(numbers.max().max())
    room = (high - low) * 0.12 or max(abs(high) * 0.1, 1.0)
    y = alt.Y(field="value", type="quantitative", axis=None, scale=alt.Scale(domain=[low - room, high + room], nice=False, zero=False))
    drawn = texts(rows, {TITLE: list(rows["quarter"]), name: list(rows["said"])})
    layers: list[Any] = []
    sure = rows.dropna(subset=["low", "high"])[["place", "low", "high"]].rename(columns={"low": "value"})
    if len(sure):
        layers.append(alt.Chart(sure).mark_rule(strokeWidth=5, opacity=0.22, strokeCap="round").encode(x=x, y=y, y2=alt.Y2(field="high"), color=role(CONTEXT)))
    for whole, cut in _cut(rows):
        mark: dict[str, Any] = {"strokeWidth": 1.5, "opacity": 0.8} | ({} if whole else {"strokeDash": DASH})
        layers.append(alt.Chart(cut).mark_line(**mark).encode(x=x, y=y, detail=alt.Detail(field="part", type="nominal"), color=role(CONTEXT)))
    last = drawn["place"] == len(frame) - 1
    for chosen, colour, size in ((drawn[~last], CONTEXT, 24), (drawn[last], ACCENT, 60)):
        for whole in (True, False):
            dots = chosen[chosen["complete"].astype(bool) == whole][["place", "value", TITLE, name]].rename(columns={name: "said"})
            if len(dots):
                mark_dot = alt.Chart(dots).mark_point(filled=whole, size=size, opacity=1)
                layers.append(mark_dot.encode(x=x, y=y, color=role(colour), tooltip=tooltip({"said": name})))
    path = ", ".join(f"{row['quarter']} {row['said']}" for row in rows.to_dict("records"))
    return Picture(finished(alt.layer(*layers), HEIGHT), f"{name} by quarter: {path}.")


def _cut(rows: pd.DataFrame) -> list[tuple[bool, pd.DataFrame]]:
    """The line between neighbours, in pieces: whole quarters, and those of which one is not over."""
    found: list[tuple[bool, pd.DataFrame]] = []
    for whole in (True, False):
        pieces = []
        for place in range(1, len(rows)):
            two = rows.iloc[place - 1 : place + 1]
            if two["place"].diff().iloc[1] == 1 and bool(two["complete"].all()) == whole:
                pieces.append(two[["place", "value"]].assign(part=place))
        if pieces:
            found.append((whole, pd.concat(pieces, ignore_index=True)))
    return found
