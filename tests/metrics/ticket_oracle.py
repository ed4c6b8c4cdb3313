"""Tickets and growth once more: each ticket asked at each period, and the relation by loops over pairs, with exact fractions as far as they go."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import sqrt
from typing import Any

from scipy.stats import t as student

from lib.scope import Scope
from tests.metrics.customer_oracle import accounts, first, named, pays_from, stays
from tests.metrics.oracle import DAY, Community, Row, nulls
from tests.metrics.thread_oracle import HOUR, Wait, quantile

INSTANTS = ("created_at", "first_response_at", "resolved_at")
SEASONS = {"day": 7, "week": 52, "month": 12, "quarter": 4}


def counted(world: Community, scope: Scope) -> list[Row]:
    """The tickets that the scope's segments let through, of all time."""
    return [row for row in world.others.get("ticket", []) if not scope.segments or segment(world, row) in scope.segments]


def segment(world: Community, row: Row) -> str | None:
    of = [world.records.get(account, {}).get("segment") for account in named(world, row)]
    return of[0] if of else None


def day(world: Community, row: Row, name: str) -> date | None:
    return world.local_day(row.get(name))


def median_hours(world: Community, rows: list[Row], name: str) -> float | None:
    waited: list[Wait] = []
    for row in rows:
        end: datetime = max(moment for other in world.others["ticket"] if other["source"] == row["source"] for key in INSTANTS if (moment := other.get(key)))
        span = (row.get(name) or end) - row["created_at"]
        waited.append((Fraction(span // timedelta(microseconds=1), HOUR // timedelta(microseconds=1)), bool(row.get(name))))
    return quantile(waited, Fraction(1, 2))


def paying(world: Community, scope: Scope, morning: date) -> int | None:
    """Who pay on the morning after a period's end."""
    if not world.others.get("customer"):
        return None
    there = {key: [row for row in rows if pays_from(world, row)] for key, rows in accounts(world, scope).items()}
    return sum(bool(rows) and first(world, rows, pays_from) < morning and stays(world, rows, morning) for rows in there.values())


def per_1000(number: int, customers: int | None) -> Fraction | None:
    return Fraction(1000 * number, customers) if customers else None


def tickets(world: Community, scope: Scope) -> Iterator[Row]:
    data, rows = world.on("ticket"), counted(world, scope)
    for start, last in data.periods(scope):
        opened = [row for row in rows if start <= day(world, row, "created_at") <= last]
        customers = paying(world, scope, last + DAY)
        row = {
            "period_start": start,
            "opened": len(opened),
            "resolved": sum((done := day(world, row, "resolved_at")) is not None and start <= done <= last for row in rows),
            "backlog": sum(day(world, row, "created_at") <= last and ((done := day(world, row, "resolved_at")) is None or done > last) for row in rows),
            "median_hours_to_first_response": median_hours(world, opened, "first_response_at"),
            "median_hours_to_resolution": median_hours(world, opened, "resolved_at"),
            "customers": customers,
            "tickets_per_1000_customers": as_float(per_1000(len(opened), customers)),
            "complete": data.complete(start, last),
        }
        yield row if data.known(start, last) else nulls(row)


def growth_vs_tickets(world: Community, scope: Scope) -> Iterator[Row]:
    for row in growth(world, scope):
        yield {**row, "tickets_per_1000_customers": as_float(row["tickets_per_1000_customers"])}


def growth(world: Community, scope: Scope) -> Iterator[Row]:
    """The rows with tickets for each 1,000 customers as exact fractions."""
    data, rows = world.on("ticket"), [day(world, row, "created_at") for row in counted(world, scope)]
    acts = [(world.day(act), world.author(act)) for act in world.acts(scope)]
    for start, last in data.periods(scope):
        opened = sum(start <= created <= last for created in rows)
        customers = paying(world, scope, last + DAY)
        row = {
            "period_start": start,
            "mau": len({who for when, who in acts if last - 29 * DAY <= when <= last}) if world.in_range(last) else None,
            "tickets": opened,
            "customers": customers,
            "tickets_per_1000_customers": per_1000(opened, customers),
            "complete": data.complete(start, last) and world.complete(last - 29 * DAY, last),
        }
        yield row if data.known(start, last) else nulls(row)


def growth_vs_tickets_relation(world: Community, scope: Scope) -> list[Row]:
    whole = [row for row in growth(world, scope) if row["complete"]]
    relative = [row["tickets_per_1000_customers"] for row in whole]
    mau, load = [Fraction(row["mau"]) for row in whole], relative if None not in relative else [Fraction(row["tickets"]) for row in whole]
    if len(whole) < 24:
        return [{"lag": lag, "r": None, "pairs": None, "p_adjusted": None, "verdict": "too short to tell"} for lag in range(9)]
    x, y = (changes(values, SEASONS[scope.by]) for values in (mau, load))
    found = [(pearson(x[: len(x) - lag], y[lag:]), len(x) - lag) for lag in range(9)]
    p = [None if r is None else chance(r, pairs, x, y) for r, pairs in found]
    known = [(value, lag) for lag, value in enumerate(p) if value is not None]
    adjusted = min(1.0, 9 * min(known)[0]) if known else None
    verdict = "no relation found"
    if adjusted is not None and adjusted < 0.05:
        verdict = "rise together" if found[min(known)[1]][0] > 0 else "one rises as the other falls"
    return [{"lag": lag, "r": r, "pairs": pairs, "p_adjusted": adjusted, "verdict": verdict} for lag, (r, pairs) in enumerate(found)]


def changes(values: list[Fraction], season: int) -> list[Fraction]:
    if len(values) - season - 1 >= 24:
        values = [values[place] - values[place - season] for place in range(season, len(values))]
    return [values[place] - values[place - 1] for place in range(1, len(values))]


def pearson(one: list[Fraction], other: list[Fraction]) -> float | None:
    a, b = centred(one), centred(other)
    scale = sum(value * value for value in a) * sum(value * value for value in b)
    return float(sum(p * q for p, q in zip(a, b, strict=True))) / sqrt(scale) if scale else None


def chance(r: float, pairs: int, x: list[Fraction], y: list[Fraction]) -> float:
    """Two-sided, for as many independent pairs as so many alike ones are worth."""
    n = len(x)
    together = sum(float((1 - Fraction(k, n)) * alike(x, k) * alike(y, k)) for k in range(1, min(n // 4, 13) + 1))
    effective = max(pairs / max(1.0, 1 + 2 * together), 3.01)
    if abs(r) >= 1 - 1e-12:
        return 0.0
    return float(2 * student.sf(abs(r) * sqrt((effective - 2) / (1 - r * r)), effective - 2))


def alike(values: list[Fraction], k: int) -> Fraction:
    a = centred(values)
    scale = sum(value * value for value in a)
    return sum(a[place] * a[place + k] for place in range(len(a) - k)) / scale if scale else Fraction(0)


def centred(values: list[Fraction]) -> list[Fraction]:
    mean = sum(values) / len(values)
    return [value - mean for value in values]


def as_float(value: Any) -> float | None:
    return None if value is None else float(value)
