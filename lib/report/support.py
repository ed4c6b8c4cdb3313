"""Support tickets of the quarter to each 1,000 customers."""

from collections.abc import Mapping
from typing import Any

from lib.report.coverage import Coverage
from lib.report.figure import Unit
from lib.report.quarter import Quarter
from lib.report.reading import Asked, Estimate, Reading, ask, number, quarters, scope_of
from lib.statistics.rates import garwood, same_rate
from lib.store import Store
from lib.wording import known, plural

KIND = "ticket"
SURE = 0.05
NO_CUSTOMERS = "The number of customers is not known: no customer was brought in yet."


def tickets_per_1000(store: Store, coverage: Coverage, quarter: Quarter) -> Reading:
    """``tickets.tickets_per_1000_customers``, with Garwood's interval of a Poisson rate."""
    asked_quarters = quarters(quarter)
    asked = ask(store, "tickets", scope_of(asked_quarters[0], quarter))
    estimates = tuple(_estimate(coverage, one, asked) for one in asked_quarters)
    whole = estimates[-1].whole
    return Reading(
        "tickets_per_1000",
        "Tickets per 1,000 customers",
        Unit.RATE,
        "lower",
        KIND,
        asked,
        "tickets_per_1000_customers",
        estimates,
        {one: coverage.partly(KIND, one) for one in asked_quarters},
        {one.quarter: _surely_other(asked.row(quarter), asked.row(one.quarter)) for one in estimates[:-1]},
        level=False,
        goal=store.settings.target_tickets_per_1000_customers if whole else None,
        beside=_beside(asked.row(quarter), "" if whole else "so far" if coverage.running(quarter) else "in the days that are known"),
        note="Interval: Garwood's, exact where tickets come independently of each other.",
        also={"customers": number(asked.row(quarter).get("customers"))},
    )


def _estimate(coverage: Coverage, quarter: Quarter, asked: Asked) -> Estimate:
    row, whole = asked.row(quarter), coverage.whole(KIND, quarter)
    value = number(row.get("tickets_per_1000_customers"))
    if missing := coverage.absent(KIND, quarter):
        return Estimate(quarter, None, missing=missing)
    if value is None:
        missing = f"There was no customer at the end of {quarter.name}." if coverage.has("customer") else NO_CUSTOMERS
        return Estimate(quarter, None, of=int(row["opened"]), whole=whole, missing=missing)
    low, high = (1000 * float(end) for end in garwood(row["opened"], row["customers"]))
    return Estimate(quarter, value, low, high, int(row["opened"]), whole)


def _surely_other(now: Mapping[str, Any], then: Mapping[str, Any]) -> bool:
    counted = [row.get(name) for row in (now, then) for name in ("opened", "customers")]
    if not all(known(value) for value in counted):
        return False
    tickets, customers, tickets_then, customers_then = (int(value) for value in counted if value is not None)
    return same_rate(tickets, customers, tickets_then, customers_then) < SURE


def _beside(row: Mapping[str, Any], when: str) -> str:
    """``270 tickets, 652 customers``; ``when`` the tickets came, where not in the whole quarter."""
    if not known(row.get("opened")):
        return ""
    said = " ".join(part for part in (plural(int(row["opened"]), "ticket"), when) if part)
    return f"{said}, {plural(int(row['customers']), 'customer')}" if known(row.get("customers")) else said
