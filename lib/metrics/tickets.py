"""Support tickets: how many, how many wait, how long, and for how many customers."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Date, Subquery, cast, func, select

from lib.metrics.customer_groups import Groups
from lib.metrics.customers import customers
from lib.metrics.links import linked_members
from lib.metrics.periods import Calendar, during
from lib.metrics.registry import metric
from lib.metrics.threads import HOUR, microseconds
from lib.scope import Period, Scope
from lib.statistics.kaplan_meier import Survival
from lib.store import Store
from lib.store.tables import RECORDS, identity

ticket, customer = RECORDS["ticket"], RECORDS["customer"]

Numbers = NDArray[np.float64]
EVENTS = {"median_hours_to_first_response": "first_response_at", "median_hours_to_resolution": "resolved_at"}


@metric(title="Support tickets", unit="tickets", better="lower", data="ticket")
def tickets(store: Store, scope: Scope) -> pd.DataFrame:
    """Support tickets opened and resolved, those still open, how long they take, and how many come for each 1,000 customers.

    - period_start
    - opened: tickets created in the period
    - resolved: tickets whose resolved_at lies in the period, whenever they were opened
    - backlog: tickets opened and not resolved by the end of the period, by these times alone, whatever their status says
    - median_hours_to_first_response, median_hours_to_resolution: hours within which half of the tickets opened in the period get their first
      response, and are resolved; null where that is not reached
    - customers: who pay at the end of the period: from converted_at on where any record of their source has that, else from started_at, and not
      churned by then; null where there are no customer records
    - tickets_per_1000_customers: 1,000 × opened / customers; null where there are no customers
    - complete: the period is over and lies within the data

    The medians are Kaplan–Meier estimates: a ticket without a response or resolution is known to have waited until the last instant of any
    ticket of its source. A segment is that of the ticket's member, and lets through customers with a member in it; platform and channel
    choose activities, so they leave tickets alone. Source: tickets; customers.
    """
    calendar = Calendar.of(store, scope, "ticket")
    ticket_days = _days(store, scope)
    opened, resolved = (_during(calendar, ticket_days[name]) for name in ("opened", "resolved"))
    backlog = _by_the_end(calendar, ticket_days["opened"]) - _by_the_end(calendar, ticket_days["resolved"])
    paying = customers_at_the_end(store, scope, calendar)
    table = calendar.table({"opened": opened, "resolved": resolved, "backlog": backlog, **_medians(store, scope, calendar), "customers": paying})
    table.insert(len(table.columns) - 1, "tickets_per_1000_customers", per_1000(table["opened"], table["customers"]))
    table["customers"] = table["customers"].astype("Int64")
    return table


def per_1000(opened: "pd.Series[Any]", paying: "pd.Series[Any]") -> Numbers:
    """1,000 × tickets / customers, NaN where either is not known or there are no customers."""
    number, base = (values.astype("float64").to_numpy(dtype=np.float64, na_value=np.nan) for values in (opened, paying))
    return 1000 * number / np.where(base > 0, base, np.nan)


def opened_in(store: Store, scope: Scope, calendar: Calendar) -> NDArray[np.int64]:
    """Tickets created in each row's period."""
    return _during(calendar, _days(store, scope)["opened"])


def customers_at_the_end(store: Store, scope: Scope, calendar: Calendar) -> Numbers:
    """Who pay at the end of each row's period; NaN where there are no customer records at all."""
    if store.data_period("customer") is None:
        return np.full(len(calendar), np.nan)
    one = customers(store.settings.zone)
    counted = Groups(store, scope, calendar).let_through(one.c.customer_id)
    come, gone = (
        store.frame(select(day.label("day"), func.count().label("tickets")).where(day.is_not(None), counted).group_by(day))
        for day in (one.c.from_day, one.c.left_day)
    )
    return (_by_the_end(calendar, come) - _by_the_end(calendar, gone)).astype(np.float64)


def times(store: Store, scope: Scope) -> pd.DataFrame:
    """How long the tickets take that were opened in the scope, all together: one row.

    Columns: tickets, and for ``first_response`` and ``resolution`` the Kaplan–Meier median in hours with its 95 % interval (_median, _low,
    _high; null where not reached), and how many still wait (_waiting).
    """
    with store.reading():
        found = _waits(store, scope, scope.within(store.data_period("ticket")))
    row: dict[str, Any] = {"tickets": len(found)}
    for name, column in (("first_response", "first_response_at"), ("resolution", "resolved_at")):
        survival = _survival(found, column)
        low, high = survival.interval()
        row |= {
            f"{name}_median": survival.quantile(0.5) / HOUR,
            f"{name}_low": _reaches(survival, low) / HOUR,
            f"{name}_high": _reaches(survival, high) / HOUR,
            f"{name}_waiting": survival.still_waiting,
        }
    return pd.DataFrame([row])


