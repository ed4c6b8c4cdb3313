"""A figure against another quarter: by how much, which way, and whether that is desirable. What may be chance is neither good nor bad."""

from typing import Literal

from lib.report.figure import Change, Unit
from lib.report.quarter import Quarter
from lib.report.reading import Reading
from lib.wording import percent, points

STEADY = 0.02
"""A count that changed by less is called steady: a few people more or less are no trend."""


def change(reading: Reading, other: Quarter) -> Change:
    """Against ``other``, one of the reading's quarters."""
    now, then = reading.now, reading.of(other)
    missing = _missing(reading, other)
    if missing or now.value is None or then.value is None:
        return Change(other.start, None if missing else then.value, missing=missing)
    size = _size(reading.unit, now.value, then.value)
    if not size:
        return Change(other.start, then.value, "no change")
    up = now.value > then.value
    direction: Literal["up", "down"] = "up" if up else "down"
    desirable = up == (reading.better == "higher") if reading.sure.get(other) else None
    return Change(other.start, then.value, size, direction, desirable)


def _missing(reading: Reading, other: Quarter) -> str:
    """Why there is no change; empty where there is one."""
    now, then = reading.now, reading.of(other)
    if now.value is None:
        return now.missing
    if not now.whole and not reading.level:
        return f"{reading.partly[now.quarter]} What is counted over a quarter is compared with whole quarters only."
    if not then.whole:
        return reading.partly[other]
    return then.missing if then.value is None else ""


def _size(unit: Unit, now: float, then: float) -> str:
    """Without a sign; empty where nothing changed."""
    match unit:
        case Unit.SHARE:
            size = points(now - then)
        case Unit.SCORE:
            size = points((now - then) / 100)
        case _:
            size = percent(now / then - 1) if then else "new" if now else "0%"
    return "" if size in ("0%", "0 points") else size
