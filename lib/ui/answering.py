"""Response time: what the page says and shows."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from lib.charts import answer_curve as curve_chart
from lib.charts import answer_time as time_chart
from lib.charts import waiting as waiting_chart
from lib.charts.answer_curve import Goal
from lib.metrics.response_time import curve, overall
from lib.metrics.waiting import queue, waiting
from lib.scope import Scope
from lib.ui import cache
from lib.ui.card import NoMatch, Shown, Table, TooFew
from lib.ui.drawing import draw
from lib.ui.figure import Figure, figure, in_points
from lib.ui.freshness import freshness
from lib.ui.page import Answer
from lib.ui.view import View
from lib.wording import count, hours, known, plural, share

RESPONDERS = {"by staff": "staff", "by anyone": "anyone"}
CLOCKS = {"all hours": "calendar", "business hours": "business"}
ENOUGH = 10
"""Questions: with fewer a curve would show the few, not the community."""
MOST_ROWS = 500
SLACK = 1e-9


def choices() -> None:
    """Whose answers count, and which hours: the page's own choices beside the filters."""
    st.selectbox("Answered", list(RESPONDERS), key="responder", bind="query-params", label_visibility="collapsed", width=125)
    st.selectbox("Hours", list(CLOCKS), key="clock", bind="query-params", label_visibility="collapsed", width=155)


@dataclass(frozen=True)
class Asked:
    """Whose answers count, and by which clock."""

    responder: str = "staff"
    clock: str = "calendar"

    @property
    def options(self) -> dict[str, str]:
        """As the metric names them."""
        return {"responder": self.responder, "clock": self.clock}

    @property
    def by(self) -> str:
        """For sentences: answered … ."""
        hours_meant = "" if self.clock == "calendar" else " in business hours"
        return f"{'by staff' if self.responder == 'staff' else 'by anyone'}{hours_meant}"


def asked() -> Asked:
    """What is chosen on this page; on others the defaults."""
    responder, clock = st.session_state.get("responder"), st.session_state.get("clock")
    return Asked(RESPONDERS.get(str(responder), "staff"), CLOCKS.get(str(clock), "calendar"))


@dataclass(frozen=True)
class Reached:
    """How questions of some periods were answered: the figures, and the curve they are read from with its interval."""

    questions: int
    waiting: int
    half: float | None
    within_1h: float | None
    within_24h: float | None
    within_target: float | None
    curve: pd.DataFrame

    def surely_other(self, column: str, value: Any) -> bool:
        """Whether ``value`` lies outside the 95 % interval of this figure."""
        low, high = self.interval(column)
        return not known(low) or not known(high) or not known(value) or not low <= value <= high

    def interval(self, column: str) -> tuple[Any, Any]:
        """The interval of a share within so many hours, or of the hours until half are answered."""
        if column == "half":
            ends = [self.curve.loc[self.curve[name] >= 0.5 - SLACK, "hours"] for name in ("ci_high", "ci_low")]
            return tuple(found.iloc[0] if len(found) else None for found in ends)  # type: ignore[return-value]
        limit = {"within_1h": 1, "within_24h": 24}[column]
        before = self.curve[self.curve["hours"] <= limit].tail(1)
        return (before["ci_low"].iloc[0], before["ci_high"].iloc[0]) if len(before) else (None, None)


def reached(view: View, scope: Scope | None, options: dict[str, str]) -> Reached | None:
    """Over all questions of ``scope``; None where there is no scope or no question."""
    if scope is None:
        return None
    row = cache.reading(view, overall, scope, **options).iloc[0]
    if not row["threads"]:
        return None
    values = {name: float(row[column]) if known(row[column]) else None for name, column in _FIGURES.items()}
    return Reached(int(row["threads"]), int(row["unanswered"]), **values, curve=cache.reading(view, curve, scope, **options))


_FIGURES = {"half": "median_hours", "within_1h": "within_1h", "within_24h": "within_24h", "within_target": "within_target"}


