"""Which assumption moves the result most: a bar each, the widest first, from the result at its one end to the result at its other."""

from typing import Any

import altair as alt
import pandas as pd

from lib.charts.money_axis import across, break_even_rules, money_x
from lib.charts.nearest import TITLE, texts, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import BAD, GOOD, INK, finished, role
from lib.wording import money

ROW = 46
NAME, TOP, BOTTOM = 9, 21, 35
"""Within a row, in pixels: the middle of the assumption's name, and the bar's edges."""
REACH = 4
STRENGTH = 0.78
FOOT = 4


def tornado(frame: pd.DataFrame, base: float, currency: str) -> Picture:
    """``frame``: a row an assumption, the widest first: name, at_low and at_high (its two ends in words), net_low and net_high (what is left then).

    ``base``: what is left where every assumption stands at base. Red below zero, where the programme would cost more than it brings.
    """
    if frame.empty:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), ROW), "What moves the result most: not known yet.")
    height = ROW * len(frame) + FOOT
    rows = _rows(frame, currency)
    ends = across([base, *rows["from"], *rows["to"]])
    y = _down(height)
    layers: list[Any] = [layer for colour, part in _coloured(rows) for layer in _bars(part, money_x("from", ends, currency), y, colour)]
    crossed = rows[(rows["from"] <= 0) & (rows["to"] >= 0)]  # elsewhere the rule would run through the ends' texts; its foot stands at the axis
    tops, bottoms = [*(crossed["top"] - REACH), height - FOOT - REACH], [*(crossed["bottom"] + REACH), height]
    layers.append(break_even_rules(tops, bottoms, money_x("zero", ends, currency)))
    marks = rows.assign(base=base, top=rows["top"] - REACH, bottom=rows["bottom"] + REACH)[["base", "top", "bottom"]]
    mark = alt.Chart(marks).mark_rule(strokeWidth=3, opacity=1)
    layers.append(mark.encode(x=money_x("base", ends, currency), y=y("top"), y2=alt.Y2(field="bottom"), color=role(INK)))
    names = alt.Chart(rows[["name", "at"]]).mark_text(align="left", baseline="middle", fontWeight=600, limit=420, clip=False)
    layers.append(names.encode(x=alt.value(0), y=y("at"), text=alt.Text(field="name", type="nominal"), color=role(INK)))
    sides: tuple[tuple[str, Any, int], ...] = (("from", "right", -6), ("to", "left", 6))
    for side, align, dx in sides:
        labels = rows[[side, "middle", f"{side}_text"]].rename(columns={side: "place", f"{side}_text": "text"})
        text = alt.Chart(labels).mark_text(align=align, baseline="middle", dx=dx, clip=False)
        layers.append(text.encode(x=money_x("place", ends, currency), y=y("middle"), text=alt.Text(field="text", type="nominal"), color=role(INK)))
    widest = rows.iloc[0]
    finding = f"{widest['name']} moves it most, from {widest['from_said']} at {widest['from_text']} to {widest['to_said']} at {widest['to_text']}"
    return Picture(finished(alt.layer(*layers), height), f"Value less cost, one assumption at a time; base {money(base, currency)}. {finding}.")


def _rows(frame: pd.DataFrame, currency: str) -> pd.DataFrame:
    """name, from, to (the lesser result first), the assumption's value at each in words, the results in words, and the row's heights."""
    found = []
    for place, row in enumerate(frame.to_dict("records")):
        low, high = sorted([(float(row["net_low"]), str(row["at_low"])), (float(row["net_high"]), str(row["at_high"]))], key=lambda end: end[0])
        found.append(
            {"name": str(row["name"]), "from": low[0], "to": high[0], "from_text": low[1], "to_text": high[1]}
            | {"from_said": money(low[0], currency), "to_said": money(high[0], currency)}
            | {"at": place * ROW + NAME, "top": place * ROW + TOP, "bottom": place * ROW + BOTTOM, "middle": place * ROW + (TOP + BOTTOM) / 2}
        )
    return pd.DataFrame(found)


def _coloured(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The bars cut at break-even."""
    below, above = rows[rows["from"] < 0], rows[rows["to"] > 0]
    return [(BAD, below.assign(to=below["to"].clip(upper=0.0))), (GOOD, above.assign(**{"from": above["from"].clip(lower=0.0)}))]


def _bars(part: pd.DataFrame, x: alt.X, y: Any, colour: str) -> list[Any]:
    if part.empty:
        return []
    ends = [[f"{row[f'{side}_said']} at {row[f'{side}_text']}" for row in part.to_dict("records")] for side in ("from", "to")]
    drawn = texts(part[["from", "to", "top", "bottom"]], {TITLE: list(part["name"]), "Least": ends[0], "Most": ends[1]})
    place: dict[str, Any] = {"x": x, "x2": alt.X2(field="to"), "y": y("top"), "y2": alt.Y2(field="bottom")}
    return [alt.Chart(drawn).mark_rect(opacity=STRENGTH, cornerRadius=2).encode(**place, color=role(colour), tooltip=tooltip(["Least", "Most"]))]


def _down(height: int) -> Any:
    """Channels in pixels from the top."""
    scale = alt.Scale(domain=[height, 0], nice=False, zero=False)
    return lambda field: alt.Y(field=field, type="quantitative", axis=None, scale=scale)
