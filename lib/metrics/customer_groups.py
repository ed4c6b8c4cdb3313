"""What a customer is to the community on a given day: a member, a power member, or neither.

It is a member from the day after the first of its members came, as far as these count as people (staff only where the
scope includes them, bots never), and a power member where one of them was active on 4 or more of the 28 days before. A
platform or channel says which activities count for that. A segment lets through customers with a member in it alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import CTE, ColumnElement, FromClause, Integer, Select, case, cast, exists, func, literal, select, union, union_all

from lib.metrics.days import counts_as_person, member_days
from lib.metrics.links import linked_members
from lib.metrics.periods import Calendar, counts, days, during, period_start, share
from lib.scope import DAY, Period, Scope
from lib.statistics.proportions import newcombe, wilson
from lib.store import Store
from lib.store.tables import RECORDS, identity

GROUPS = ("member", "power_member", "non_member")
LOOKS_BACK = 28
POWER_DAYS = 4

Numbers = NDArray[np.int64]
customer, member = RECORDS["customer"], RECORDS["member"]


@dataclass(frozen=True)
class Count:
    """What is to be counted: a statement of part, day and number, and what makes a row a period and a column a group of its rows."""

    statement: Select[Any]
    read: Callable[[pd.DataFrame], Numbers]


class Groups:
    """The groups of customers in a scope, on the days of a calendar: parts of statements, and what they count.

    The parts are MATERIALIZED: engines that put them in anew wherever they are named take twice as long.
    """

    def __init__(self, store: Store, scope: Scope, calendar: Calendar) -> None:
        self._store, self._scope, self._calendar = store, scope, calendar
        self._links = _links(scope)
        self._since = _since(self._links)
        self._power = _power(scope, self._links, calendar.period)

    def let_through(self, customer_id: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether the scope's segments let a customer through."""
        return customer_id.in_(select(self._links.c.customer_id)) if self._scope.segments else literal(value=True)

    def standing(self, of: FromClause, after: ColumnElement[Any], until: ColumnElement[Any]) -> "Count":
        """How many customers of ``of`` stand at each row's first day, by group: ``after`` lies before it, ``until`` not (null: never)."""
        power = self._power
        begins = func.greatest(power.c.fourth_day, after)
        ends = func.least(power.c.last_day, until)  # both engines leave nulls out
        spans = union_all(
            select(literal("customer").label("part"), after.label("after"), until.label("until")).where(self.let_through(of.c.customer_id)),
            select(literal("member"), func.greatest(self._since.c.since_day, after), until).join_from(of, self._since, self._is(of, self._since)),
            select(literal("power"), begins, ends).join_from(of, power, self._is(of, power)),
        ).subquery()
        within = select(spans).where((spans.c.until.is_(None)) | (spans.c.after < spans.c.until)).cte()
        steps = union_all(
            select(within.c.part, within.c.after.label("day"), literal(1).label("step")),
            select(within.c.part, within.c.until, literal(-1)).where(within.c.until.is_not(None)),
        ).subquery()
        found = select(steps.c.part, steps.c.day, func.sum(steps.c.step).label("number")).group_by(steps.c.part, steps.c.day)
        return Count(found, self._stood)

    def counted(self, of: FromClause, day: ColumnElement[Any], on: ColumnElement[Any], *conditions: ColumnElement[bool]) -> "Count":
        """How many customers of ``of`` have ``day`` in each row's period, by their group on the day ``on``."""
        start = period_start(day, self._scope.by).label("day")
        one = self.each(of, on, start).where(during(day, self._calendar.period), *conditions).subquery()
        found = select(one.c.customer_group.label("part"), one.c.day, func.count().label("number")).group_by(one.c.customer_group, one.c.day)
        return Count(found, self._happened)

    def told(self, *asked: "Count") -> list[Numbers]:
        """Each count as a row a period and a column a group; all by one statement, so that who is a power member is found out once."""
        parts = [
            select(literal(place).label("place"), one.c.part, one.c.day, one.c.number)
            for place, one in enumerate(count.statement.subquery() for count in asked)
        ]
        every = union_all(*parts).subquery()
        found = self._store.frame(select(every))
        return [count.read(found[found["place"] == place]) for place, count in enumerate(asked)]

    def each(self, of: FromClause, on: ColumnElement[Any], *columns: ColumnElement[Any]) -> Select[Any]:
        """customer_group, on the day ``on``, and ``columns`` of each customer of ``of`` that the scope lets through."""
        power = self._power
        powerful = exists().where(self._is(of, power), power.c.fourth_day < on, power.c.last_day >= on)
        group = case((powerful, "power_member"), (self._since.c.since_day < on, "member"), else_="non_member").label("customer_group")
        each = select(group, *columns).select_from(of).outerjoin(self._since, self._is(of, self._since))
        return each.where(self.let_through(of.c.customer_id))

    def _happened(self, found: pd.DataFrame) -> Numbers:
        named = found.rename(columns={"day": "period_start"})
        return np.column_stack([self._calendar.counted(named[named["part"] == group], "number") for group in GROUPS])

    def _stood(self, steps: pd.DataFrame) -> Numbers:
        customers, members, powerful = (self._running(steps[steps["part"] == part]) for part in ("customer", "member", "power"))
        return np.column_stack([members - powerful, powerful, customers - members])

    def _running(self, steps: pd.DataFrame) -> Numbers:
        """The sum of the steps on days before each row's first."""
        steps = steps.sort_values("day")
        total = np.concatenate([[0], np.cumsum(steps["number"].to_numpy(dtype=np.int64))])
        return np.asarray(total[np.searchsorted(steps["day"].to_numpy(dtype="datetime64[D]"), self._calendar.starts, side="left")], dtype=np.int64)

    @staticmethod
    def _is(of: FromClause, other: FromClause) -> ColumnElement[bool]:
        return of.c.customer_id == other.c.customer_id


