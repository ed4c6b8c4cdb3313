"""Content: what the page says and shows."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.charts import content as content_chart
from lib.charts import heat_map
from lib.charts.axes import days
from lib.ui import cache
from lib.ui.card import Shown, Table, TooFew
from lib.ui.drawing import draw
from lib.ui.figure import Figure, figure, in_points
from lib.ui.page import Answer
from lib.ui.period_column import named_periods
from lib.ui.view import View
from lib.wording import average, count, known, percent, plural, share

STEADY = 0.02
STEADY_POINTS = 0.01


def answer(view: View) -> Answer:
    """What do members write?"""
    now, before = _total(view, "ugc")
    if not known(now):
        return Answer("Too early to say.", f"No {view.scope.by} is over yet.")
    verdict, how = compared(now, before)
    by_members = _share(view)[0]
    said = f"In {view.length} members wrote {plural(round(now), 'post or comment', 'posts and comments')}{how}"
    said += f", {share(by_members)} of all that was written." if known(by_members) else "."
    people, _ = _mean(view, "contributors")
    first, _ = _total(view, "new_contributors")
    said += f" {average(people)} members write in a typical {view.scope.by}" if known(people) else ""
    said += f"; {plural(round(first), 'member', 'members')} wrote for the first time." if known(first) else "." if known(people) else ""
    return Answer(verdict, said)


def compared(now: float, before: Any) -> tuple[str, str]:
    """The verdict, and the change in words."""
    if not known(before):
        return "No comparison yet.", ""
    if not before:
        return ("More than before.", ", after none before") if now else ("As quiet as before.", "")
    change = now / before - 1
    if abs(change) < STEADY:
        return "As much as before.", ""
    return ("More than before." if change > 0 else "Less than before."), f", {percent(change)} {'more' if change > 0 else 'less'} than before"


def written(view: View) -> tuple[Any, Any]:
    """Posts and comments by members, now and before; None where not known."""
    return _total(view, "ugc")


def typical_contributors(view: View) -> tuple[Any, Any]:
    """Members who write in a period of the grain, on average, now and before; None where not known."""
    return _mean(view, "contributors")


def content(view: View) -> Figure:
    """KPI: posts and comments by members."""
    now, before = written(view)
    return figure(
        "Member content",
        now,
        before,
        count,
        better="higher",
        sure=_moved(now, before),
        trend=_trend(view, "ugc"),
        help=f"Posts and comments by members in {view.length}, staff and bots left out.",
    )


def by_members(view: View) -> Figure:
    """KPI: the members' share."""
    now, before = _share(view)
    return figure(
        "Share by members",
        now,
        before,
        share,
        better="higher",
        change=in_points,
        sure=now is not None and before is not None and abs(now - before) >= STEADY_POINTS,
        trend=_trend(view, "ugc_share"),
        help="Posts and comments by members, of those by members and staff together.",
    )


def contributors(view: View) -> Figure:
    """KPI: how many write."""
    now, before = typical_contributors(view)
    return figure(
        "Contributors",
        now,
        before,
        average,
        better="higher",
        sure=_moved(now, before),
        trend=_trend(view, "contributors"),
        help=f"Members with a post or comment in a {view.scope.by}, mean of {view.length}.",
    )


def new_contributors(view: View) -> Figure:
    """KPI: how many write for the first time."""
    now, before = _total(view, "new_contributors")
    return figure(
        "New contributors",
        now,
        before,
        count,
        better="higher",
        sure=_moved(now, before),
        trend=_trend(view, "new_contributors"),
        help=f"Members whose first post or comment ever lies in the {view.length}.",
    )


def by_kind(view: View) -> Shown:
    """Posts and comments."""
    frame = cache.metric(view, "ugc")
    staff = "With staff." if view.scope.include_staff else "Staff left out."
    return Shown(frame, draw(content_chart.by_kind, frame, view.scope.by), foot=f"{staff}{_faint(view, frame)}")


def by_author(view: View) -> Shown:
    """Members against staff."""
    frame = cache.metric(view, "ugc")
    return Shown(frame, draw(content_chart.by_author, frame, view.scope.by), foot=f"Bots left out.{_faint(view, frame)}")


def people(view: View) -> Shown:
    """Contributors, and the new among them."""
    frame = cache.metric(view, "ugc")
    dashed = f" Dashed: this {view.scope.by} is not over." if _open(frame) else ""
    return Shown(frame, draw(content_chart.contributors, frame, view.scope.by), foot=f"New: wrote for the first time.{dashed}")


def when(view: View) -> Shown | TooFew:
    """The community's week."""
    frame = cache.metric(view, "activity_hours")
    total = frame["activities"].sum()
    if not known(total) or not total:
        return TooFew("No activity in this period.")
    place = view.settings.zone.rsplit("/", 1)[-1].replace("_", " ")
    return Shown(frame, draw(heat_map.activity_hours, frame), foot=f"{plural(int(total), 'activity', 'activities')}, by the clocks of {place}.")


def behind_the_numbers(view: View) -> Shown:
    """The periods as a table, newest first."""
    by = view.scope.by
    frame = cache.metric(view, "ugc").iloc[::-1]
    rows = pd.DataFrame(
        {
            **named_periods(days(frame["period_start"]), by),
            **{label: frame[name].to_numpy() for label, name in _COLUMNS.items()},
            "By members": (100 * frame["ugc_share"]).to_numpy(),
            "State": ["" if complete else "so far" if place == 0 else "partly known" for place, complete in enumerate(frame["complete"])],
        }
    )
    settings: dict[str, Any] = {label: st.column_config.NumberColumn(format="localized") for label in _COLUMNS}
    settings |= {"By members": st.column_config.NumberColumn(format="%.0f%%"), "State": st.column_config.TextColumn("", width="small")}
    return Shown(rows, table=Table(settings, f"Content, a row a {by}"))


_COLUMNS = {
    "Posts": "posts",
    "Comments": "comments",
    "Reactions": "reactions",
    "By staff": "staff_content",
    "Contributors": "contributors",
    "New": "new_contributors",
}


def _frame(view: View) -> pd.DataFrame:
    return cache.metric(view, "ugc", view.both or view.scope)


def _rows(view: View) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of the whole periods, and of those before."""
    frame = _frame(view)
    now, before = (frame[frame["complete"] & frame["period_start"].isin(pd.to_datetime(list(starts)))] for starts in (view.whole, view.earlier))
    return now, before


def _total(view: View, column: str) -> tuple[Any, Any]:
    now, before = (float(rows[column].sum()) if len(rows) and rows[column].notna().all() else None for rows in _rows(view))
    return now, before


def _mean(view: View, column: str) -> tuple[Any, Any]:
    now, before = (float(rows[column].mean()) if len(rows) and rows[column].notna().all() else None for rows in _rows(view))
    return now, before


def _share(view: View) -> tuple[float | None, float | None]:
    found = []
    for rows in _rows(view):
        members, staff = float(rows["ugc"].sum()), float(rows["staff_content"].sum())
        found.append(members / (members + staff) if members + staff else None)
    return found[0], found[1]


def _trend(view: View, column: str) -> list[Any]:
    return _rows(view)[0][column].tolist()


def _moved(now: Any, before: Any) -> bool:
    return known(now) and known(before) and (not before or abs(now / before - 1) >= STEADY)


def _open(frame: pd.DataFrame) -> bool:
    return bool(len(frame)) and not frame["complete"].iloc[-1]


def _faint(view: View, frame: pd.DataFrame) -> str:
    return f" Faint, dashed edge: this {view.scope.by} is not over." if _open(frame) else ""
