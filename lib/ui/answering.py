"""Response time: what the page says and shows."""

from typing import Any

import streamlit as st

from lib.charts import answer_curve as curve_chart
from lib.charts import answer_time as time_chart
from lib.charts.answer_curve import Goal
from lib.ui import cache
from lib.ui.card import NoMatch, Shown, Table, TooFew
from lib.ui.drawing import draw
from lib.ui.figure import Figure, figure, in_points
from lib.ui.page import Answer
from lib.ui.queue import overdue
from lib.ui.reached import ENOUGH, Asked, Reached, asked, reached
from lib.ui.view import View
from lib.wording import hours, plural, share

MOST_ROWS = 500


def answer(view: View) -> Answer:
    """How quickly do we answer?"""
    choice = asked(view)
    now, before = (reached(view, scope, choice.options) for scope in (view.now or view.scope, view.before))
    if now is None:
        return Answer("No questions yet.", "Nobody but staff has opened a thread in this period.")
    target = view.settings.target_first_response_hours
    sure = now.surely_other("half", before)
    verdict = judged(now.half, before.half if before else None, target, sure=sure)
    if now.half is None:
        said = f"Of {plural(now.questions, 'question')} fewer than half were answered {choice.by} so far."
    elif 2 * now.waiting > now.questions:
        answered = now.questions - now.waiting
        said = f"An estimated half of {plural(now.questions, 'question')} is answered {choice.by} within {hours(now.half)}; so far {answered:,} have an answer."
    else:
        change = _sooner(now.half, before.half if before else None, view.compared, sure=sure)
        said = f"Half of {plural(now.questions, 'question')} were answered {choice.by} within {hours(now.half)}{change}."
    late = overdue(view)
    wait = f" {plural(late, 'question has', 'questions have')} waited for more than a day." if late else ""
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


def _sooner(now: float, before: float | None, compared: str, *, sure: bool) -> str:
    if before is None:
        return ""
    difference = hours(abs(now - before))
    if difference == "0 min":
        return f", as in {compared}"
    chance = "" if sure else ", which may be chance"
    return f", {difference} {'sooner' if now < before else 'later'} than in {compared}{chance}"


def half(view: View) -> Figure:
    """KPI: the median wait."""
    choice = asked(view)
    now, before = _both(view, choice)
    return figure(
        "Half answered in",
        now.half if now else None,
        before.half if before else None,
        hours,
        better="lower",
        change=lambda now, before: hours(abs(now - before)),
        sure=bool(now and now.surely_other("half", before)),
        trend=_trend(view, choice, "median_hours"),
        help=f"Half of the questions of {view.length} were answered {choice.by} within this time. Those still open count as waiting. Grey: within chance.",
    )


def within_1h(view: View) -> Figure:
    """KPI: the share answered within an hour."""
    return _within(view, "within_1h", "Within 1 hour")


def within_24h(view: View) -> Figure:
    """KPI: the share answered within a day."""
    return _within(view, "within_24h", "Within 24 hours")


def how_many_and_when(view: View) -> Shown | TooFew | NoMatch:
    """The answer curve."""
    choice = asked(view)
    scope = view.now or view.scope
    now, before = (reached(view, one, choice.options) for one in (scope, view.before))
    if now is None:
        return NoMatch("questions by members")
    if now.questions < ENOUGH:
        return TooFew(f"{plural(now.questions, 'question')} in this period. A curve appears from {ENOUGH} questions on.")
    settings = view.settings
    goals = (Goal(settings.target_first_response_hours, 0.5, now.within_target), Goal(24.0, settings.target_answered_24h, now.within_24h))
    earlier = before.curve if before and before.questions >= ENOUGH else now.curve.head(0)
    grey = f" Grey: {view.compared}." if len(earlier) else ""
    foot = f"{plural(now.questions, 'question')}, {now.waiting:,} still open and counted as waiting. Band: 95% interval.{grey}"
    return Shown(now.curve, draw(curve_chart.answer_curve, now.curve, earlier, goals), foot=foot)


def from_period_to_period(view: View) -> Shown | NoMatch:
    """Median and ninth decile, a period at a time."""
    frame = cache.metric(view, "response_time", None, **asked(view).options)
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
    choice = asked(view)
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
    if choice.clock == "business":
        foot += " Half within counts all hours, at night and on weekends too."
    return Shown(rows, table=Table(settings, f"Who answers, most first answers first. {foot}"), foot=foot)


_RESPONDER_COLUMNS = {"first_replies": "First answers", "member_id": "Member", "replies": "Answers", "median_hours": "Half within"}


def _both(view: View, choice: Asked) -> tuple[Reached | None, Reached | None]:
    return reached(view, view.now or view.scope, choice.options), reached(view, view.before, choice.options)


def _within(view: View, column: str, label: str) -> Figure:
    choice = asked(view)
    now, before = _both(view, choice)
    value, earlier = (getattr(one, column) if one else None for one in (now, before))
    return figure(
        label,
        value,
        earlier,
        share,
        better="higher",
        change=in_points,
        sure=bool(now and now.surely_other(column, before)),
        trend=_trend(view, choice, column),
        help=f"Share of the questions of {view.length} answered {choice.by} within that time; those still open count as waiting. Grey: within chance.",
    )


def _trend(view: View, choice: Asked, column: str) -> list[Any]:
    frame = cache.metric(view, "response_time", None, **choice.options)
    return list(frame.loc[frame["complete"], column])