def table(calendar: Calendar, whole: str, part: str, of: Numbers, happened: Numbers) -> pd.DataFrame:
    """The metric's table: a row a period and group, with shares, their intervals, and the difference from those who are no members.

    ``of`` and ``happened`` have a row a period and a column a group; ``whole`` and ``part`` name them.
    """
    low, high = wilson(happened, of)
    compared = np.stack(newcombe(happened, of, happened[:, [-1]], of[:, [-1]]))
    compared[:, :, -1] = np.nan  # with itself
    unknown = np.repeat(~calendar.known, len(GROUPS))
    rates = {"rate": share(happened.ravel(), of.ravel()), "ci_low": low, "ci_high": high}
    rates |= dict(zip(("difference", "difference_low", "difference_high"), compared, strict=True))
    return pd.DataFrame(
        {
            "period_start": days(np.repeat(calendar.starts, len(GROUPS))),
            "group": pd.Series(np.tile(GROUPS, len(calendar)), dtype="str"),
            whole: counts(of.ravel(), unknown),
            part: counts(happened.ravel(), unknown),
            **{name: np.where(unknown, np.nan, values.ravel()) for name, values in rates.items()},
            "complete": np.repeat(calendar.complete(calendar.starts - np.timedelta64(LOOKS_BACK, "D")), len(GROUPS)),
        }
    )


def _links(scope: Scope) -> CTE:
    """customer_id, person_no, since_day: the people of each customer, named by its record or by their own. Only those who count in the scope."""
    linked = linked_members(customer)
    named = (
        select(customer.c.customer_id, linked.c.member_no)
        .join(linked, (linked.c.source == customer.c.source) & (linked.c.member_id == customer.c.member_id))
        .where(customer.c.current)
    )
    naming = select(member.c.customer_id, member.c.member_no).where(member.c.current, member.c.customer_id.is_not(None))
    either = union(named, naming).subquery()
    people = select(either.c.customer_id, identity.c.person_no, identity.c.since_day).join(identity, identity.c.member_no == either.c.member_no)
    people = people.where(counts_as_person(scope))
    if scope.segments:
        people = people.where(identity.c.segment.in_(scope.segments))
    return people.distinct().cte("links").prefix_with("MATERIALIZED")


def _since(links: CTE) -> CTE:
    """customer_id, since_day: the first day of the first of its members; a customer is a member after it."""
    return (
        select(links.c.customer_id, func.min(links.c.since_day).label("since_day"))
        .where(links.c.since_day.is_not(None))
        .group_by(links.c.customer_id)
        .cte("since")
        .prefix_with("MATERIALIZED")
    )


def _power(scope: Scope, links: CTE, period: Period | None) -> CTE:
    """customer_id, fourth_day, last_day: a power member after ``fourth_day`` up to ``last_day``; spans of a customer neither overlap nor touch.

    Four active days from ``first`` to ``fourth`` make a power member from the day after the fourth to 28 days after the first.
    """
    reach = Period(period.start - LOOKS_BACK * DAY, period.end) if period else None
    active = member_days(scope)
    person = active.c.person_no
    fourth = func.lead(active.c.local_day, POWER_DAYS - 1).over(partition_by=person, order_by=active.c.local_day).label("fourth_day")
    four = (
        select(person, active.c.local_day.label("first_day"), fourth).where(during(active.c.local_day, reach), person.in_(select(links.c.person_no))).subquery()
    )
    spell: Select[Any] = (
        select(links.c.customer_id, four.c.fourth_day, func.max(four.c.first_day + cast(LOOKS_BACK, Integer)).label("last_day"))
        .join(four, four.c.person_no == links.c.person_no)
        .where(four.c.fourth_day - four.c.first_day < LOOKS_BACK)
        .group_by(links.c.customer_id, four.c.fourth_day)
    )
    return _joined(spell)


def _joined(spell: Select[Any]) -> CTE:
    """The same spans, those that overlap or touch made one."""
    one = spell.subquery()
    earlier = func.max(one.c.last_day).over(partition_by=one.c.customer_id, order_by=one.c.fourth_day, rows=(None, -1))
    begun = select(one, case((one.c.fourth_day <= earlier, 0), else_=1).label("begins")).subquery()
    place = func.sum(begun.c.begins).over(partition_by=begun.c.customer_id, order_by=begun.c.fourth_day).label("place")
    placed = select(begun.c.customer_id, begun.c.fourth_day, begun.c.last_day, place).subquery()
    return (
        select(placed.c.customer_id, func.min(placed.c.fourth_day).label("fourth_day"), func.max(placed.c.last_day).label("last_day"))
        .group_by(placed.c.customer_id, placed.c.place)
        .cte("power")
        .prefix_with("MATERIALIZED")
    )
