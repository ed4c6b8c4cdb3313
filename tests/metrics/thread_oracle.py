"""The definitions about threads once more, plainly: who opened, who replied, how long it took, exact fractions for shares."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from lib.scope import Scope
from tests.metrics.oracle import Community, Person, Row, between, nulls

HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass
class Thread:
    """Its opening, and the replies after it in order."""

    opening: Row
    replies: list[Row]


@cache
def threads(world: Community) -> list[Thread]:
    """All that a member opened."""
    found = []
    written: dict[tuple[str, str], list[Row]] = {}
    for act in world.activities:
        if act.get("thread_id") and act["kind"] in ("post", "comment"):
            written.setdefault((act["source"], act["thread_id"]), []).append(act)
    for _, acts in sorted(written.items()):
        posts = [act for act in acts if act["kind"] == "post"]
        if not posts:
            continue
        opening = min(posts, key=lambda act: (act["occurred_at"], act["activity_id"]))
        later = [act for act in acts if act is not opening and act["occurred_at"] >= opening["occurred_at"] and not world.is_bot(world.author(act))]
        if world.is_member(world.author(opening)):
            found.append(Thread(opening, sorted(later, key=lambda act: (act["occurred_at"], act["kind"] != "post", act["activity_id"]))))
    return found


def asked_replies(world: Community, thread: Thread, responder: str) -> list[Row]:
    if responder == "staff":
        return [act for act in thread.replies if world.is_staff(world.author(act))]
    return [act for act in thread.replies if world.author(act) != world.author(thread.opening)]


def source_end(world: Community, thread: Thread) -> datetime:
    end: datetime = max(act["occurred_at"] for act in world.activities if act["source"] == thread.opening["source"])
    return end


def opened(world: Community, scope: Scope, days: list[date]) -> list[Thread]:
    if not days:
        return []
    return [thread for thread in threads(world) if between(days[0], days[-1], world.day(thread.opening)) and world.passes(thread.opening, scope)]


@cache
def is_open(world: Community, moment: datetime) -> bool:
    """Whether the clock on the wall shows opening hours."""
    local = moment.astimezone(ZoneInfo(world.zone))
    if local.date() in world.holidays:
        return False
    minute = local.hour * 60 + local.minute
    for part in world.business_hours.split(","):
        days, hours = part.split()
        first, last = (days.split("-") * 2)[:2]
        opens, closes = (int(edge[:2]) * 60 + int(edge[3:]) for edge in hours.split("-"))
        if WEEKDAYS.index(first) <= local.weekday() <= WEEKDAYS.index(last) and opens <= minute < closes:
            return True
    return False


@cache
def hours_between(world: Community, start: datetime, end: datetime, clock: str) -> Fraction:
    """In business time by quarters of an hour, at which all opening hours and changes of the clock lie."""
    if clock == "calendar":
        return Fraction((end - start) // timedelta(microseconds=1), HOUR // timedelta(microseconds=1))
    total, moment = timedelta(0), start
    while moment < end:
        quarter = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
        until = min(quarter + QUARTER, end)
        if is_open(world, quarter):
            total += until - moment
        moment = until
    return Fraction(total // timedelta(microseconds=1), HOUR // timedelta(microseconds=1))


Wait = tuple[Fraction, bool]
"""How long, and whether an answer came then."""


def waits(world: Community, found: list[Thread], responder: str, clock: str) -> list[Wait]:
    waited = []
    for thread in found:
        answers = asked_replies(world, thread, responder)
        until = answers[0]["occurred_at"] if answers else source_end(world, thread)
        waited.append((hours_between(world, thread.opening["occurred_at"], until, clock), bool(answers)))
    return waited


def steps(waited: list[Wait]) -> list[tuple[Fraction, Fraction]]:
    """Kaplan and Meier's S after each time with an answer, exactly: the share of those watched that long who go on waiting."""
    left, found = Fraction(1), []
    for moment in sorted({time for time, answered in waited if answered}):
        watched = sum(time >= moment for time, _ in waited)
        left *= 1 - Fraction(sum(answered and time == moment for time, answered in waited), watched)
        found.append((moment, left))
    return found


def still_waiting(waited: list[Wait], limit: Fraction) -> Fraction:
    return ([Fraction(1)] + [left for time, left in steps(waited) if time <= limit])[-1]


def quantile(waited: list[Wait], q: Fraction) -> float | None:
    return next((float(time) for time, left in steps(waited) if left <= 1 - q), None)


def within(waited: list[Wait], limit: Fraction) -> float | None:
    if not waited or (all(time < limit for time, _ in waited) and not all(answered for _, answered in waited)):
        return None
    return float(1 - still_waiting(waited, limit))


def response_time(world: Community, scope: Scope, responder: str = "staff", clock: str = "calendar") -> Iterator[Row]:
    for start, last in world.periods(scope):
        waited = waits(world, opened(world, scope, [start, last]), responder, clock)
        done = [time for time, answered in waited if answered]
        row = {
            "period_start": start,
            "threads": len(waited),
            "answered": len(done),
            "unanswered": len(waited) - len(done),
            "mean_hours": float(sum(done) / len(done)) if done else None,
            "median_hours": quantile(waited, Fraction(1, 2)),
            "p90_hours": quantile(waited, Fraction(9, 10)),
            "within_1h": within(waited, Fraction(1)),
            "within_24h": within(waited, Fraction(24)),
            "complete": world.complete(start, last),
        }
        yield row if world.known(start, last) else nulls(row)


def responders(world: Community, scope: Scope, responder: str = "staff") -> list[Row]:
    replies: dict[Person, list[Row]] = {}
    first: dict[Person, list[float]] = {}
    for thread in opened(world, scope, world.days_of(scope)):
        answers = asked_replies(world, thread, responder)
        for act in answers:
            replies.setdefault(world.author(act), []).append(act)
        if answers:
            waited = float(hours_between(world, thread.opening["occurred_at"], answers[0]["occurred_at"], "calendar"))
            first.setdefault(world.author(answers[0]), []).append(waited)
    rows: list[tuple[Any, Row]] = []
    for person, acts in replies.items():
        answered = first.get(person, [])
        account = world.accounts_of[person][0]
        row = {
            "member_id": account[1],
            "first_replies": len(answered),
            "replies": len(acts),
            "median_hours": median(answered) if answered else None,
        }
        rows.append(((-len(answered), -len(acts), account[1], world.accounts.index(account)), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def unanswered(world: Community, scope: Scope) -> list[Row]:
    rows: list[tuple[Any, Row]] = []
    for thread in opened(world, scope, world.days_of(scope)):
        opening = thread.opening
        if not asked_replies(world, thread, "anyone"):
            age = hours_between(world, opening["occurred_at"], source_end(world, thread), "calendar")
            row = {
                "thread_id": opening["thread_id"],
                "opened_at": opening["occurred_at"],
                "channel": opening.get("channel"),
                "member_id": opening["member_id"],
                "title": opening.get("title"),
                "age_hours": float(age),
            }
            rows.append(((-age, opening["thread_id"], opening["source"]), row))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]
