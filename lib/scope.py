"""What a question is asked about: a period of local days, a grain, and filters.

Days are the community's local days. Inside the code a period is half-open, ``[start, end)``; people give and see
the last day instead, which only the edges (command line, pages) convert.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from lib.errors import CommandError

DAY = timedelta(days=1)


class Grain(StrEnum):
    """The length of a row's period. Weeks are ISO weeks: they start on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"

    def start(self, day: date) -> date:
        """The first day of the calendar period that holds ``day``."""
        match self:
            case Grain.DAY:
                return day
            case Grain.WEEK:
                return day - timedelta(days=day.weekday())
            case Grain.MONTH:
                return day.replace(day=1)
            case Grain.QUARTER:
                return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)

    def next(self, start: date) -> date:
        """The first day of the period after the one that starts on ``start``."""
        longest = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 31, Grain.QUARTER: 92}[self]
        return self.start(start + timedelta(days=longest))

    def previous(self, start: date) -> date:
        """The first day of the period before the one that starts on ``start``."""
        return self.start(start - DAY)

    def starts(self, period: "Period") -> list[date]:
        """First days of all calendar periods that overlap ``period``, ascending."""
        found, start = [], self.start(period.start)
        while start < period.end:
            found.append(start)
            start = self.next(start)
        return found

    def widen(self, period: "Period") -> "Period":
        """``period`` made of whole calendar periods."""
        return Period(self.start(period.start), self.next(self.start(period.end - DAY)))


@dataclass(frozen=True, order=True)
class Period:
    """Local days from ``start`` to before ``end``; at least one day."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise CommandError(
                "The period ends before it starts.",
                found=f"from {self.start} to {self.end - DAY}",
                hint="give a first day that is not after the last one",
            )

    @classmethod
    def of(cls, first: date, last: date) -> Self:
        """The period from ``first`` to ``last``, both included: how people say it."""
        return cls(first, last + DAY)

    @property
    def last(self) -> date:
        return self.end - DAY

    @property
    def length(self) -> int:
        """How many days."""
        return (self.end - self.start).days

    @property
    def previous(self) -> "Period":
        """As many days, just before."""
        return Period(self.start - (self.end - self.start), self.start)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    def __iter__(self) -> Iterator[date]:
        return (self.start + timedelta(days=n) for n in range(self.length))


@dataclass(frozen=True)
class Scope:
    """What a metric is asked about.

    ``first`` and ``last`` are the days asked for, both included; None means where the metric's data begin or end.
    Empty filters let everything through. Platform and channel choose activities; segment chooses members.
    """

    first: date | None = None
    last: date | None = None
    by: Grain = Grain.MONTH
    platforms: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    include_staff: bool = False

    def within(self, data: Period | None) -> Period | None:
        """The days asked for, open ends filled from where the data lie; None where neither says.

        Where only one end was given and the data lie wholly on its other side, that single day is the period.
        """
        first = self.first or (data.start if data else None)
        last = self.last or (data.last if data else None)
        if first is None or last is None:
            return None
        if first > last and (self.first is None or self.last is None):
            given = self.first or self.last or first
            return Period.of(given, given)
        return Period.of(first, last)

    def during(self, period: Period) -> "Scope":
        """The same filters and grain over another period."""
        return replace(self, first=period.start, last=period.last)

    @property
    def filters_activity(self) -> bool:
        """Whether a filter leaves out activities of some members' days, so that rollups cannot answer."""
        return bool(self.platforms or self.channels or self.segments)


ALL_TIME = Scope()
