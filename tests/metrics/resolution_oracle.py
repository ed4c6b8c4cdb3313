"""The definitions about solutions once more, plainly: what solved a thread, whether staff had replied by then, and what that spares."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from lib.scope import Scope
from lib.settings import Settings
from tests.metrics.oracle import Community, Row, between, nulls, ratio
from tests.metrics.thread_oracle import Thread, hours_between, opened, quantile, source_end


def solution(thread: Thread) -> Row | None:
    return next((act for act in thread.replies if act.get("is_solution")), None)


def self_solved(world: Community, thread: Thread) -> bool:
    solved = solution(thread)
    by_then = [act for act in thread.replies if solved and act["occurred_at"] <= solved["occurred_at"]]
    return solved is not None and not any(world.is_staff(world.author(act)) for act in by_then)


def resolution(world: Community, scope: Scope) -> Iterator[Row]:
    for start, last in world.periods(scope):
        found = opened(world, scope, [start, last])
        waited = []
        for thread in found:
            solved = solution(thread)
            until = solved["occurred_at"] if solved else source_end(world, thread)
            waited.append((hours_between(world, thread.opening["occurred_at"], until, "calendar"), solved is not None))
        done, alone = sum(solved for _, solved in waited), sum(self_solved(world, thread) for thread in found)
        row = {
            "period_start": start,
            "threads": len(found),
            "solved": done,
            "solved_share": ratio(done, len(found)),
            "self_solved": alone,
            "self_solved_share": ratio(alone, len(found)),
            "median_hours_to_solution": quantile(waited, Fraction(1, 2)),
            "complete": world.complete(start, last),
        }
        yield row if world.known(start, last) else nulls(row)


def deflection(world: Community, scope: Scope, settings: Settings | None = None) -> Iterator[Row]:
    settings = settings or Settings()
    assumed = {"low": settings.deflection_share_low, "base": settings.deflection_share_base, "high": settings.deflection_share_high}
    for start, last in world.periods(scope, "quarter"):
        threads = sum(self_solved(world, thread) for thread in opened(world, scope, [start, last]))
        cost = cost_of(world, start, last, settings.currency)
        for name, spared in assumed.items():
            tickets = threads * spared
            value = None if settings.cost_per_ticket is None else tickets * settings.cost_per_ticket
            net = None if value is None or cost is None else value - cost
            row = {
                "quarter": start,
                "case": name,
                "deflected_tickets": tickets,
                "value": value,
                "programme_cost": cost,
                "net": net,
                "roi": net / cost if net is not None and cost and cost > 0 else None,
                "complete": world.complete(start, last),
            }
            yield row if world.known(start, last) else nulls(row, "deflected_tickets", "value", "programme_cost", "net", "roi")


def cost_of(world: Community, start: date, last: date, currency: str) -> float | None:
    rows = [row for row in world.others.get("programme_cost", []) if between(start, last, row["month"])]
    if not rows or any(row.get("currency") not in (None, currency) for row in rows):
        return None
    return float(sum(row["amount"] for row in rows))
