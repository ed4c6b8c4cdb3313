"""How far the records of each kind reach, seen from a quarter: whether it is known, wholly known, and if not, why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lib.report.quarter import Quarter
from lib.scope import DAY, Period
from lib.store import Store
from lib.wording import day

NOUNS = {"activity": "activity", "ticket": "support ticket", "survey_response": "survey answer", "customer": "customer"}
"""Kinds that the report is made from, each as one of it is called."""
REGULAR = ("activity", "ticket")
"""Kinds whose days end with their last record; those of the others reach to today."""


@dataclass(frozen=True)
class Coverage:
    """``periods``: the days that each kind covers, of which there are any records."""

    periods: Mapping[str, Period]
    today: date

    @classmethod
    def of(cls, store: Store) -> "Coverage":
        """As the store is now."""
        found = {kind: store.data_period(kind) for kind in NOUNS}
        return cls({kind: period for kind, period in found.items() if period}, store.today())

    def has(self, kind: str) -> bool:
        """Whether there are any records of that kind."""
        return kind in self.periods

    def whole(self, kind: str, quarter: Quarter) -> bool:
        """Whether the quarter is over and lies wholly within the kind's days."""
        return not self.partly(kind, quarter)

    def absent(self, kind: str, quarter: Quarter) -> str:
        """Why nothing can be known of the quarter; empty where something may be."""
        if not self.has(kind):
            return f"No {NOUNS[kind]} was brought in yet."
        data = self.periods[kind]
        if self.today < quarter.period.start and data.end <= quarter.period.start:
            return f"{quarter.name} has not begun."
        if data.start >= quarter.period.end:
            return f"{self._many(kind)} begin on {day(data.start)}, after {quarter.name}."
        if data.end <= quarter.period.start:
            return f"{self._many(kind)} end on {day(data.last)}, before {quarter.name}."
        return ""

    def partly(self, kind: str, quarter: Quarter) -> str:
        """Why the quarter is not wholly known; empty where it is."""
        if absent := self.absent(kind, quarter):
            return absent
        data = self.periods[kind]
        if data.start > quarter.period.start:
            return f"{self._many(kind)} begin on {day(data.start)}, within {quarter.name}."
        if self.today < quarter.period.end:
            return f"{quarter.name} is not over."
        if data.end < quarter.period.end:
            return f"{self._many(kind)} end on {day(data.last)}, within {quarter.name}."
        return ""

    def until(self, quarter: Quarter) -> date | None:
        """The last day of the quarter that has data, of the kinds that come by themselves, else of any; None where none has."""
        periods = [self.periods[kind] for kind in REGULAR if self.has(kind)] or list(self.periods.values())
        inside = [data for data in periods if data.start < quarter.period.end and data.end > quarter.period.start]
        return min(max(data.last for data in inside), quarter.period.last) if inside else None

    def over(self, quarter: Quarter) -> bool:
        """Whether the quarter has ended and the data reach its end."""
        return self.today >= quarter.period.end and self.until(quarter) == quarter.period.last

    def running(self, quarter: Quarter) -> bool:
        """Whether today lies in the quarter."""
        return self.today in quarter.period

    def last_over(self, kind: str, quarter: Quarter) -> date | None:
        """The last day of the quarter that is over and has data of the kind; where only today has any, today; None where no day has."""
        if self.absent(kind, quarter):
            return None
        data = self.periods[kind]
        last = min(data.last, quarter.period.last)
        return self.today - DAY if last >= self.today > max(data.start, quarter.period.start) else last

    def _many(self, kind: str) -> str:
        noun = NOUNS[kind]
        return f"The {noun.removesuffix('y')}ies" if noun.endswith("ity") else f"The {noun}s"