def answer(view: View) -> Answer:
    """How quickly do we answer?"""
    choice = asked()
    now, before = (reached(view, scope, choice.options) for scope in (view.now or view.scope, view.before))
    if now is None:
        return Answer("No questions yet.", "Nobody but staff has opened a thread in this period.")
    target = view.settings.target_first_response_hours
    sure = before is None or now.surely_other("half", before.half)
    verdict = judged(now.half, before.half if before else None, target, sure=sure)
    if now.half is None:
        said = f"Of {plural(now.questions, 'question')} fewer than half were answered {choice.by} so far."
    else:
        change = _sooner(now.half, before.half if before else None, view.length, sure=sure)
        said = f"Half of {plural(now.questions, 'question')} were answered {choice.by} within {hours(now.half)}{change}."
    late = _late(view)[-1]
    wait = f" {plural(int(late), 'question has', 'questions have')} waited for more than a day." if known(late) else ""
    return Answer(verdict, said + wait)


def judged(now: float | None, before: float | None, target: float, *, sure: bool = True) -> str:
    """The verdict from the hours until half are answered, now, before, and as aimed at."""
    if now is None:
        return "Fewer than half have an answer."
    goal = f"the target of {hours(target)}"
    met = now <= target
    if before is None:
        return f"Within {goal}." if met else f"Short of {goal}."
    if not sure or now == before:
        return f"No clear change, {'within' if met else 'short of'} {goal}."
    if now < before:
        return f"Faster than before, and within {goal}." if met else f"Faster than before, but short of {goal}."
    return f"Slower than before, but within {goal}." if met else f"Slower than before, and short of {goal}."


def _sooner(now: float, before: float | None, length: str, *, sure: bool) -> str:
    if before is None:
        return ""
    difference = hours(abs(now - before))
    if difference == "0 min":
        return f", as in the {length} before"
    chance = "" if sure else ", which may be chance"
    return f", {difference} {'sooner' if now < before else 'later'} than in the {length} before{chance}"


def half(view: View) -> Figure:
    """KPI: the median wait."""
    choice = asked()
    now, before = _both(view, choice)
    return figure(
        "Half answered in",
        now.half if now else None,
        before.half if before else None,
        hours,
        better="lower",
        change=lambda now, before: hours(abs(now - before)),
        sure=bool(now and before and now.surely_other("half", before.half)),
        trend=_trend(view, choice, "median_hours"),
        help=f"Half of the questions of {view.length} were answered {choice.by} within this time. Those still open count as waiting. Grey: within chance.",
    )


def within_1h(view: View) -> Figure:
    """KPI: the share answered within an hour."""
    return _within(view, "within_1h", "Within 1 hour")


def within_24h(view: View) -> Figure:
    """KPI: the share answered within a day."""
    return _within(view, "within_24h", "Within 24 hours")


def waiting_over_24h(view: View) -> Figure:
    """KPI: the queue."""
    *ends, before, now = _late(view)
    return figure(
        "Waiting over 24 h",
        now,
        before,
        count,
        better="lower",
        change=lambda now, before: count(abs(now - before)),
        trend=ends,
        help="Questions asked in the period that nobody but their author has replied to for more than 24 hours: "
        f"now, and {view.length} earlier in the same way.",
    )


def how_many_and_when(view: View) -> Shown | TooFew | NoMatch:
    """The answer curve."""
    choice = asked()
    scope = view.now or view.scope
    now, before = (reached(view, one, choice.options) for one in (scope, view.before))
    if now is None:
        return NoMatch("questions by members")
    if now.questions < ENOUGH:
        return TooFew(f"{plural(now.questions, 'question')} in this period. A curve appears from {ENOUGH} questions on.")
    settings = view.settings
    goals = (Goal(settings.target_first_response_hours, 0.5, now.within_target), Goal(24.0, settings.target_answered_24h, now.within_24h))
    earlier = before.curve if before and before.questions >= ENOUGH else now.curve.head(0)
    grey = f" Grey: the {view.length} before." if len(earlier) else ""
    foot = f"{plural(now.questions, 'question')}, {now.waiting:,} still open and counted as waiting. Band: 95% interval.{grey}"
    return Shown(now.curve, draw(curve_chart.answer_curve, now.curve, earlier, goals), foot=foot)


def from_period_to_period(view: View) -> Shown | NoMatch:
    """Median and ninth decile, a period at a time."""
    frame = cache.metric(view, "response_time", None, **asked().options)
    if not frame["threads"].fillna(0).sum():
        return NoMatch("questions by members")
    by = view.scope.by
    dashed = f" Dashed: the {by} is not over." if not frame["complete"].iloc[-1] else ""
    asked_in = frame[frame["threads"].fillna(0) > 0]
    gaps = " No shade where not even nine in ten have an answer." if asked_in["p90_hours"].isna().any() else ""
    foot = f"{by.value.capitalize()}s by the day the question was asked.{dashed}{gaps}"
    return Shown(frame, draw(time_chart.answer_time, frame, by, view.settings.target_first_response_hours), foot=foot)


