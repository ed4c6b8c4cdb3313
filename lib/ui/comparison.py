"""What changes are told against: as many periods just before, or the same ones a year before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lib.scope import Grain

WEEKS_A_YEAR = timedelta(weeks=52)


class Comparison(StrEnum):
    """The choices, as the filter names them."""

    BEFORE = "Period before"
    YEAR = "Year before"


@dataclass(frozen=True)
class Earlier:
    """The comparison, asked of some whole periods one after the other."""

    comparison: Comparison
    by: Grain

    def periods(self, whole: Sequence[date]) -> tuple[date, ...]:
        """First days of as many periods as ``whole`` are."""
        if not whole:
            return ()
        if self.comparison is Comparison.YEAR:
            starts = [self.by.start(self.day(whole[0], whole))]
            for _ in whole[1:]:
                starts.append(self.by.next(starts[-1]))
            return tuple(starts)
        starts = [self.by.previous(whole[0])]
        for _ in whole[1:]:
            starts.insert(0, self.by.previous(starts[0]))
        return tuple(starts)

    def day(self, day: date, whole: Sequence[date]) -> date:
        """The day to compare ``day`` with. Weeks are compared with those 52 weeks before, which end on the same weekday."""
        if self.comparison is Comparison.BEFORE:
            return day - (self.by.next(whole[-1]) - whole[0])
        if self.by is Grain.WEEK:
            return day - WEEKS_A_YEAR
        return _a_year_before(day)

    def said(self, length: str, periods: int) -> str:
        """``the 12 weeks before``, ``the same 12 weeks a year before``; ``length`` is ``12 weeks``."""
        length = length.split(" ", 1)[1] if periods == 1 else length
        return f"the same {length} a year before" if self.comparison is Comparison.YEAR else f"the {length} before"


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)
