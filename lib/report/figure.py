"""A number of the report: its value, how sure it is, and what it was in two other quarters. Every file writes it with the same words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from lib.wording import UNKNOWN, average, count, hours, known, number, share, shares_between, signed

Better = Literal["higher", "lower"]


class Unit(StrEnum):
    """What a number counts."""

    COUNT = "count"
    SHARE = "share"
    """0 to 1."""
    SCORE = "score"
    """-100 to 100."""
    RATE = "rate"
    """To each 1,000 customers."""
    HOURS = "hours"

    def said(self, value: float | None) -> str:
        """The number as people read it: ``2,058``, ``76%``, ``+39``, ``414``, ``3.3 h``; ``—`` where it is not known."""
        match self:
            case Unit.COUNT:
                return count(value)
            case Unit.SHARE:
                return share(value)
            case Unit.SCORE:
                return signed(value, 0)
            case Unit.RATE:
                return average(value)
            case Unit.HOURS:
                return hours(value)

    def between(self, low: float | None, high: float | None) -> str:
        """``73 to 79%``, ``+31 to +46``; ``—`` where either is not known."""
        if not known(low) or not known(high):
            return UNKNOWN
        return shares_between(low, high) if self is Unit.SHARE else f"{self.said(low)} to {self.said(high)}"


@dataclass(frozen=True)
class Change:
    """A figure against another quarter.

    ``quarter``: its first day. ``then``: the value of that quarter, None where not known. ``size``: without a sign, as ``8%``, ``5 points``,
    ``new``; empty where there is none. ``desirable``: None where it is neither, or no more than chance gives. ``missing``: why there is no change.
    """

    quarter: date
    then: float | None
    size: str = ""
    direction: Literal["up", "down", "off"] = "off"
    desirable: bool | None = None
    missing: str = ""

    @property
    def said(self) -> str:
        """``+8%``, ``−5 points``, ``no change``; ``—`` where it is not known."""
        if not self.size:
            return UNKNOWN
        sign = {"up": "+", "down": "−", "off": ""}[self.direction]
        return self.size if self.size == "new" else f"{sign}{self.size}"


@dataclass(frozen=True)
class Figure:
    """``value``: unrounded, as the metric says it; None: not known, ``missing`` says why.

    ``low``, ``high``: the 95 % interval; None where it was counted, which ``sureness`` says then. ``better``: which way is desirable.
    ``goal``: what the settings aim at, None where there is no such goal. ``beside``: a second number in words, such as a median.
    """

    key: str
    name: str
    unit: Unit
    value: float | None
    better: Better
    previous: Change
    year_before: Change
    low: float | None = None
    high: float | None = None
    goal: float | None = None
    beside: str = ""
    sureness: str = ""
    missing: str = ""

    @property
    def said(self) -> str:
        """The value as people read it."""
        return self.unit.said(self.value)

    @property
    def interval(self) -> str:
        """``95%: 73 to 79%``, ``counted, no interval``; empty where there is no value."""
        if self.value is None:
            return ""
        return f"95%: {self.unit.between(self.low, self.high)}" if known(self.low) and known(self.high) else self.sureness

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is none, or no value."""
        if self.goal is None or self.value is None:
            return None
        return self.value >= self.goal if self.better == "higher" else self.value <= self.goal


def ratio(value: float | None) -> str:
    """A return: ``0.34`` as ``34%``, ``-0.97`` as ``−97%``."""
    return f"{value * 100:,.0f}%".replace("-", "−") if value is not None else UNKNOWN


def plain_number(value: float | None) -> str:
    """A number of an assumption, without needless digits: ``48``, ``48.50``."""
    return number(value, 0 if value is None or value == round(value) else 2)
