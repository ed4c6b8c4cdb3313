"""Customers who are members of the community against the rest: pooled over whole months, and over time."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from lib.charts.axes import days
from lib.scope import Grain, Period
from lib.statistics.proportions import newcombe, wilson
from lib.statistics.risk_difference import mantel_haenszel
from lib.ui import cache
from lib.ui.view import View
from lib.wording import plural

MONTHS = 12
ENOUGH = 30
"""Customers a period, from which a rate is told in the answer."""
MEMBERS, POWER, OTHERS = ("member", "power_member"), ("power_member",), ("non_member",)
"""The metric's groups by what they are called together."""
CHOSE = "Members chose to join, so a difference is not the community's effect."
LATER = "Under a segment the rest are customers who joined later: no fair comparison."


@dataclass(frozen=True)
class Outcome:
    """What may happen to customers in a period: the metric, and its columns of how many there were and to how many it happened."""

    metric: str
    of: str
    happened: str


CHURN = Outcome("churn", "customers", "churned")
CONVERSION = Outcome("conversion", "prospects", "converted")


@dataclass(frozen=True)
class Rate:
    """To how many of how many it happened, summed over periods: one who stays counts in each."""

    happened: int
    of: int

    @property
    def value(self) -> float | None:
        return self.happened / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """95 %; NaN of nobody."""
        low, high = wilson(self.happened, self.of)
        return float(low), float(high)

    def above(self, other: "Rate") -> tuple[float, float, float]:
        """How far it lies above another, with the 95 % interval; NaN where either is of nobody."""
        difference, low, high = newcombe(self.happened, self.of, other.happened, other.of)
        return float(difference), float(low), float(high)

    def surely_other(self, other: "Rate | None") -> bool:
        """Whether the interval of the difference leaves zero out."""
        if other is None:
            return False
        _, low, high = self.above(other)
        return low > 0 or high < 0


@dataclass(frozen=True)
class Pooled:
    """The rates over some whole periods: of all members, of the power members among them, and of the rest.

    ``each``: members and others of every period by itself.
    """

    members: Rate
    power: Rate
    others: Rate
    each: tuple[tuple[Rate, Rate], ...]

    @property
    def periods(self) -> int:
        """How many there are."""
        return len(self.each)

    @cached_property
    def difference(self) -> tuple[float, float, float]:
        """Members' rate above the others' within the same period, over all of them, with its 95 % interval.

        Not that of the sums: when many leave at a time that has few members, this alone would say that members stay.
        """
        members, others = ([pair[side] for pair in self.each] for side in (0, 1))
        return mantel_haenszel([one.happened for one in members], [one.of for one in members], [one.happened for one in others], [one.of for one in others])

    @property
    def turned(self) -> bool:
        """Whether the difference within periods has not the direction that the rates over all of them show."""
        return self.members.above(self.others)[0] * self.difference[0] < 0

    @property
    def enough(self) -> bool:
        """Whether there are enough of either in a typical period to tell anything."""
        return self.periods > 0 and min(self.members.of, self.others.of) >= ENOUGH * self.periods


def monthly(view: View) -> View:
    """The same view with periods of a month at least: in a day or week too few leave."""
    by = view.scope.by
    return view if by in (Grain.MONTH, Grain.QUARTER) else replace(view, scope=replace(view.scope, by=Grain.MONTH))


def pooled(view: View, outcome: Outcome) -> tuple[Pooled, Pooled | None]:
    """The whole periods asked for together, and as many to compare with; None where these are not all known."""
    view = monthly(view)
    frame = cache.metric(view, outcome.metric, view.both or view.scope)
    frame = frame[frame["complete"]]
    now, before = (_sum(frame[frame["period_start"].isin(pd.to_datetime(list(starts)))], outcome) for starts in (view.whole, view.earlier))
    return now, before if before.periods and before.periods == now.periods else None


def over_time(view: View, outcome: Outcome) -> pd.DataFrame:
    """period_start, line (members, others, power), of, happened, rate, low, high: the complete periods asked for, a year of them at least."""
    frame = recent(view, outcome)
    lines = {"members": MEMBERS, "others": OTHERS, "power": POWER}
    parts = [_line(frame[frame["complete"] & frame["group"].isin(groups)], name, outcome) for name, groups in lines.items()]
    return pd.concat(parts, ignore_index=True)


def apart(frame: pd.DataFrame) -> pd.DataFrame:
    """period_start, of (of the smaller group), difference, low, high: members against the others, from what ``over_time`` gives."""
    members, others = (frame[frame["line"] == line].reset_index(drop=True) for line in ("members", "others"))
    difference, low, high = newcombe(members["happened"], members["of"], others["happened"], others["of"])
    smaller = np.minimum(members["of"].to_numpy(), others["of"].to_numpy())
    return pd.DataFrame({"period_start": members["period_start"], "of": smaller, "difference": difference, "low": low, "high": high})


def recent(view: View, outcome: Outcome) -> pd.DataFrame:
    """The metric over the periods asked for, or the last year where they are fewer."""
    view = monthly(view)
    by, data = view.scope.by, view.data
    start = by.start(view.days.last)
    for _ in range(MONTHS if by is Grain.MONTH else MONTHS // 3):
        start = by.previous(start)
    first = min(start, view.days.start)
    if data:
        first = max(first, min(data.start, view.days.start))
    return cache.metric(view, outcome.metric, view.scope.during(Period(first, view.days.end)))


def why_months(view: View) -> str:
    """Says that the periods are not those of the filter, where they are not."""
    by = view.scope.by
    return "" if monthly(view).scope.by is by else f"By month, since in a {by} too few leave. "


def length(view: View) -> str:
    """``3 months``: what is pooled."""
    view = monthly(view)
    return plural(len(view.whole), view.scope.by.value)


def _sum(frame: pd.DataFrame, outcome: Outcome) -> Pooled:
    def rate(rows: pd.DataFrame, groups: tuple[str, ...]) -> Rate:
        rows = rows[rows["group"].isin(groups)]
        return Rate(int(rows[outcome.happened].sum()), int(rows[outcome.of].sum()))

    each = tuple((rate(rows, MEMBERS), rate(rows, OTHERS)) for _, rows in frame.groupby("period_start", sort=True))
    return Pooled(rate(frame, MEMBERS), rate(frame, POWER), rate(frame, OTHERS), each)


def _line(rows: pd.DataFrame, name: str, outcome: Outcome) -> pd.DataFrame:
    sums: Any = rows.groupby("period_start", sort=True)[[outcome.of, outcome.happened]].sum().astype("int64").reset_index()
    of, happened = sums[outcome.of].to_numpy(), sums[outcome.happened].to_numpy()
    low, high = wilson(happened, of)
    share = np.divide(happened, of, out=np.full(len(of), np.nan), where=of > 0)
    return pd.DataFrame({"period_start": sums["period_start"], "line": name, "of": of, "happened": happened, "rate": share, "low": low, "high": high})


def newest_first(view: View, outcome: Outcome) -> pd.DataFrame:
    """Rows of the metric as a table has them: the latest period first, its groups in order."""
    frame = recent(view, outcome)
    order = np.argsort([-start.toordinal() for start in days(frame["period_start"])], kind="stable")
    return frame.iloc[order].reset_index(drop=True)
