"""Customers who are members against the rest: who leaves, and who begins to pay. Members chose to join, so no difference is an effect."""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from lib.metrics.small_groups import FEW
from lib.report.coverage import Coverage
from lib.report.quarter import Quarter
from lib.report.reading import Asked, ask, scope_of
from lib.report.report import Comparison, GroupRate
from lib.statistics.proportions import newcombe, wilson
from lib.store import Store
from lib.wording import share

CHOSE = "Members chose to join, so a difference between them and the rest is not the community's effect."
MEMBERS, OTHERS = ("member", "power_member"), ("non_member",)


@dataclass(frozen=True)
class Outcome:
    """What may happen to customers in the quarter: the metric, its columns, and how it is said of a share of people."""

    key: Literal["churn", "conversion"]
    name: str
    of: str
    happened: str
    left: str
    """``left``: what those did to whom it happened."""
    people: str


CHURN = Outcome("churn", "Churn", "customers", "churned", "left", "customers at its start")
CONVERSION = Outcome("conversion", "Conversion", "prospects", "converted", "began to pay", "prospects")


def comparisons(store: Store, coverage: Coverage, quarter: Quarter) -> tuple[tuple[Comparison, Asked], ...]:
    """Churn and conversion of the quarter, each with how it was asked."""
    return tuple(_comparison(store, coverage, quarter, outcome) for outcome in (CHURN, CONVERSION))


def _comparison(store: Store, coverage: Coverage, quarter: Quarter, outcome: Outcome) -> tuple[Comparison, Asked]:
    asked = ask(store, outcome.key, scope_of(quarter, quarter))
    if missing := coverage.absent("customer", quarter):
        return Comparison(outcome.key, outcome.name, "", (), missing=missing), asked
    groups = tuple(_group(name, asked.table, parts, outcome) for name, parts in (("Members", MEMBERS), ("The rest", OTHERS)))
    if missing := _too_few(groups, quarter, outcome):
        return Comparison(outcome.key, outcome.name, "", (), missing=missing), asked
    members, others = groups
    so_far = coverage.running(quarter)
    difference, low, high = (float(value) for value in newcombe(members.happened, members.people, others.happened, others.people))
    return Comparison(outcome.key, outcome.name, _sentence(members, others, low, high, outcome, so_far=so_far), groups, difference, low, high), asked


def _group(name: str, table: pd.DataFrame, parts: tuple[str, ...], outcome: Outcome) -> GroupRate:
    rows = table[table["group"].isin(parts)]
    people, happened = (int(rows[column].fillna(0).sum()) for column in (outcome.of, outcome.happened))
    low, high = (float(end) for end in wilson(happened, people)) if people else (0.0, 1.0)
    return GroupRate(name, people, happened, happened / people if people else 0.0, low, high)


def _too_few(groups: tuple[GroupRate, ...], quarter: Quarter, outcome: Outcome) -> str:
    """Why the groups are not shown; empty where both have enough people."""
    if not any(group.people for group in groups):
        more = ": no source says when customers converted, or nobody was one." if outcome is CONVERSION else "."
        return f"There were no {outcome.people if outcome is CONVERSION else 'customers'} in {quarter.name}{more}"
    if min(group.people for group in groups) >= FEW:
        return ""
    few = [group.name.lower() for group in groups if group.people < FEW]
    who = "members and of the rest" if len(few) > 1 else few[0]
    return f"Fewer than {FEW} {outcome.people} were of {who}, so neither group is shown." if who != "members" else _few_members(outcome)


def _few_members(outcome: Outcome) -> str:
    return f"Fewer than {FEW} members were {outcome.people}, so neither group is shown."


def _sentence(members: GroupRate, others: GroupRate, low: float, high: float, outcome: Outcome, *, so_far: bool) -> str:
    """``Of members 2.1% left, of the rest 10%: a difference beyond chance.``"""
    sure = "a difference beyond chance" if low > 0 or high < 0 else "a difference that may be chance"
    return f"{'So far, of' if so_far else 'Of'} members {_rate(members.rate)} {outcome.left}, of the rest {_rate(others.rate)}: {sure}."


def _rate(value: float) -> str:
    return share(value, 1 if 0 < value < 0.0995 else 0)
