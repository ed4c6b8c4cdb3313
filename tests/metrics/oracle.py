"""The definitions once more, as slowly and plainly as can be: loops over days and people, no SQL, no arrays.

Metrics are right where they agree with this, row for row. Nothing here is shared with the product but the scope's fields.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from lib.scope import Scope

DAY = timedelta(days=1)
Row = dict[str, Any]
Person = tuple[str, ...]

WHEN = {
    "activity": ("occurred_at",),
    "ticket": ("created_at", "first_response_at", "resolved_at"),
    "survey_response": ("responded_at",),
    "customer": ("started_at",),
    "idea": ("submitted_at",),
    "mention": ("day",),
    "programme_cost": ("month",),
    "reported_series": ("day",),
}
"""Where the range of each kind's data begins, and what else it may end with."""


def first_day(day: date, by: str) -> date:
    """Of the calendar period that holds ``day``: walk back until it begins."""
    while not (by == "day" or (by == "week" and day.weekday() == 0) or (day.day == 1 and (by == "month" or (by == "quarter" and day.month in (1, 4, 7, 10))))):
        day -= DAY
    return day


def last_day(day: date, by: str) -> date:
    """Of the calendar period that holds ``day``."""
    start = first_day(day, by)
    while first_day(day + DAY, by) == start:
        day += DAY
    return day


@dataclass(eq=False)
class Community:
    """Records as they came, each with its source, and what the settings say.

    ``others`` are the records of all other kinds, by kind; ``about`` is the kind whose days are the data's range.
    """

    members: list[Row] = field(default_factory=list)
    activities: list[Row] = field(default_factory=list)
    others: dict[str, list[Row]] = field(default_factory=dict)
    now: datetime = datetime(2026, 3, 15, 12, tzinfo=UTC)
    zone: str = "Europe/Warsaw"
    staff: tuple[str, ...] = ()
    business_hours: str = "mon-fri 09:00-17:00"
    holidays: tuple[date, ...] = ()
    about: str = "activity"

    def on(self, kind: str) -> "Community":
        """The same, where the range of the data is that of another kind."""
        return replace(self, about=kind)

    # people

    @cached_property
    def records(self) -> dict[tuple[str, str], Row]:
        return {(record["source"], record["member_id"]): record for record in self.members}

    @cached_property
    def accounts(self) -> list[tuple[str, str]]:
        """In the order in which the store met them: source by source, members first, ids in order."""
        met = []
        for rows in (self.members, self.activities):
            for source in sorted({row["source"] for row in rows}):
                met += sorted({(source, row["member_id"]) for row in rows if row["source"] == source})
        return list(dict.fromkeys(met))

    def person(self, account: tuple[str, str]) -> Person:
        person_id = self.records.get(account, {}).get("person_id")
        return ("person", person_id) if person_id else ("account", *account)

    @cached_property
    def accounts_of(self) -> dict[Person, list[tuple[str, str]]]:
        found: dict[Person, list[tuple[str, str]]] = {}
        for account in self.accounts:
            found.setdefault(self.person(account), []).append(account)
        return found

    def _role(self, account: tuple[str, str]) -> str | None:
        return self.records.get(account, {}).get("role")

    @cached_property
    def staff_people(self) -> set[Person]:
        return {self.person(account) for account in self.accounts if self._role(account) == "staff" or ":".join(account) in self.staff}

    @cached_property
    def bots(self) -> set[Person]:
        return {self.person(account) for account in self.accounts if self._role(account) == "bot"}

    def is_staff(self, person: Person) -> bool:
        return person in self.staff_people

    def is_bot(self, person: Person) -> bool:
        return person in self.bots

    def is_member(self, person: Person) -> bool:
        return not self.is_staff(person) and not self.is_bot(person)

    def counts(self, person: Person, scope: Scope) -> bool:
        return not self.is_bot(person) and (scope.include_staff or not self.is_staff(person))

    def since(self, person: Person) -> date | None:
        """The earlier of joining and first activity anywhere."""
        moments = (self.records.get(account, {}).get("joined_at") for account in self.accounts_of[person])
        joined = [self.local(moment).date() for moment in moments if moment]
        acted = [self.day(act) for act in self.activities if self.author(act) == person]
        return min(joined + acted, default=None)

    # activities

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.zone))

    def day(self, activity: Row) -> date:
        return self.local(activity["occurred_at"]).date()

    def author(self, activity: Row) -> Person:
        return self.person((activity["source"], activity["member_id"]))

    def segment(self, activity: Row) -> str | None:
        return self.records.get((activity["source"], activity["member_id"]), {}).get("segment")

    def passes(self, activity: Row, scope: Scope) -> bool:
        """Whether the scope's filters let it through."""
        return (
            (not scope.platforms or activity.get("platform") in scope.platforms)
            and (not scope.channels or activity.get("channel") in scope.channels)
            and (not scope.segments or self.segment(activity) in scope.segments)
        )

    def acts(self, scope: Scope) -> list[Row]:
        """Activities that count in the scope, of all time."""
        return [act for act in self.activities if self.passes(act, scope) and self.counts(self.author(act), scope)]

    # periods

    @cached_property
    def range(self) -> tuple[date, date] | None:
        rows = self.activities if self.about == "activity" else self.others.get(self.about, [])
        first, *lasts = WHEN[self.about]
        days = [day for row in rows if (day := self.local_day(row[first]))]
        ends = days + [day for row in rows for name in lasts if (day := self.local_day(row.get(name)))]
        if not days:
            return None
        return min(days), max(ends) if self.about in ("activity", "ticket") else max(*ends, self.today)

    def local_day(self, moment: datetime | date | None) -> date | None:
        """The community's day of an instant; a day stays itself."""
        return self.local(moment).date() if isinstance(moment, datetime) else moment

    @property
    def today(self) -> date:
        return self.local(self.now).date()

    def in_range(self, day: date) -> bool:
        return self.range is not None and self.range[0] <= day <= self.range[1]

    def days_of(self, scope: Scope) -> list[date]:
        """Every day asked for."""
        first = scope.first or (self.range[0] if self.range else None)
        last = scope.last or (self.range[1] if self.range else None)
        if first is None or last is None:
            return []
        if first > last:  # one end was given, beyond the data
            return [scope.first or scope.last or first]
        return [first + n * DAY for n in range((last - first).days + 1)]

    def periods(self, scope: Scope, by: str | None = None) -> list[tuple[date, date]]:
        """First and last day of each row."""
        starts = dict.fromkeys(first_day(day, by or scope.by) for day in self.days_of(scope))
        return [(start, last_day(start, by or scope.by)) for start in starts]

    def known(self, start: date, last: date) -> bool:
        return any(self.in_range(start + n * DAY) for n in range((last - start).days + 1))

    def over(self, last: date) -> bool:
        return self.in_range(last) and last < self.today

    def complete(self, start: date, last: date) -> bool:
        return self.over(last) and self.in_range(start)

    def holds_first_day(self, start: date, last: date) -> bool:
        return self.range is not None and start <= self.range[0] <= last


