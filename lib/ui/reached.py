"""How questions were answered: whose answers count, by which clock, and what was reached."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lib.metrics.response_time import curve, overall
from lib.scope import Scope
from lib.statistics.mover import surely_other as beyond_chance
from lib.ui import cache
from lib.ui.view import View
from lib.wording import known

RESPONDERS = {"by staff": "staff", "by anyone": "anyone"}
CLOCKS = {"all hours": "calendar", "business hours": "business"}
SLACK = 1e-9
ENOUGH = 10
"""Questions: fewer show the few, not the community."""


def choices() -> dict[str, str]:
    """Whose answers count, and which hours: the page's own choices beside the filters."""
    by = st.selectbox("Answered", list(RESPONDERS), key="responder", bind="query-params", label_visibility="collapsed", width=125)
    when = st.selectbox("Hours", list(CLOCKS), key="clock", bind="query-params", label_visibility="collapsed", width=155)
    return {"responder": RESPONDERS[by], "clock": CLOCKS[when]}


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


def asked(view: View) -> Asked:
    """What is chosen on this page; on one without such a choice the defaults."""
    return Asked(**view.options)


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

    def surely_other(self, column: str, other: "Reached | None") -> bool:
        """Whether this figure differs from the ``other`` period's by more than chance gives, at 95 %.

        The interval of the difference is made from both intervals, each by its side that faces the other (MOVER: Zou
        and Donner, 2008). With few questions, or where a bound is not known, nothing is sure.
        """
        if other is None or min(self.questions, other.questions) < ENOUGH:
            return False
        mine, theirs = getattr(self, column), getattr(other, column)
        if not known(mine) or not known(theirs):
            return False
        return beyond_chance((mine, *self.interval(column)), (theirs, *other.interval(column)))

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
