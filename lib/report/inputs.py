"""How many records lie behind a figure."""

from collections.abc import Mapping

from sqlalchemy import func, select

from lib.metrics.active_users import MONTH
from lib.metrics.behind import behind, kind_of
from lib.metrics.periods import during
from lib.report.quarter import Quarter
from lib.report.reading import Asked, scope_of
from lib.report.report import Counted, Growth
from lib.scope import DAY, Grain, Period, Scope
from lib.store import Store
from lib.store.tables import RECORDS

WEEK = 7 * DAY


def in_days(store: Store, days: Period | None) -> tuple[Counted, ...]:
    """Activities on those days; of no day there are none."""
    if days is None:
        return (Counted("activity", "Activities", 0),)
    return (_counted(store, "active_users", Scope(days.start, days.last, Grain.DAY)),)


def answers_or_threads(store: Store, metric: str, quarter: Quarter, options: Mapping[str, str]) -> tuple[Counted, ...]:
    """Answers of the quarter, or threads that members opened in it."""
    return (_counted(store, metric, scope_of(quarter, quarter), options),)


def tickets_and_customers(store: Store, quarter: Quarter, customers: float | None) -> tuple[Counted, ...]:
    """Tickets of the quarter, and the customers at its end where they are known."""
    tickets = _counted(store, "tickets", scope_of(quarter, quarter))
    return (tickets, Counted("customer", "Customers at the end", int(customers))) if customers is not None else (tickets,)


def of_worth(store: Store, quarter: Quarter) -> tuple[Counted, ...]:
    """Threads of the quarter, and the programme's costs in its months."""
    cost = RECORDS["programme_cost"]
    found = store.frame(select(func.count().label("rows")).where(cost.c.current, during(cost.c.month, quarter.period)))
    return (_counted(store, "deflection", scope_of(quarter, quarter)), Counted("programme_cost", "Programme costs", int(found["rows"].iloc[0])))


def of_growth(store: Store, growth: Growth) -> tuple[Counted, ...]:
    """Tickets of the complete weeks, and the activities of the 30 days that each of them ends with."""
    weeks = [week.start for week in growth.weeks if week.complete]
    if not weeks:
        return (Counted("ticket", "Support tickets", 0), Counted("activity", "Activities", 0))
    scope = Scope(weeks[0], weeks[-1] + WEEK - DAY, Grain.WEEK)
    first = weeks[0] + WEEK - MONTH * DAY
    return (_counted(store, "tickets", scope), _counted(store, "active_users", Scope(first, scope.last, Grain.DAY)))


def of_customers(asked: Asked) -> tuple[Counted, ...]:
    """Customers at the quarter's start, or its prospects; and those to whom it happened. Of all groups together: small ones are not told apart."""
    of, happened = ("customers", "churned") if asked.metric == "churn" else ("prospects", "converted")
    titles = ("Customers at the start", "Of these left") if asked.metric == "churn" else ("Prospects", "Of these converted")
    return tuple(Counted("customer", title, int(asked.table[column].fillna(0).sum())) for title, column in zip(titles, (of, happened), strict=True))


def _counted(store: Store, metric: str, scope: Scope, options: Mapping[str, str] | None = None) -> Counted:
    found = behind(store, metric, scope, options)
    return Counted(kind_of(metric, options), f"{found.title[:1].upper()}{found.title[1:]}", found.count(store))
