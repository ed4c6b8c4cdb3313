"""Heat maps: how much, in shades of one colour that ink reads on."""

from typing import Any

import altair as alt
import pandas as pd

from lib.charts.axes import days
from lib.charts.nearest import TITLE, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import INK, finished, role
from lib.scope import Grain
from lib.wording import count, period_name, plural, share, short_day

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
THIN = 10
"""Members: a cohort smaller than this is written without a shade, since one person moves it by 10 points or more."""
ROW = 23


def retention(frame: pd.DataFrame, by: Grain) -> Picture:
    """Of each cohort the share that is active so many periods later; newest last, only cells that are over. Columns as retention has them."""
    cells = frame[(frame["offset"] > 0) & frame["share"].notna()]
    cohorts = cells.drop_duplicates("cohort_start")
    starts = days(cohorts["cohort_start"])
    names = dict(zip(cohorts["cohort_start"], [_cohort(day, by) for day in starts], strict=True))
    drawn = pd.DataFrame(
        {
            "cohort": [names[start] for start in cells["cohort_start"]],
            "later": [f"{offset}" for offset in cells["offset"]],
            "share": cells["share"].astype("float64"),
            "percent": [f"{value * 100:.0f}" for value in cells["share"]],
            "thin": [bool(size < THIN) for size in cells["cohort_size"]],
            TITLE: [
                f"{period_name(day, by)}, {plural(int(later), by.value)} later" for day, later in zip(days(cells["cohort_start"]), cells["offset"], strict=True)
            ],
            "Active again": [share(value) for value in cells["share"]],
            "Members": [f"{count(active)} of {count(size)}" for active, size in zip(cells["active"], cells["cohort_size"], strict=True)],
        }
    )
    x = alt.X(field="later", type="ordinal", sort=None, axis=alt.Axis(orient="top", labelAngle=0), scale=alt.Scale(paddingInner=0.06, paddingOuter=0))
    y = alt.Y(field="cohort", type="ordinal", sort=list(names.values()), axis=alt.Axis(), scale=alt.Scale(paddingInner=0.08, paddingOuter=0))
    tips = tooltip(["Active again", "Members"])
    shade = alt.Color(field="share", type="quantitative", legend=None, scale=alt.Scale(domain=[0, max(0.01, float(drawn["share"].max()) if len(drawn) else 1)]))
    layers: list[Any] = [alt.Chart(drawn[~drawn["thin"]]).mark_rect(cornerRadius=2).encode(x=x, y=y, color=shade, tooltip=tips)]
    layers.append(alt.Chart(drawn).mark_text().encode(x=x, y=y, text=alt.Text(field="percent", type="nominal"), color=role(INK), tooltip=tips))
    first = cells[cells["offset"] == 1]
    back = first["active"].sum() / first["cohort_size"].sum() if len(first) and first["cohort_size"].sum() else None
    alt_text = f"Share of each {by}'s new members who are active again later. After one {by}: {share(back)} of all."
    return Picture(finished(alt.layer(*layers), max(120, ROW * len(names) + 30)), alt_text)


def activity_hours(frame: pd.DataFrame) -> Picture:
    """When members are active: the columns weekday (1 Monday), hour, activities."""
    drawn = pd.DataFrame(
        {
            "weekday": [WEEKDAYS[int(number) - 1] for number in frame["weekday"]],
            "hour": frame["hour"].astype("int64"),
            "activities": frame["activities"].astype("float64").fillna(0),
            TITLE: [
                f"{WEEKDAYS[int(number) - 1]} {int(hour):02d}:00 to {int(hour) + 1:02d}:00"
                for number, hour in zip(frame["weekday"], frame["hour"], strict=True)
            ],
            "Activities": [count(value) for value in frame["activities"]],
        }
    )
    x = alt.X(
        field="hour",
        type="ordinal",
        axis=alt.Axis(values=[0, 6, 12, 18], labelExpr="datum.value + ':00'", labelAngle=0, labelAlign="left", labelPadding=6),
        scale=alt.Scale(paddingInner=0.06, paddingOuter=0),
    )
    y = alt.Y(field="weekday", type="ordinal", sort=list(WEEKDAYS), axis=alt.Axis(), scale=alt.Scale(paddingInner=0.08, paddingOuter=0))
    shade = alt.Color(
        field="activities", type="quantitative", legend=None, scale=alt.Scale(domain=[0, max(1.0, float(drawn["activities"].max()) if len(drawn) else 1)])
    )
    chart = alt.Chart(drawn).mark_rect(cornerRadius=2).encode(x=x, y=y, color=shade, tooltip=tooltip(["Activities"]))
    return Picture(finished(alt.layer(chart), 240), f"Activities by weekday and hour. {_busiest(drawn)}")


def _busiest(drawn: pd.DataFrame) -> str:
    if drawn.empty or not drawn["activities"].max():
        return "None."
    top = drawn.iloc[int(drawn["activities"].to_numpy().argmax())]
    return f"Busiest: {top[TITLE]}, {top['Activities']}."


def _hour(weekday: int, hour: int) -> str:
    return f"{WEEKDAYS[weekday - 1]} {hour:02d}:00 to {hour + 1:02d}:00"


def _cohort(day: Any, by: Grain) -> str:
    return short_day(day) if by in (Grain.DAY, Grain.WEEK) else period_name(day, by)
