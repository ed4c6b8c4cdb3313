"""What a figure of the report is read from: a metric's table that was asked once, and an estimate for each quarter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from lib.metrics import find
from lib.report.figure import Better, Unit
from lib.report.quarter import Quarter
from lib.scope import Grain, Period, Scope
from lib.store import Store
from lib.store.statement import Statement
from lib.wording import known

QUARTERS = 6
"""The figures' series: the quarter and those before it, so that the one a year before is among them."""


@dataclass(frozen=True)
class Asked:
    """A metric's table, the way it was asked, and what was run for it."""

    metric: str
    scope: Scope
    options: Mapping[str, str]
    table: pd.DataFrame = field(repr=False)
    statements: tuple[Statement, ...] = field(repr=False)

    def row(self, quarter: Quarter, column: str = "period_start") -> Mapping[str, Any]:
        """The row of a quarter; empty where there is none."""
        found = self.table[self.table[column] == pd.Timestamp(quarter.start)]
        return {str(name): value for name, value in found.iloc[0].items()} if len(found) else {}


def ask(store: Store, metric: str, scope: Scope, options: Mapping[str, str] | None = None) -> Asked:
    """Asks the metric, once."""
    with store.recorded() as statements:
        table = find(metric)(store, scope, options)
    return Asked(metric, scope, options or {}, table, tuple(statements))


@dataclass(frozen=True)
class Estimate:
    """A figure in one quarter. ``of``: how many it is a share of, where it is one. ``missing``: why there is no value."""

    quarter: Quarter
    value: float | None
    low: float | None = None
    high: float | None = None
    of: int | None = None
    whole: bool = False
    missing: str = ""


@dataclass(frozen=True)
class Reading:
    """A figure in the quarters up to the one of the report, oldest first, and how it was read.

    ``kind``: the records it is about. ``partly``: why a quarter is not wholly known, for those that are not. ``sure``: whether the value surely
    differs from that of an earlier quarter, for the two it is compared with. ``level``: it can be told of a quarter that is not over.
    ``note``: what an expert asks. ``also``: other numbers of the quarter that sentences need.
    ``days``: those it looks at, where they are not the quarter's. ``statements``: all that was run for it.
    """

    key: str
    name: str
    unit: Unit
    better: Better
    kind: str
    asked: Asked
    column: str
    estimates: tuple[Estimate, ...]
    partly: Mapping[Quarter, str]
    sure: Mapping[Quarter, bool]
    level: bool = True
    goal: float | None = None
    beside: str = ""
    sureness: str = ""
    note: str = ""
    also: Mapping[str, float | None] = field(default_factory=dict)
    days: Period | None = None
    statements: tuple[Statement, ...] = field(default=(), repr=False)

    @property
    def now(self) -> Estimate:
        """That of the report's quarter."""
        return self.estimates[-1]

    def of(self, quarter: Quarter) -> Estimate:
        """That of one of the quarters."""
        return next(estimate for estimate in self.estimates if estimate.quarter == quarter)


def quarters(last: Quarter) -> tuple[Quarter, ...]:
    """Those up to ``last``, oldest first."""
    found = [last]
    while len(found) < QUARTERS:
        found.append(found[-1].previous)
    return tuple(reversed(found))


def scope_of(first: Quarter, last: Quarter) -> Scope:
    """All their days, by quarter."""
    return Scope(first.period.start, last.period.last, Grain.QUARTER)


def number(value: Any) -> float | None:
    """A cell as a number; None where it is null."""
    return float(value) if known(value) else None