def between(start: date, last: date, day: date) -> bool:
    return start <= day <= last


def ratio(part: int, whole: int) -> float | None:
    return float(Fraction(part, whole)) if whole else None


def nulls(row: Row, *names: str) -> Row:
    """The row with those columns null; all but the first and the last where none is named."""
    kept = (next(iter(row)), "complete")
    return {name: None if name in names or (not names and name not in kept) else value for name, value in row.items()}


def active_users(world: Community, scope: Scope) -> Iterator[Row]:
    active: dict[date, set[Person]] = {}
    for act in world.acts(scope):
        active.setdefault(world.day(act), set()).add(world.author(act))
    since = {person: world.since(person) for person in world.accounts_of}
    for day in world.days_of(scope):
        dau, wau, mau = (len(set().union(*(active.get(day - n * DAY, set()) for n in range(window)))) for window in (1, 7, 30))
        members = sum(
            world.counts(person, scope)
            and (not scope.segments or any(world.records.get(account, {}).get("segment") in scope.segments for account in accounts))
            and (first := since[person]) is not None
            and first <= day
            for person, accounts in world.accounts_of.items()
        )
        row = {"day": day, "dau": dau, "wau": wau, "mau": mau, "stickiness": ratio(dau, mau), "members": members, "engagement": ratio(mau, members)}
        row["complete"] = world.complete(day - 29 * DAY, day)
        yield row if world.in_range(day) else nulls(row)


Seen = list[tuple[date, Person]]


def _seen(world: Community, scope: Scope) -> Seen:
    """Who was there on which day."""
    return [(world.day(act), world.author(act)) for act in world.acts(scope)]


def _people(seen: Seen, start: date, last: date) -> set[Person]:
    return {person for day, person in seen if between(start, last, day)}


