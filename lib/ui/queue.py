"""The questions that wait for an answer."""

from datetime import datetime, time, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from lib.charts import waiting as waiting_chart
from lib.metrics.waiting import queue, waiting
from lib.ui import cache
from lib.ui.card import Shown, Table, TooFew
from lib.ui.drawing import draw
from lib.ui.figure import Figure, figure
from lib.ui.freshness import freshness
from lib.ui.view import View
from lib.wording import count, known, plural

MOST_ROWS = 500


def waiting_over_24h(view: View) -> Figure:
    """KPI: the queue."""
    *ends, before, now = late(view)
    return figure(
        "Waiting over 24 h",
        now,
        before,
        count,
        better="lower",
        change=lambda now, before: count(abs(now - before)),
        trend=ends,
        help="Questions asked in the period that nobody but their author has replied to for more than 24 hours: "
        f"now{f', and {view.ago} in the same way' if known(before) else ''}.",
    )


def waiting_for_an_answer(view: View) -> Shown | TooFew:
    """The queue, longest wait first."""
    frame = cache.reading(view, queue, view.scope)
    if frame.empty:
        return TooFew("Every question of this period has an answer.", hint="Nobody waits.", label="Nothing waits")
    rows = frame.head(MOST_ROWS)
    shown = pd.DataFrame({"Waiting": rows["age_hours"], "Question": rows["title"]})
    settings: dict[str, Any] = {
        "Waiting": st.column_config.NumberColumn(format="%.0f h", width="small"),
        "Question": st.column_config.TextColumn(width="large"),
    }
    if rows["channel"].notna().any():
        shown["Channel"] = [[name] if known(name) else [] for name in rows["channel"]]
        settings["Channel"] = st.column_config.MultiselectColumn(options=sorted(rows["channel"].dropna().unique()), color="gray")
    if rows["views"].notna().any():
        shown["Views"] = rows["views"]
        settings["Views"] = st.column_config.NumberColumn(format="localized", width="small")
    if rows["url"].notna().any():
        shown["Open"] = [value if known(value) and str(value).startswith(("https://", "http://")) else None for value in rows["url"]]
        settings["Open"] = st.column_config.LinkColumn("", display_text=":material/open_in_new:", width="small")
    cut = f" The {MOST_ROWS} longest are shown." if len(frame) > MOST_ROWS else ""
    foot = f"{overdue(view):,} of {plural(len(frame), 'open question')} for over 24 hours.{cut}"
    return Shown(_as_text(shown), table=Table(settings, f"Questions without an answer, the longest wait first. {foot}"), foot=foot, seen=shown)


def where_questions_wait(view: View) -> Shown:
    """How many wait, by how long."""
    frame = cache.reading(view, queue, view.scope)
    ages = waiting_chart.by_age(frame["age_hours"])
    return Shown(ages[["age", "questions"]], draw(waiting_chart.waiting, ages), foot=f"{plural(len(frame), 'open question')}")


def _as_text(shown: pd.DataFrame) -> pd.DataFrame:
    """The rows as a file can hold them: a channel is a text, not a list."""
    return shown.assign(Channel=[", ".join(names) for names in shown["Channel"]]) if "Channel" in shown else shown


def overdue(view: View, hours: float = waiting_chart.LATE) -> int:
    """How many of the period's questions wait today for over 24 hours, or as many as are told."""
    return int((cache.reading(view, queue, view.scope)["age_hours"] > hours).sum())


def late(view: View, hours: float = waiting_chart.LATE) -> list[Any]:
    """How many waited for over ``hours`` at the end of each whole period, then on the day compared with, then today.

    Of a period in the past only what waits today is told: who waited then, and has an answer since, is another question.
    """
    until, now = freshness(view).until, overdue(view, hours)
    if until is None or view.period is None or view.data is None or view.period.last < view.data.last:
        return [None, now]
    zone, by = view.settings.zoneinfo, view.scope.by
    ends = [datetime.combine(by.next(start), time(), zone) for start in view.whole]
    back = timedelta(days=(until.date() - (view.before_day(until.date()) or until.date())).days)
    moments = tuple(pd.Timestamp(moment) for moment in (*ends, until - back))
    found = cache.reading(view, waiting, view.scope, moments, view.period.length, hours)["waiting"].tolist()
    reaches = bool(view.whole) and (until - back - timedelta(days=view.period.length)).date() >= view.data.start
    return [*found[:-1], found[-1] if reaches else None, now]