def who_answers(view: View) -> Shown | NoMatch:
    """The responders; members by their id, never by name."""
    choice = asked()
    frame = cache.metric(view, "responders", responder=choice.responder)
    if frame.empty:
        return NoMatch("answers")
    rows = frame.head(MOST_ROWS).rename(columns=_RESPONDER_COLUMNS)[list(_RESPONDER_COLUMNS.values())]
    settings = {
        "First answers": st.column_config.NumberColumn(format="localized"),
        "Answers": st.column_config.NumberColumn(format="localized"),
        "Half within": st.column_config.NumberColumn(format="%.1f h", help="Half of their first answers came within so many hours"),
    }
    first = int(frame["first_replies"].iloc[0])
    total = int(frame["first_replies"].sum())
    foot = f"{plural(len(frame), 'person', 'people')}; the first gave {share(first / total) if total else '—'} of all first answers."
    return Shown(rows, table=Table(settings, f"Who answers, most first answers first. {foot}"), foot=foot)


_RESPONDER_COLUMNS = {"first_replies": "First answers", "member_id": "Member", "replies": "Answers", "median_hours": "Half within"}


def waiting_for_an_answer(view: View) -> Shown | TooFew:
    """The queue, longest wait first."""
    frame = cache.reading(view, queue, view.scope)
    if frame.empty:
        return TooFew("Every question of this period has an answer.", hint="Nobody waits.", label="Nothing waits")
    late = int((frame["age_hours"] > waiting_chart.LATE).sum())
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
    foot = f"{late:,} of {plural(len(frame), 'open question')} for over 24 hours.{cut}"
    return Shown(_as_text(shown), table=Table(settings, f"Questions without an answer, the longest wait first. {foot}"), foot=foot, seen=shown)


def where_questions_wait(view: View) -> Shown:
    """How many wait, by how long."""
    frame = cache.reading(view, queue, view.scope)
    ages = waiting_chart.by_age(frame["age_hours"])
    return Shown(ages[["age", "questions"]], draw(waiting_chart.waiting, ages), foot=f"{plural(len(frame), 'open question')}")


def _as_text(shown: pd.DataFrame) -> pd.DataFrame:
    """The rows as a file can hold them: a channel is a text, not a list."""
    return shown.assign(Channel=[", ".join(names) for names in shown["Channel"]]) if "Channel" in shown else shown


def _both(view: View, choice: Asked) -> tuple[Reached | None, Reached | None]:
    return reached(view, view.now or view.scope, choice.options), reached(view, view.before, choice.options)


def _within(view: View, column: str, label: str) -> Figure:
    choice = asked()
    now, before = _both(view, choice)
    value, earlier = (getattr(one, column) if one else None for one in (now, before))
    return figure(
        label,
        value,
        earlier,
        share,
        better="higher",
        change=in_points,
        sure=bool(now and known(earlier) and now.surely_other(column, earlier)),
        trend=_trend(view, choice, column),
        help=f"Share of the questions of {view.length} answered {choice.by} within that time; those still open count as waiting. Grey: within chance.",
    )


def _trend(view: View, choice: Asked, column: str) -> list[Any]:
    frame = cache.metric(view, "response_time", None, **choice.options)
    return list(frame.loc[frame["complete"], column])


def _late(view: View) -> list[Any]:
    """How many waited for over 24 hours at the end of each whole period, then one whole length ago (None where unknown), then now."""
    until = freshness(view).until
    if until is None or view.period is None:
        return [None, None]
    zone, by = view.settings.zoneinfo, view.scope.by
    ends = [datetime.combine(by.next(start), time(), zone) for start in view.whole]
    last = datetime.combine(view.period.last + timedelta(days=1), time(), zone)
    now = min(until, last)
    length = by.next(view.whole[-1]) - view.whole[0] if view.whole else timedelta()
    moments = [*ends, now - length, now]
    found = cache.reading(view, waiting, view.scope, tuple(pd.Timestamp(moment) for moment in moments), view.period.length)["waiting"].tolist()
    reaches = bool(view.whole) and view.data is not None and (now - length - timedelta(days=view.period.length)).date() >= view.data.start
    return [*found[:-2], found[-2] if reaches else None, found[-1]]
