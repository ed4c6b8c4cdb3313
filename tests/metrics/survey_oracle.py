"""The definitions of NPS and CSAT once more, as plainly as can be: loops over answers, no SQL, no arrays."""

import math
from collections.abc import Iterator
from datetime import date

from lib.scope import Scope
from tests.metrics.oracle import DAY, Community, Row, first_day, nulls, ratio

Z = 1.959964


def known(world: Community) -> set[tuple[str, str]]:
    """Accounts of which there is a record, or an activity."""
    return {(row["source"], row["member_id"]) for row in (*world.members, *world.activities)}


def meant(world: Community, record: Row) -> tuple[str, str] | None:
    """The account that a record's member_id means."""
    name = record.get("member_id")
    if name is None:
        return None
    accounts = known(world)
    if (record["source"], name) in accounts:
        return record["source"], name
    elsewhere = [account for account in accounts if account[1] == name]
    return elsewhere[0] if len(elsewhere) == 1 else None


def counts(world: Community, record: Row, scope: Scope) -> bool:
    """Whether an answer or a rating counts in the scope."""
    account = meant(world, record)
    if account and not world.counts(world.person(account), scope):
        return False
    segment = record.get("segment")
    if segment is None and account:
        segment = world.records.get(account, {}).get("segment")
    return not scope.segments or segment in scope.segments


def answers(world: Community, scope: Scope, survey: str, question: str | None = None) -> list[Row]:
    found = [row for row in world.others.get("survey_response", []) if row["survey"] == survey and counts(world, row, scope)]
    return found if question is None else [row for row in found if (row.get("question") or "") == question]


def _nps(scores: list[int]) -> tuple[int, int, int, float | None, float | None, float | None]:
    n, promoters, detractors = len(scores), sum(score >= 9 for score in scores), sum(score <= 6 for score in scores)
    if not n:
        return 0, 0, 0, None, None, None
    middle, spread = _adjusted(n, promoters, detractors)
    low, high = max(-100.0, 100 * (middle - Z * spread)), min(100.0, 100 * (middle + Z * spread))
    return n, promoters, detractors, 100 * (promoters - detractors) / n, low, high


def _adjusted(n: int, promoters: int, detractors: int) -> tuple[float, float]:
    """The adjusted estimate and its standard error: of the answers and of three more."""
    weights = {1: promoters + 0.75, 0: n - promoters - detractors + 1.5, -1: detractors + 0.75}
    mean = sum(value * weight for value, weight in weights.items()) / (n + 3)
    variance = sum(weight * (value - mean) ** 2 for value, weight in weights.items()) / (n + 3)
    return mean, math.sqrt(variance / (n + 3))


def _row(scores: list[int], earlier: list[int]) -> Row:
    n, promoters, detractors, score, low, high = _nps(scores)
    before_n, before_promoters, before_detractors, before, _, _ = _nps(earlier)
    change = p_value = None
    if score is not None and before is not None:
        (now_middle, now_error), (middle, error) = _adjusted(n, promoters, detractors), _adjusted(before_n, before_promoters, before_detractors)
        change, p_value = score - before, math.erfc(abs(now_middle - middle) / math.hypot(now_error, error) / math.sqrt(2))
    parts = {"responses": n, "promoters": promoters, "passives": n - promoters - detractors, "detractors": detractors}
    return {**parts, "nps": score, "ci_low": low, "ci_high": high, "change": change, "p_value": p_value}


def nps(world: Community, scope: Scope, question: str | None = None, group: str = "period") -> Iterator[Row]:
    about, found = world.on("survey_response"), answers(world, scope, "nps", question)
    if group == "wave":
        yield from _by_wave(about, scope, found)
        return
    for start, last in about.periods(scope):
        before = first_day(start - DAY, scope.by)
        now, earlier = _scores(about, found, start, last), _scores(about, found, before, start - DAY)
        row = {"period_start": start, **_row(now, earlier), "complete": about.complete(before, last)}
        yield row if about.known(start, last) else nulls(row)


def _scores(world: Community, rows: list[Row], first: date, last: date) -> list[int]:
    return [row["score"] for row in rows if first <= world.local(row["responded_at"]).date() <= last]


def _by_wave(world: Community, scope: Scope, found: list[Row]) -> Iterator[Row]:
    days = world.days_of(scope)
    ordered = sorted((row for row in found if row["wave"] is not None), key=lambda row: (row["responded_at"], row["wave"]))
    inside = [row for row in ordered if days and days[0] <= world.local(row["responded_at"]).date() <= days[-1]]
    waves = list(dict.fromkeys(row["wave"] for row in inside))
    ended = [row for row in ordered if days and world.local(row["responded_at"]).date() < days[0] and row["wave"] not in waves]
    last = list(dict.fromkeys(row["wave"] for row in ended))[-1:]
    before = [row["score"] for row in ended if row["wave"] in last]
    for wave in waves:
        now = [row["score"] for row in inside if row["wave"] == wave]
        yield {"wave": wave, **_row(now, before)}
        before = now


def csat(world: Community, scope: Scope, **options: str) -> Iterator[Row]:
    tickets = options.get("from") == "tickets"
    about = world.on("ticket" if tickets else "survey_response")
    if tickets:
        rated = [row for row in world.others.get("ticket", []) if row["satisfaction"] is not None and counts(world, row, scope)]
        found = [(about.local(row["created_at"]).date(), row["satisfaction"]) for row in rated]
    else:
        found = [(about.local(row["responded_at"]).date(), row["score"]) for row in answers(world, scope, "csat")]
    for start, last in about.periods(scope):
        scores = [score for day, score in found if start <= day <= last]
        n, satisfied = len(scores), sum(score in (4, 5) for score in scores)
        low, high = _wilson(satisfied, n)
        row = {"period_start": start, "responses": n, "satisfied": satisfied, "csat": ratio(satisfied, n), "ci_low": low, "ci_high": high}
        row["complete"] = about.complete(start, last)
        yield row if about.known(start, last) else nulls(row)


def _wilson(k: int, n: int) -> tuple[float | None, float | None]:
    """The two roots of (k/n − p)² = z² p(1 − p)/n."""
    if not n:
        return None, None
    a, b, c = 1 + Z**2 / n, -(2 * k / n + Z**2 / n), (k / n) ** 2
    root = math.sqrt(max(0.0, b * b - 4 * a * c))
    return 0.0 if k == 0 else (-b - root) / (2 * a), 1.0 if k == n else (-b + root) / (2 * a)
