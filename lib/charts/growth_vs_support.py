"""The community above, support below, on one time axis and two scales; and how the changes of the one go with those of the other."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.axes import NARROW, days
from lib.charts.bars import Part, stacked
from lib.charts.events import Event, over
from lib.charts.lines import Line, lines
from lib.charts.nearest import TITLE, texts, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, CONTEXT, INK, SECOND, finished, role
from lib.scope import Grain
from lib.wording import count, period_name, share, signed

MEMBERS = Line("mau", "Monthly active", ACCENT)
SIGNED = "(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + format(abs(datum.value), '.2~f')"


def members_panel(frame: pd.DataFrame, by: Grain, happened: Sequence[Event] = ()) -> Picture:
    """Monthly active members on the last day of each period: columns period_start, mau, complete of growth_vs_tickets."""
    starts = days(frame["period_start"])
    ends = frame.assign(day=pd.to_datetime([by.next(start) - timedelta(days=1) for start in starts]))
    across = _across(frame, by)
    chart = lines(ends, (MEMBERS,), x="day", by=Grain.DAY, height=190, zero=False, named=False, extent=NARROW, across=across)
    return Picture(over(chart, happened, across), f"Monthly active members at the end of each {by}. {_finding(frame, by, 'mau')}")


def tickets_panel(frame: pd.DataFrame, column: str, name: str, by: Grain, happened: Sequence[Event] = ()) -> Picture:
    """Tickets of each period, or tickets for each 1,000 customers: columns period_start, ``column``, complete."""
    across = _across(frame, by)
    chart = stacked(frame, (Part(column, name, SECOND, 0.7),), by=by, height=140, named=False, extent=NARROW, across=across)
    return Picture(over(chart, happened, across, named=False), f"{name}, a {by}. {_finding(frame, by, column)}")


def lag_scan(frame: pd.DataFrame, by: Grain) -> Picture:
    """The correlation at each lag over the band that chance gives: columns lag, r, chance, pairs."""
    rows = frame.dropna(subset=["r"])
    if rows.empty:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), 230), f"Correlation by {by}s of delay: not known.")
    reach = max(0.5, 1.15 * float(max(rows["r"].abs().max(), rows["chance"].max())))
    labels = f"datum.value == 0 ? 'same {by}' : '+' + datum.value"
    axis = alt.Axis(values=list(range(9)), tickCount=9, labelExpr=labels, grid=False, format="d")
    x = alt.X(field="lag", type="quantitative", axis=axis, scale=alt.Scale(domain=[-0.5, 8.5], nice=False))
    y = alt.Y(field="r", type="quantitative", axis=alt.Axis(labelExpr=SIGNED, tickCount=5), scale=alt.Scale(domain=[-reach, reach], nice=False))
    edges = pd.DataFrame({"from": rows["lag"] - 0.5, "to": rows["lag"] + 0.5, "low": -rows["chance"], "high": rows["chance"]})
    band = alt.Chart(edges).mark_rect(opacity=0.16)
    across: dict[str, Any] = {"x": alt.X(field="from", type="quantitative"), "x2": alt.X2(field="to")}
    written = {
        TITLE: [f"Same {by}" if lag == 0 else f"{lag} {by}{'s' if lag > 1 else ''} later" for lag in rows["lag"]],
        "Correlation": [signed(value) for value in rows["r"]],
        "By chance": [f"up to ±{value:.2f}" for value in rows["chance"]],
        "Pairs": [count(value) for value in rows["pairs"]],
    }
    points = texts(rows[["lag", "r"]].assign(zero=0.0), written)
    said = tooltip(["Correlation", "By chance", "Pairs"])
    layers = [
        band.encode(**across, y=alt.Y(field="low", type="quantitative"), y2=alt.Y2(field="high"), color=role(CONTEXT)),
        alt.Chart(pd.DataFrame({"r": [0]})).mark_rule(opacity=0.6).encode(y=y, color=role(INK)),
        alt.Chart(points).mark_rule(strokeWidth=2).encode(x=x, y=y, y2=alt.Y2(field="zero"), color=role(ACCENT)),
        alt.Chart(points).mark_point(filled=True, size=70, opacity=1).encode(x=x, y=y, color=role(ACCENT), tooltip=said),
    ]
    strongest = rows.iloc[int(rows["r"].abs().to_numpy().argmax())]
    outside = int((rows["r"].abs() > rows["chance"]).sum())
    found = f"largest {signed(strongest['r'])} at {int(strongest['lag'])} {by}s; {outside or 'none'} beyond what chance gives"
    return Picture(finished(alt.layer(*layers), 230), f"Correlation of changes by {by}s of delay: {found}.")


def _across(frame: pd.DataFrame, by: Grain) -> tuple[date, date]:
    starts = days(frame["period_start"])
    return (starts[0], by.next(starts[-1])) if starts else (date(2000, 1, 1), date(2000, 1, 2))


def _finding(frame: pd.DataFrame, by: Grain, column: str) -> str:
    whole = frame[frame["complete"] & frame[column].notna()]
    if whole.empty:
        return f"No whole {by} is known."
    first, last = (whole.iloc[place] for place in (0, -1))
    names = [period_name(days([row["period_start"]])[0], by) for row in (first, last)]
    change = f", {share(abs(last[column] / first[column] - 1))} {'more' if last[column] > first[column] else 'less'}" if first[column] else ""
    return f"{names[0]}: {count(first[column])}. {names[1]}: {count(last[column])}{change}."
