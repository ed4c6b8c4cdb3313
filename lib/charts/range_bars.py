"""Estimates with a lowest and a highest case: a bar between them, a mark at the most likely one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.axes import count_axis, days
from lib.charts.nearest import TITLE, texts, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, INK, finished, role
from lib.scope import Grain
from lib.wording import average, period_name

ROW = 40
AXIS = 34


def named_quarters(starts: Sequence[date], over: Sequence[bool]) -> list[str]:
    """Quarters by name, the newest first; of one that is not whole what is known of it."""
    newest = max(starts, default=None)
    return [
        period_name(start, Grain.QUARTER) + ("" if whole else ", so far" if start == newest else ", in part") for start, whole in zip(starts, over, strict=True)
    ]


def deflected(frame: pd.DataFrame) -> Picture:
    """Tickets spared a quarter: the columns quarter, case (low, base, high), deflected_tickets, complete of deflection; newest first."""
    wide = frame.assign(tickets=frame["deflected_tickets"].astype("float64")).pivot(index="quarter", columns="case", values="tickets")
    wide = wide.reindex(columns=["low", "base", "high"]).dropna().sort_index(ascending=False)
    if wide.empty:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), ROW), "Tickets spared a quarter: not known yet.")
    over = frame.drop_duplicates("quarter").set_index("quarter")["complete"].astype(bool)
    names = named_quarters(days(wide.index), [over[at] for at in wide.index])
    spans = [f"{average(row.low)} to {average(row.high)}" for row in wide.itertuples()]
    most = [average(value) for value in wide["base"]]
    written = {"name": names, "number": most, TITLE: names, "Most likely": most, "Range": spans}
    drawn = texts(wide.reset_index(drop=True).rename_axis(columns=None), written)
    y = alt.Y(field="name", type="nominal", sort=names, axis=alt.Axis(), scale=alt.Scale(padding=0.35))
    scale = alt.Scale(domain=[0, max(1.0, float(wide["high"].max()) * 1.05)], nice=False)
    x = alt.X(field="low", type="quantitative", scale=scale, axis=count_axis(grid=True))
    at = alt.X(field="base", type="quantitative", scale=scale)
    tips = tooltip(["Most likely", "Range"])
    layers: list[Any] = [
        alt.Chart(drawn).mark_bar(opacity=0.3, height=14, cornerRadius=2).encode(x=x, x2=alt.X2(field="high"), y=y, color=role(ACCENT), tooltip=tips),
        alt.Chart(drawn).mark_tick(thickness=3, height=20, opacity=1).encode(x=at, y=y, color=role(ACCENT), tooltip=tips),
        alt.Chart(drawn)
        .mark_text(baseline="bottom", dy=-11, fontWeight=600)
        .encode(x=at, y=y, text=alt.Text(field="number", type="nominal"), color=role(INK), tooltip=tips),
    ]
    finding = f"{names[0]}: {most[0]}, between {spans[0].replace(' to ', ' and ')}"
    return Picture(finished(alt.layer(*layers), ROW * len(drawn) + AXIS), f"Support tickets spared a quarter. {finding}.")
