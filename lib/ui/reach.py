"""Reach: how often brands are named, and who comes to events."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.charts import attendance as attendance_chart
from lib.charts import share_of_voice as voice_chart
from lib.metrics.attendance import ENOUGH as ENOUGH_EVENTS
from lib.metrics.attendance import WINDOW, events_held
from lib.metrics.share_of_voice import brands
from lib.scope import Scope
from lib.statistics.proportions import newcombe
from lib.ui import cache
from lib.ui.card import Shown, TooFew
from lib.ui.drawing import draw
from lib.ui.figure import Figure, figure, in_points
from lib.ui.literal import literal
from lib.ui.view import View, current
from lib.wording import average, count, known, number, plural, points, share

STEADY, UNSTEADY = 0.75, 0.5
"""Steadiness from which on attendance is called steady, and under which it is called changing."""


def choices() -> dict[str, str]:
    """Whose voice is ours: the page's own choice beside the filters. The data do not say, so that nobody guesses."""
    view = current()
    if not view.has("mention"):
        return {}
    names = cache.reading(view, brands)
    chosen = st.selectbox("Our brand", names, index=None, placeholder="Our brand", key="brand", bind="query-params", label_visibility="collapsed", width=150)
    return {"brand": chosen} if chosen else {}


def our_brand(view: View) -> str | None:
    """The brand chosen on the page; None until somebody has."""
    return view.options.get("brand")


def voice(view: View) -> Figure:
    """KPI: our share of all mentions; until a brand is chosen, how often any of them is named."""
    ours = our_brand(view)
    (now, all_now), (before, all_before) = (_mentions(view, scope, ours) for scope in (view.now, view.before))
    if ours is None:
        return figure(
            "Brand mentions",
            all_now,
            all_before,
            count,
            better=None,
            trend=_mention_trend(view, None),
            help=f"Mentions of all brands together in {view.length}. Choose your brand above for its share of voice.",
            of="mention",
        )
    return figure(
        "Share of voice",
        now / all_now if all_now else None,
        before / all_before if all_before else None,
        lambda value: share(value, 1),
        better="higher",
        change=in_points,
        sure=_surely_other(now, all_now, before, all_before),
        trend=_mention_trend(view, ours),
        help=f"Mentions of {literal(ours)}, of those of all brands in the data, in {view.length}. Grey: within chance.",
        of="mention",
    )


def per_event(view: View) -> Figure:
    """KPI: how many come to an event."""
    (now, _), (before, _) = (_per_event(view, scope) for scope in (view.now, view.before))
    rows = _attendance(view, view.now)
    return figure(
        "Members an event",
        now,
        before,
        average,
        better="higher",
        sure=False,
        trend=rows["per_event"].tolist() if len(rows) else (),
        help=f"Members at an event, mean of the events of {view.length}. Events vary, so a change is no verdict.",
    )


def steadiness(view: View) -> Figure:
    """KPI: how even attendance is."""
    now, before = (_last(_attendance(view, scope), "steadiness") for scope in (view.now, view.before))
    rows = _attendance(view, view.now)
    return figure(
        "Steadiness",
        now,
        before,
        number,
        better="higher",
        sure=False,
        change=lambda now, before: number(abs(now - before)),
        trend=rows["steadiness"].tolist() if len(rows) else (),
        help=f"1 less the coefficient of variation of members per event, over the events of the last {WINDOW} days: 1 is always as many, 0 very uneven. "
        f"Known from {ENOUGH_EVENTS} events on. With few members an event some variation is chance.",
    )


def said_of_voice(view: View) -> str:
    """Our share against before, for the answer; empty until a brand is chosen."""
    ours = our_brand(view)
    if ours is None:
        return ""
    (now, all_now), (before, all_before) = (_mentions(view, scope, ours) for scope in (view.now, view.before))
    if not all_now:
        return ""
    said = f"{literal(ours)} has {share(now / all_now)} of all mentions"
    if not all_before:
        return f"{said}."
    difference = now / all_now - before / all_before
    if not _surely_other(now, all_now, before, all_before):
        return f"{said}, no clear change from {view.compared}."
    return f"{said}, {points(difference)} {'more' if difference > 0 else 'less'} than in {view.compared}."


