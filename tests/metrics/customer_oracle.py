"""Churn and conversion once more: each customer asked, at each period's start, whose it is, who they are, and what they did."""

import math
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from lib.scope import Scope
from tests.metrics.oracle import Community, Person, Row, nulls

Z = 1.959964
GROUPS = ("member", "power_member", "non_member")


def churn(world: Community, scope: Scope) -> Iterator[Row]:
    for start, last in world.on("customer").periods(scope):
        customers = {key: [row for row in rows if pays_from(world, row)] for key, rows in accounts(world, scope).items()}
        there = {key: rows for key, rows in customers.items() if rows and first(world, rows, pays_from) < start and stays(world, rows, start)}
        gone = [key for key, rows in there.items() if not stays(world, rows, last + timedelta(days=1))]
        yield from compared(world, scope, start, last, ("customers", "churned"), dict.fromkeys(there, start), gone)


def conversion(world: Community, scope: Scope) -> Iterator[Row]:
    for start, last in world.on("customer").periods(scope):
        prospects: dict[str, date] = {}
        converted = []
        for key, all_rows in accounts(world, scope).items():
            rows = [row for row in all_rows if row["source"] in knowing(world)]
            if not rows:
                continue
            began, pays = first(world, rows, started), first(world, rows, paid)
            if began < start and (pays is None or pays >= start) and stays(world, rows, start):
                prospects[key] = start
            if start <= began <= last:
                prospects[key] = began
            if key in prospects and pays and start <= pays <= last:
                converted.append(key)
        yield from compared(world, scope, start, last, ("prospects", "converted"), prospects, converted)


def compared(world: Community, scope: Scope, start: date, last: date, names: tuple[str, str], entry: dict[str, date], happened: list[str]) -> Iterator[Row]:
    """The rows of one period, a group each; ``entry`` is the day on which each customer's group is looked up."""
    groups = {key: group(world, scope, key, day) for key, day in entry.items()}
    of = {name: sum(group == name for group in groups.values()) for name in GROUPS}
    did = {name: sum(groups[key] == name for key in happened) for name in GROUPS}
    others = (did["non_member"], of["non_member"])
    data = world.on("customer")
    for name in GROUPS:
        low, high = wilson(did[name], of[name])
        between = difference((did[name], of[name]), others) if name != "non_member" else (None, None, None)
        row = {
            "period_start": start,
            "group": name,
            names[0]: of[name],
            names[1]: did[name],
            "rate": did[name] / of[name] if of[name] else None,
            "ci_low": low,
            "ci_high": high,
            **dict(zip(("difference", "difference_low", "difference_high"), between, strict=True)),
            "complete": data.complete(start, last) and data.in_range(start - timedelta(days=28)),
        }
        yield row if data.known(start, last) else nulls(row, *[column for column in row if column not in ("period_start", "group", "complete")])


# customers


def accounts(world: Community, scope: Scope) -> dict[str, list[Row]]:
    """The records of each customer that the segments let through."""
    found: dict[str, list[Row]] = {}
    for row in world.others.get("customer", []):
        found.setdefault(row["customer_id"], []).append(row)
    return {key: rows for key, rows in found.items() if not scope.segments or people(world, scope, key)}


def knowing(world: Community) -> set[str]:
    """Sources that know when a customer first paid."""
    return {row["source"] for row in world.others.get("customer", []) if row["converted_at"]}


def started(world: Community, row: Row) -> date | None:
    return world.local_day(row["started_at"])


def paid(world: Community, row: Row) -> date | None:
    return world.local_day(row["converted_at"])


def pays_from(world: Community, row: Row) -> date | None:
    return paid(world, row) if row["source"] in knowing(world) else started(world, row)


def first(world: Community, rows: list[Row], when: Callable[[Community, Row], date | None]) -> date | None:
    return min((day for row in rows if (day := when(world, row))), default=None)


def stays(world: Community, rows: list[Row], day: date) -> bool:
    """Whether any of the records has not ended before ``day``."""
    return any(row["churned_at"] is None or world.local_day(row["churned_at"]) >= day for row in rows)


# groups


def people(world: Community, scope: Scope, key: str) -> set[Person]:
    """Who is the customer in the community, of those who count in the scope."""
    found = [account for row in world.others["customer"] if row["customer_id"] == key for account in named(world, row)]
    found += [account for account, record in world.records.items() if record.get("customer_id") == key]
    in_segment = [account for account in found if not scope.segments or world.records.get(account, {}).get("segment") in scope.segments]
    return {world.person(account) for account in in_segment if world.counts(world.person(account), scope)}


def named(world: Community, row: Row) -> list[tuple[str, str]]:
    """The account that a member_id means: of the row's source, or the only other one of that name."""
    alike = [account for account in world.accounts if account[1] == row["member_id"]]
    own = [account for account in alike if account[0] == row["source"]]
    return own or (alike if len(alike) == 1 else [])


def group(world: Community, scope: Scope, key: str, day: date) -> str:
    """What the customer is to the community on the morning of ``day``."""
    came = [person for person in people(world, scope, key) if (since := world.since(person)) and since < day]
    month = {day - timedelta(days=days) for days in range(1, 29)}
    for person in came:
        active = {world.day(act) for act in world.acts(scope) if world.author(act) == person}
        if len(active & month) >= 4:
            return "power_member"
    return "member" if came else "non_member"


# intervals


def wilson(k: int, n: int) -> tuple[float | None, float | None]:
    """The two shares p whose distance from k/n is z of their own standard errors: the roots of a quadratic."""
    if not n:
        return None, None
    share, square = k / n, Z * Z / n
    a, b, c = 1 + square, -(2 * share + square), share * share
    root = math.sqrt(max(b * b - 4 * a * c, 0))
    return (0.0 if k == 0 else (-b - root) / (2 * a)), (1.0 if k == n else (-b + root) / (2 * a))


def difference(one: tuple[int, int], other: tuple[int, int]) -> tuple[float | None, float | None, float | None]:
    if not one[1] or not other[1]:
        return None, None, None
    p, q = one[0] / one[1], other[0] / other[1]
    (low, high), (other_low, other_high) = wilson(*one), wilson(*other)
    return p - q, p - q - math.sqrt((p - low) ** 2 + (other_high - q) ** 2), p - q + math.sqrt((high - p) ** 2 + (q - other_low) ** 2)
