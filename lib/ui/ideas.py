"""Ideas: what became of what members propose, and the answer of the page about ideas and reach."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lib.charts import ideas as ideas_chart
from lib.metrics.ideas import idea_states, open_ideas
from lib.scope import Scope
from lib.statistics.proportions import wilson
from lib.ui import cache, reach
from lib.ui.card import Shown, Table, TooFew
from lib.ui.drawing import draw
from lib.ui.figure import Figure, figure, in_points
from lib.ui.page import Answer
from lib.ui.view import View
from lib.wording import count, plural, share, shares_between

ENOUGH = 5
"""Ideas: the decisions on fewer say little of how ideas are met."""
MOST_ROWS = 500


@dataclass(frozen=True)
class Ideas:
    """The ideas of some periods, and what became of them to this day."""

    submitted: int
    accepted: int
    shipped: int
    decided: int

    @property
    def rate(self) -> float | None:
        return self.accepted / self.submitted if self.submitted else None

    @property
    def interval(self) -> tuple[float, float]:
        """Of the acceptance rate: Wilson's, 95 %."""
        low, high = wilson(self.accepted, self.submitted)
        return float(low), float(high)


def answer(view: View) -> Answer:
    """Do we listen, and are we heard?"""
    now = _ideas(view, view.now or view.scope)
    said = []
    if now and now.submitted:
        low, high = now.interval
        sure = f" (95%: {shares_between(low, high)})" if now.submitted >= ENOUGH else ""
        said.append(f"Of {plural(now.submitted, 'idea')} submitted in {view.length}, {now.accepted:,} {_are(now.accepted)} accepted so far{sure}.")
    said += [sentence for sentence in (reach.said_of_voice(view), reach.said_of_events(view)) if sentence]
    return Answer(verdict(now, has_ideas=view.has("idea")), " ".join(said))


def verdict(now: Ideas | None, *, has_ideas: bool = True) -> str:
    """Whether ideas get a decision."""
    if not has_ideas:
        return "Not told by these data whether we listen."
    if now is None or not now.submitted:
        return "No ideas in this period."
    if now.submitted < ENOUGH:
        return "Too few ideas to tell."
    if not now.decided:
        return "No idea has a decision yet."
    if now.decided == now.submitted:
        return "Every idea has a decision."
    if 2 * now.decided == now.submitted:
        return "Half of the ideas have a decision."
    return "Most ideas have a decision." if 2 * now.decided > now.submitted else "Most ideas still wait for a decision."


def submitted(view: View) -> Figure:
    """KPI: how many are proposed."""
    now, before = _both(view)
    return figure(
        "Ideas submitted",
        now.submitted if now else None,
        before.submitted if before else None,
        count,
        better="higher",
        sure=bool(now and before and _apart(now.submitted, before.submitted)),
        trend=_trend(view, "submitted"),
        help=f"Ideas submitted in {view.length}. Grey: within chance.",
        of="idea",
    )


def accepted(view: View) -> Figure:
    """KPI: the acceptance rate, with its interval in the explanation."""
    now, before = _both(view)
    within = f" 95%: {shares_between(*now.interval)}." if now and now.submitted else ""
    return figure(
        "Accepted so far",
        now.rate if now else None,
        before.rate if before else None,
        share,
        better=None,
        change=in_points,
        help=f"Of the ideas submitted in {view.length}, those accepted to this day.{within} Earlier ideas had more time, so the change is no verdict.",
        of="idea",
    )


def shipped(view: View) -> Figure:
    """KPI: how many of them were made."""
    now, before = _both(view)
    return figure(
        "Shipped so far",
        now.shipped if now else None,
        before.shipped if before else None,
        count,
        better=None,
        change=lambda now, before: count(abs(now - before)),
        help=f"Of the ideas submitted in {view.length}, those made to this day. Earlier ideas had more time, so the change is no verdict.",
        of="idea",
    )


def what_became(view: View) -> Shown | TooFew:
    """Ideas by state, a bar a period."""
    frame = cache.reading(view, idea_states, view.scope)
    if not cache.metric(view, "ideas")["submitted"].sum():
        return TooFew("No idea was submitted in this period.")
    faint = "" if frame["complete"].iloc[-1] else f" Dashed edge: this {view.scope.by} is not over."
    return Shown(frame, draw(ideas_chart.by_state, frame, view.scope.by), foot=f"As they stand today: the latest had the least time.{faint}")


def most_wanted(view: View) -> Shown | TooFew:
    """Ideas that nobody has decided on, the most votes first."""
    frame = cache.reading(view, open_ideas, view.scope)
    if frame.empty:
        return TooFew("No idea of this period waits for a decision.", hint="Nothing waits.", label="Nothing waits")
    rows = frame.head(MOST_ROWS)
    shown = pd.DataFrame({"Votes": rows["votes"], "Idea": rows["title"].fillna(rows["idea_id"]), "Submitted": _local(rows["submitted_at"], view)})
    settings: dict[str, Any] = {
        "Votes": st.column_config.NumberColumn(format="localized", width="small"),
        "Idea": st.column_config.TextColumn(width="large"),
        "Submitted": st.column_config.DateColumn(format="D MMM YYYY", width="small"),
    }
    cut = f" The first {MOST_ROWS} are shown." if len(frame) > MOST_ROWS else ""
    foot = f"{plural(len(frame), 'idea')} without a decision.{cut}"
    return Shown(shown, table=Table(settings, f"Ideas without a decision, the most votes first. {foot}"), foot=foot)


def _ideas(view: View, scope: Scope | None) -> Ideas | None:
    """Over all periods of ``scope``; None where there is no scope, or one of its periods lies outside the data."""
    if scope is None:
        return None
    found = cache.metric(view, "ideas", scope)
    if found.empty or found["submitted"].isna().any():
        return None
    states = cache.reading(view, idea_states, scope)
    submitted, accepted, shipped = (int(found[name].sum()) for name in ("submitted", "accepted", "shipped"))
    return Ideas(submitted, accepted, shipped, decided=submitted - int(states["open"].sum()))


def _both(view: View) -> tuple[Ideas | None, Ideas | None]:
    return _ideas(view, view.now), _ideas(view, view.before)


def _trend(view: View, column: str) -> list[Any]:
    return cache.metric(view, "ideas", view.now)[column].tolist() if view.now else []


def _apart(now: int, before: int) -> bool:
    """Whether two counts of independent events differ by more than chance: 1.96 standard deviations of their difference."""
    return bool(abs(now - before) > 1.96 * (now + before) ** 0.5)


def _local(instants: "pd.Series[pd.Timestamp]", view: View) -> "pd.Series[pd.Timestamp]":
    """The community's days of instants."""
    return instants.dt.tz_convert(view.settings.zone).dt.tz_localize(None).dt.normalize()


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
