"""Where the next read of a table goes on: the highest value of its cursor column so far, as a text that keeps its type."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from lib.errors import SettingError

Overlap = timedelta | int | None
"""How far back a read goes again behind the cursor: a time, a number, or, None, as far as is usual for the column's type."""

USUAL = timedelta(minutes=10)
"""Usual for times: rows that were written in a transaction which ended later carry an earlier time than rows already read."""

USUAL_LOCAL = USUAL + timedelta(hours=1)
"""Usual for times without an offset: a clock that is set back shows an hour twice."""

_AHEAD = timedelta(days=1)

_UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}


@dataclass(frozen=True)
class Cursor:
    """``value`` of ``column``; ``of`` tells the database and the table or query it belongs to, so that another one is read from its start."""

    column: str
    of: str
    value: Any

    def text(self) -> str:
        """As it is kept between runs."""
        kind, written = _written(self.value)
        return json.dumps({"column": self.column, "of": self.of, "type": kind, "value": written})

    @classmethod
    def read(cls, text: str | None, column: str, of: str) -> "Cursor | None":
        """What ``text`` wrote; None where it is of another column or table, or no cursor at all: everything is to be read."""
        try:
            kept = json.loads(text or "null")
            if not isinstance(kept, dict) or (kept["column"], kept["of"]) != (column, of):
                return None
            return cls(column, of, _READ[kept["type"]](kept["value"]))
        except (KeyError, ValueError, TypeError, ArithmeticError):
            return None

    def start(self, overlap: Overlap, where: str) -> Any:
        """The value from which to read again; SettingError where the overlap of the section ``where`` is of another type than the column."""
        match self.value:
            case datetime():
                return _back(self.value, overlap, where, USUAL if self.value.tzinfo else USUAL_LOCAL)
            case date():
                gap = _back(timedelta(), overlap, where, timedelta())
                return self.value + timedelta(days=gap // timedelta(days=1))  # to whole days, and rather one too many
            case int() | float() | Decimal():
                if isinstance(overlap, timedelta):
                    raise SettingError(f"{where}.overlap is a time, and {self.column} holds numbers.", hint="write a number, such as overlap = 1000")
                return self.value - (overlap or 0)
        return _earlier_text(str(self.value), overlap, where)


def usable(value: Any) -> bool:
    """Whether a column with such values can be a cursor."""
    return isinstance(value, datetime | date | int | Decimal | float | str) and not isinstance(value, bool)


def is_ahead(value: Any, now: datetime) -> bool:
    """Whether it is a time that has not come yet, by more than zones can explain. To go on from there would be to miss all that comes before it."""
    try:
        match value:
            case str() if "-" in value:  # digits alone are rather a number
                moment = datetime.fromisoformat(value)
            case datetime():
                moment = value
            case date():
                moment = datetime(value.year, value.month, value.day, tzinfo=UTC)
            case _:
                return False
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) > now + _AHEAD
    except ValueError:
        return False


def fingerprint(*parts: str | None) -> str:
    """A short text that differs where one of the parts does."""
    return sha256(json.dumps(parts).encode()).hexdigest()[:12]


def overlap_of(given: Any, where: str) -> Overlap:
    """What a section says under ``overlap``: "10 minutes", 500, or nothing; SettingError for anything else."""
    if given is None:
        return None
    if isinstance(given, int) and not isinstance(given, bool) and given >= 0:
        return given
    match = re.fullmatch(r"(\d{1,6}) *([a-z]+?)s?", given.strip().lower()) if isinstance(given, str) else None
    if match is None or match[2] not in _UNITS:
        raise SettingError(
            f"{where}.overlap is no span.", found=repr(given)[:60], hint='write it like "10 minutes" or "2 hours", or a number for a cursor of numbers'
        )
    return timedelta(seconds=int(match[1]) * _UNITS[match[2]])


def _back(value: Any, overlap: Overlap, where: str, usual: timedelta) -> Any:
    if isinstance(overlap, int):
        raise SettingError(f"{where}.overlap is a number, and the cursor column holds times.", hint='write it like overlap = "10 minutes"')
    return value - (usual if overlap is None else overlap)


def _earlier_text(text: str, overlap: Overlap, where: str) -> str:
    """A time that is kept as text, earlier and in the same form, so that texts still compare as times do; other texts as they are."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        if overlap:
            raise SettingError(f"{where}.overlap is given, and the cursor column holds texts.", hint="leave overlap out, or choose a column of times") from None
        return text
    if len(text) <= 10:
        return (moment - _ceil_days(timedelta() if overlap is None else _span(overlap, where))).date().isoformat()
    fraction = re.search(r"\.(\d+)", text)
    digits = len(fraction[1]) if fraction else 0
    usual = USUAL if moment.utcoffset() == timedelta() else USUAL_LOCAL  # texts compare by what the clock showed
    earlier = moment - (usual if overlap is None else _span(overlap, where))
    made = earlier.isoformat(sep=text[10], timespec="microseconds" if digits else "seconds" if text.count(":") > 1 else "minutes")
    if digits:
        made = re.sub(r"\.(\d+)", lambda match: "." + match[1].ljust(digits, "0")[:digits], made)
    return made.replace("+00:00", "Z") if text.endswith("Z") else made


def _span(overlap: Overlap, where: str) -> timedelta:
    gone: timedelta = timedelta() - _back(timedelta(), overlap, where, USUAL)
    return gone


def _ceil_days(span: timedelta) -> timedelta:
    return timedelta(days=-(-span // timedelta(days=1)))


def _written(value: Any) -> tuple[str, str]:
    match value:
        case datetime():
            return ("local time", value.isoformat()) if value.tzinfo is None else ("time", value.astimezone(UTC).isoformat())
        case date():
            return "day", value.isoformat()
        case int():
            return "whole number", str(value)
        case float():
            return "number", repr(value)
        case Decimal():
            return "number", str(value)
    return "text", str(value)


_READ: dict[str, Callable[[str], Any]] = {
    "time": datetime.fromisoformat,
    "local time": datetime.fromisoformat,
    "day": date.fromisoformat,
    "whole number": int,
    "number": Decimal,
    "text": str,
}