def growth_accounting(world: Community, scope: Scope) -> Iterator[Row]:
    seen = _seen(world, scope)
    for start, last in world.periods(scope):
        before = first_day(start - DAY, scope.by)
        active, previous = _people(seen, start, last), _people(seen, before, start - DAY)
        ever = _people(seen, date(1, 1, 1), start - DAY)
        new, retained, resurrected, churned = active - ever, active & previous, (active & ever) - previous, previous - active
        row = {
            "period_start": start,
            "active": len(active),
            "new": len(new),
            "retained": len(retained),
            "resurrected": len(resurrected),
            "churned": len(churned),
            "quick_ratio": ratio(len(new) + len(resurrected), len(churned)),
            "complete": world.complete(before, last),
        }
        if world.holds_first_day(start, last):
            row = nulls(row, "new", "retained", "resurrected", "churned", "quick_ratio")
        yield row if world.known(start, last) else nulls(row)


def returning(world: Community, scope: Scope) -> Iterator[Row]:
    seen = _seen(world, scope)
    for start, last in world.periods(scope):
        before = first_day(start - DAY, scope.by)
        active, previous = _people(seen, start, last), _people(seen, before, start - DAY)
        row = {
            "period_start": start,
            "active_previous": len(previous),
            "returned": len(active & previous),
            "share": ratio(len(active & previous), len(previous)),
            "complete": world.complete(before, last),
        }
        yield row if world.known(start, last) and not world.holds_first_day(start, last) else nulls(row)


def retention(world: Community, scope: Scope) -> Iterator[Row]:
    seen, periods = _seen(world, scope), world.periods(scope)
    active = [_people(seen, start, last) for start, last in periods]
    for place, (start, last) in enumerate(periods):
        if not world.complete(start, last):
            continue
        cohort = active[place] - _people(seen, date(1, 1, 1), start - DAY)
        for offset, (_, end) in enumerate(periods[place:]):
            if world.over(end):
                here = len(cohort & active[place + offset])
                yield {
                    "cohort_start": start,
                    "offset": offset,
                    "cohort_size": len(cohort),
                    "active": here,
                    "share": ratio(here, len(cohort)),
                    "complete": True,
                }


def power_curve(world: Community, scope: Scope) -> Iterator[Row]:
    window = [day - n * DAY for day in world.days_of(scope)[-1:] for n in range(28)]
    days: dict[Person, set[date]] = {}
    for act in world.acts(scope):
        if world.day(act) in window:
            days.setdefault(world.author(act), set()).add(world.day(act))
    for active_days in range(1, 29):
        members = sum(len(found) == active_days for found in days.values())
        yield {"active_days": active_days, "members": members if any(world.in_range(day) for day in window) else None}


def ugc(world: Community, scope: Scope) -> Iterator[Row]:
    chosen = [act for act in world.activities if world.passes(act, scope)]
    content = [act for act in chosen if act["kind"] in ("post", "comment")]
    for start, last in world.periods(scope):
        asked = [act["kind"] for act in world.acts(scope) if between(start, last, world.day(act))]
        now = [act for act in content if between(start, last, world.day(act))]
        by_members = [world.author(act) for act in now if world.is_member(world.author(act))]
        by_staff = [act for act in now if world.is_staff(world.author(act)) and not world.is_bot(world.author(act))]
        earlier = {world.author(act) for act in content if world.day(act) < start}
        row = {
            "period_start": start,
            "posts": asked.count("post"),
            "comments": asked.count("comment"),
            "reactions": asked.count("reaction"),
            "ugc": len(by_members),
            "staff_content": len(by_staff),
            "ugc_share": ratio(len(by_members), len(by_members) + len(by_staff)),
            "contributors": len(set(by_members)),
            "new_contributors": len(set(by_members) - earlier),
            "complete": world.complete(start, last),
        }
        if world.holds_first_day(start, last):
            row = nulls(row, "new_contributors")
        yield row if world.known(start, last) else nulls(row)


def activity_hours(world: Community, scope: Scope) -> Iterator[Row]:
    days = world.days_of(scope)
    moments = [world.local(act["occurred_at"]) for act in world.acts(scope)]
    for weekday in range(1, 8):
        for hour in range(24):
            count = sum(moment.isoweekday() == weekday and moment.hour == hour and moment.date() in days for moment in moments)
            yield {"weekday": weekday, "hour": hour, "activities": count if any(map(world.in_range, days)) else None}
