"""The cells of a worksheet as texts that mean one thing only, whatever the spreadsheet's locale and number formats.

Google renders a cell in several ways, and none alone can be trusted: a date is a bare number or a text in the sheet's
locale, and ``"3,5"`` and ``"00123"`` come apart only if nobody turns texts into numbers. So three renderings are read
and laid over each other:

- ``plain``, UNFORMATTED_VALUE with SERIAL_NUMBER: texts as texts, numbers as numbers, dates as days since 1899-12-30;
- ``dated``, UNFORMATTED_VALUE with FORMATTED_STRING: the same, but dates and times as texts. What is a number there and
  a text here is a date or time, and its moment is taken from the number, so neither locale nor format matters; a
  midnight whose text has no colon is a day alone;
- ``shown``, FORMATTED_VALUE: what people see. A whole number that is shown with zeros before it is an id: the zeros stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

_ERRORS = """
#N/A #REF! #VALUE! #DIV/0! #NAME? #NUM! #NULL! #ERROR! #NV #BEZUG! #WERT! #ZAHL! #N/D #NOM? #NOMBRE! #VALEUR! #NUL! #N/D! #ADR! #ARG! #DZIEL/0!
#NAZWA? #LICZBA! #ZERO! #N/B #VERW! #WAARDE! #DEEL/0! #NAAM? #GETAL! #LEEG! #RIF! #VALORE! #NOME? #NULO! #¡REF! #¡VALOR! #VALOR! #¡DIV/0!
#¿NOMBRE? #¡NUM! #¡NULO! Loading...
"""
ERRORS = frozenset(_ERRORS.split())
"""What a cell says whose formula gives no value, in the languages of spreadsheets; and one that still waits for its value."""

_EPOCH = date(1899, 12, 30)
_DAY = 86_400_000  # milliseconds: no spreadsheet keeps more
_SPANS = 366  # days: what is less is a time of day or a span of time, not a date
_LAST = 2_958_466  # the year 10000
_EXACT = 1e15  # from here on a spreadsheet rounds, at 15 digits

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Cells:
    """The same worksheet in three renderings: rows from the sheet's first, each as long as its last filled cell."""

    plain: Rows
    dated: Rows
    shown: Rows

    @property
    def torn(self) -> bool:
        """Whether the sheet was edited between the readings: something but dates differs."""
        return len(self.plain) != len(self.dated) or any(
            plain != dated and (len(plain) != len(dated) or any(a != b and not _is_date(a, b) for a, b in zip(plain, dated, strict=True)))
            for plain, dated in zip(self.plain, self.dated, strict=True)
        )

    def heading(self, row: int, column: int) -> str:
        """A cell of the header: as people see it, line breaks and all."""
        plain = _at(self.plain, row, column)
        return plain if isinstance(plain, str) else str(_at(self.shown, row, column) or plain)

    def is_blank(self, row: int) -> bool:
        """Whether a row holds nothing: no text, no number, at most boxes that nobody ticked."""
        return all(value is False or (isinstance(value, str) and not value.strip()) for value in self.plain[row])


@dataclass(frozen=True)
class Column:
    """One column's texts; how many were dates, how many numbers keep zeros, how many are too long, where the first text beside dates stands."""

    texts: list[str]
    dates: int = 0
    padded: int = 0
    long: int = 0
    text_rows: tuple[int, ...] = ()  # places in ``texts``; only where there are dates


def read_column(cells: Cells, rows: Sequence[int], column: int) -> Column:
    """The texts of a column in some rows. What a cell's text is depends on that cell alone, so that ids made from it stay the same."""
    texts: list[str] = []
    words: list[int] = []
    dates = padded = long = 0
    for place, row in enumerate(rows):
        value = _at(cells.plain, row, column)
        if isinstance(value, str):
            texts.append(value)
            if value and not value.isspace() and value not in ERRORS:
                words.append(place)
        elif isinstance(value, bool):
            texts.append("TRUE" if value else "FALSE")
        elif _is_date(value, dated := _at(cells.dated, row, column)) and 0 <= value < _LAST:
            dates += value >= _SPANS
            texts.append(moment_text(value, ":" in dated) if value >= _SPANS else span_text(value))
        else:
            shown = _at(cells.shown, row, column)
            keeps = isinstance(shown, str) and shown.startswith("0") and len(shown) > 1 and shown.isascii() and shown.isdecimal() and int(shown) == value
            padded += keeps
            long += abs(value) >= _EXACT
            texts.append(shown if keeps else number_text(value))
    return Column(texts, dates, padded, long, tuple(words) if dates else ())


def cell_name(row: int, column: int) -> str:
    """What a sheet calls a cell: ``B5``. Both count from 0."""
    return f"{column_letters(column)}{row + 1}"


def column_letters(column: int) -> str:
    """What a sheet calls a column, counted from 0: ``A`` to ``Z``, ``AA`` and so on."""
    before, last = divmod(column, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


def number_text(value: float) -> str:
    """A number in plain digits with a point, the fewest that mean it: ``3``, ``0.1``, ``0.0000001``."""
    if isinstance(value, int):
        return str(value)
    text = format(Decimal(repr(value)), "f").removesuffix(".0")
    return "0" if text == "-0" else text


def moment_text(serial: float, timed: bool) -> str:
    """A date of a spreadsheet: ``2026-03-14 09:26:53``, with milliseconds where there are some. At midnight ``2026-03-14``, unless it is ``timed``."""
    days, milliseconds = divmod(round(serial * _DAY), _DAY)
    return f"{_day(days)} {_clock(milliseconds)}" if timed or milliseconds else _day(days)


def span_text(serial: float) -> str:
    """A time of day, or a span of time, as hours, minutes and seconds: ``09:26:53``, ``26:00:00``."""
    return _clock(round(serial * _DAY))


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{rest:03}" if rest else text


@lru_cache(4096)
def _day(days: int) -> str:
    return (_EPOCH + timedelta(days)).isoformat() if days < _LAST else "9999-12-31"


def _is_date(plain: Any, dated: Any) -> bool:
    return isinstance(plain, int | float) and not isinstance(plain, bool) and isinstance(dated, str)


def _at(rows: Rows, row: int, column: int) -> Any:
    """A cell; an empty text beyond the end of its row, or of the sheet."""
    if row >= len(rows) or column >= len(rows[row]):
        return ""
    value = rows[row][column]
    return value if value is not None else ""