def _reaches(survival: Survival, bound: Numbers) -> float:
    """When a bound of the share that still waits falls to one half: a bound of the median; NaN where it does not."""
    reached = np.flatnonzero(np.nan_to_num(bound) <= 0.5)
    return float(survival.times[reached[0]]) if len(reached) else np.nan


def _local(store: Store, instant: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(func.timezone(store.settings.zone, instant), Date)


def _ours(scope: Scope, *columns: ColumnElement[Any]) -> Any:
    """Tickets that count in the scope, of all time: a statement of ``columns``."""
    chosen = select(*columns).where(ticket.c.current)
    if not scope.segments:
        return chosen.select_from(ticket)
    linked = linked_members(ticket)
    of_member = chosen.select_from(ticket).join(linked, (linked.c.source == ticket.c.source) & (linked.c.member_id == ticket.c.member_id))
    return of_member.join(identity, identity.c.member_no == linked.c.member_no).where(identity.c.segment.in_(scope.segments))


def _days(store: Store, scope: Scope) -> dict[str, pd.DataFrame]:
    """day, tickets: how many were opened and resolved on each day of all time."""
    found = {}
    for name, instant in (("opened", ticket.c.created_at), ("resolved", ticket.c.resolved_at)):
        one = _ours(scope, _local(store, instant).label("day")).where(instant.is_not(None)).subquery()
        found[name] = store.frame(select(one.c.day, func.count().label("tickets")).group_by(one.c.day))
    return found


def _during(calendar: Calendar, on_days: pd.DataFrame) -> NDArray[np.int64]:
    before = _until(calendar.starts, on_days)
    return _by_the_end(calendar, on_days) - before


def _by_the_end(calendar: Calendar, on_days: pd.DataFrame) -> NDArray[np.int64]:
    return _until(calendar.ends, on_days)


def _until(edges: NDArray[np.datetime64], on_days: pd.DataFrame) -> NDArray[np.int64]:
    """How many there were on all days before each of ``edges``."""
    ordered = on_days.sort_values("day")
    total = np.concatenate([[0], np.cumsum(ordered["tickets"].to_numpy(dtype=np.int64))])
    return np.asarray(total[np.searchsorted(ordered["day"].to_numpy(dtype="datetime64[D]"), edges, side="left")], dtype=np.int64)


def _source_ends() -> Subquery:
    """source, last_at: the last instant of any ticket of each source."""
    last = func.greatest(*(func.max(ticket.c[name]) for name in ("created_at", "first_response_at", "resolved_at")))
    return select(ticket.c.source, last.label("last_at")).where(ticket.c.current).group_by(ticket.c.source).subquery("ticket_end")


def _waits(store: Store, scope: Scope, period: Period | None) -> pd.DataFrame:
    """local_day, created_at, first_response_at, resolved_at (null: not yet), last_at: the tickets opened in ``period``, and how far their source reaches."""
    ends, day = _source_ends(), _local(store, ticket.c.created_at)
    columns = (day.label("local_day"), ticket.c.created_at, ticket.c.first_response_at, ticket.c.resolved_at, ends.c.last_at)
    return store.frame(_ours(scope, *columns).join(ends, ends.c.source == ticket.c.source).where(during(day, period)))


def _survival(found: pd.DataFrame, column: str) -> Survival:
    happened = found[column].notna().to_numpy(dtype=bool)
    until = found[column].where(happened, found["last_at"])
    return Survival.of(microseconds(until) - microseconds(found["created_at"]), happened)


def _medians(store: Store, scope: Scope, calendar: Calendar) -> dict[str, Numbers]:
    """Both medians of each row, in hours."""
    found = _waits(store, scope, calendar.period)
    row = np.searchsorted(calendar.starts, found["local_day"].to_numpy(dtype="datetime64[D]"), side="right") - 1
    medians = {name: np.full(len(calendar), np.nan) for name in EVENTS}
    order = np.argsort(row, kind="stable")
    places, first = np.unique(row[order], return_index=True)
    for place, rows in zip(places, np.split(order, first[1:]), strict=False):  # of no rows there is one part
        chosen = found.iloc[rows]
        for name, column in EVENTS.items():
            medians[name][place] = _survival(chosen, column).quantile(0.5) / HOUR
    return medians
