"""A calendar quarter: as people write it, its days, and the ones it is compared with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from lib.errors import CommandError
from lib.scope import Grain, Period

_WRITTEN = re.compile(r"(\d{4})[ -]?Q([1-4])|Q([1-4])[ -]?(\d{4})", re.IGNORECASE)

FIRST_YEAR, LAST_YEAR = 1000, 9998
"""Of a quarter that is asked for: all those it is compared with, and its end, are days of the calendar too."""


@dataclass(frozen=True, order=True)
class Quarter:
    """``start`` is its first day."""

    start: date

    def __post_init__(self) -> None:
        if Grain.QUARTER.start(self.start) != self.start:
            raise ValueError(f"{self.start} is not the first day of a quarter")

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter that holds ``day``."""
        return cls(Grain.QUARTER.start(day))

    @classmethod
    def parse(cls, text: str) -> Self:
        """``2026Q3``, ``2026 q3``, ``Q3 2026``; CommandError for anything else."""
        found = _WRITTEN.fullmatch(text.strip())
        year = int(found[1] or found[4]) if found else 0
        if not found or not FIRST_YEAR <= year <= LAST_YEAR:
            raise CommandError("That is no quarter.", found=text, hint="write it like 2026Q3")
        return cls(date(year, 3 * int(found[2] or found[3]) - 2, 1))

    @property
    def number(self) -> int:
        """1 to 4."""
        return (self.start.month + 2) // 3

    @property
    def name(self) -> str:
        """``Q3 2026``."""
        return f"Q{self.number} {self.start.year}"

    @property
    def key(self) -> str:
        """``2026Q3``: in addresses, commands and names of files."""
        return f"{self.start.year}Q{self.number}"

    @property
    def period(self) -> Period:
        """Its days."""
        return Period(self.start, Grain.QUARTER.next(self.start))

    @property
    def previous(self) -> "Quarter":
        """The one before."""
        return Quarter(Grain.QUARTER.previous(self.start))

    @property
    def year_before(self) -> "Quarter":
        """The same one a year before."""
        return Quarter(self.start.replace(year=self.start.year - 1))


def reported(data: Mapping[str, Period]) -> list[Quarter]:
    """The quarters that any kind of record has data of, the latest first. ``data``: the days that each kind covers."""
    if not data:
        return []
    days = Period(min(period.start for period in data.values()), max(period.end for period in data.values()))
    return [Quarter(start) for start in reversed(Grain.QUARTER.starts(days))]