def said_of_events(view: View) -> str:
    """How many come, and how steadily, for the answer; empty where there were no events."""
    now, events = _per_event(view, view.now)
    if now is None:
        return ""
    mood = steady(_last(_attendance(view, view.now), "steadiness"))
    return f"{plural(events, 'event')} had {average(now)} members on average{f', {mood}' if mood else ''}."


def steady(value: Any) -> str:
    """A steadiness in words; empty where it is not known."""
    if not known(value):
        return ""
    return "steadily so" if value >= STEADY else "changing much from event to event" if value < UNSTEADY else "fairly steadily"


def who_is_named(view: View) -> Shown | TooFew:
    """Each brand's share, ours in the page's accent once it is chosen."""
    frame, ours = cache.metric(view, "share_of_voice"), our_brand(view)
    if not frame["mentions"].sum():
        return TooFew("No brand was mentioned in this period.")
    total = frame["brand"].nunique()
    cut = f" The {voice_chart.MOST} most named of {total} brands." if total > voice_chart.MOST else ""
    hint = "" if ours else " Choose your brand above to see it stand out."
    open_ = "" if frame["complete"].iloc[-1] else f" Dashed: this {view.scope.by} is not over."
    foot = f"{plural(int(frame['mentions'].sum()), 'mention')}.{cut}{hint}{open_}"
    return Shown(frame, draw(voice_chart.share_of_voice, frame, view.scope.by, ours), foot=foot)


def who_comes(view: View) -> Shown | TooFew:
    """The events one by one."""
    frame = cache.reading(view, events_held, view.scope)
    named = frame.dropna(subset=["event"])
    if named.empty:
        rest = "Attendances name neither thread, title nor channel, so nobody knows of which event they were." if len(frame) else "Nobody attended anything."
        return TooFew(rest, hint="Bring in activities of kind attendance that name their event" if len(frame) else "Choose another period, or fewer filters")
    rows = _attendance(view, view.scope)
    again = rows.dropna(subset=["repeat_share"])
    people = int(again["attendees"].sum()) if len(again) else 0
    came = f" {share(float((again['repeat_share'] * again['attendees']).sum() / people))} of attendees a {view.scope.by} had come before." if people else ""
    lost = f" {plural(len(frame) - len(named), 'group')} of attendances without an event left out." if len(named) < len(frame) else ""
    foot = f"{plural(len(named), 'event')}.{came}{lost}"
    days = view.days
    return Shown(named.reset_index(drop=True), draw(attendance_chart.events, named, (days.start, days.last)), foot=foot)


def _mentions(view: View, scope: Scope | None, brand: str | None) -> tuple[Any, Any]:
    """Mentions of the brand and of all; None where they are not known for each period."""
    if scope is None or not view.has("mention"):
        return None, None
    found = cache.metric(view, "share_of_voice", scope)
    if found.empty or found["mentions"].isna().any():
        return None, None
    return int(found.loc[found["brand"] == brand, "mentions"].sum()), int(found["mentions"].sum())


def _mention_trend(view: View, brand: str | None) -> list[Any]:
    if view.now is None or not view.has("mention"):
        return []
    found = cache.metric(view, "share_of_voice", view.now)
    if brand is None:
        return found.groupby("period_start")["mentions"].sum(min_count=1).tolist()
    return found.loc[found["brand"] == brand, "share"].tolist()


def _surely_other(now: Any, all_now: Any, before: Any, all_before: Any) -> bool:
    """Whether two shares differ by more than chance: Newcombe's interval of the difference leaves 0 out."""
    if not all_now or not all_before:
        return False
    _, low, high = newcombe(now, all_now, before, all_before)
    return bool(low > 0 or high < 0)


def _attendance(view: View, scope: Scope | None) -> pd.DataFrame:
    return cache.metric(view, "attendance", scope) if scope and view.has("activity") else pd.DataFrame()


def _per_event(view: View, scope: Scope | None) -> tuple[float | None, int]:
    """Members an event, and how many events, over all periods of ``scope``; None where they are not known for each period."""
    rows = _attendance(view, scope)
    if rows.empty or rows["events"].isna().any() or not rows["events"].sum():
        return None, 0
    events = int(rows["events"].sum())
    return float(rows["attendances"].sum()) / events, events


def _last(rows: pd.DataFrame, column: str) -> Any:
    return rows[column].iloc[-1] if len(rows) else None
