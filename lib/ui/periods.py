"""The periods that a page offers, all told from where the data end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lib.scope import Grain, Period

CUSTOM = "Choose days"
DEFAULT = "Last 12 weeks"
EVERYTHING = "All data"

Ending = Callable[[Period], Period]


def _weeks(number: int) -> Ending:
    """So many whole weeks and the one that is not over, where there is one."""

    def ending(data: Period) -> Period:
        start = Grain.WEEK.start(data.end) - timedelta(weeks=number)
        return Period(min(max(start, data.start), data.last), data.end)

    return ending


def _this_quarter(data: Period) -> Period:
    return Period(max(Grain.QUARTER.start(data.last), data.start), data.end)


def _last_quarter(data: Period) -> Period:
    this = Grain.QUARTER.start(data.last)
    return Period(Grain.QUARTER.previous(this), this)


PERIODS: Mapping[str, Ending] = {
    "Last 4 weeks": _weeks(4),
    DEFAULT: _weeks(12),
    "Last 26 weeks": _weeks(26),
    "Last 52 weeks": _weeks(52),
    "This quarter": _this_quarter,
    "Last quarter": _last_quarter,
    EVERYTHING: lambda data: data,
}


def period(choice: str, data: Period, custom: tuple[date, ...] = ()) -> Period:
    """The days of a choice. ``custom`` are the first and last day of CUSTOM; while only one is chosen it is that day."""
    if choice != CUSTOM:
        return PERIODS.get(choice, PERIODS[DEFAULT])(data)
    if not custom:
        return PERIODS[DEFAULT](data)
    return Period.of(min(custom), max(custom))


@dataclass(frozen=True)
class Choice:
    """What the period filter says. ``end``: the day after the last of the data that choices are counted from; ``days``: of CUSTOM."""

    name: str
    end: date
    days: tuple[date, ...] = ()

    def within(self, data: Period) -> Period:
        """The days that this means for records of which ``data`` are the days: none before them, but those of CUSTOM."""
        if self.name == EVERYTHING:
            return data
        return period(self.name, Period(data.start, self.end) if data.start < self.end else data, self.days)
