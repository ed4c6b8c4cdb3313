"""A workbook's number formats: a cell stays a number and shows the words that every other file has for it."""

import re
from decimal import ROUND_HALF_UP, Decimal

from lib.wording import MINUS

_SAID = re.compile(rf"(?P<sign>[+{MINUS}]?)(?P<before>[^\d+{MINUS}]*)(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<after>\D*)")
DAY = "d mmm yyyy"
INSTANT = "d mmm yyyy hh:mm"
TEXT = "@"


def number_format(said: str, value: float) -> str:
    """The format with which a spreadsheet shows ``value`` as ``said``: ``76%`` gives ``#,##0%``, ``+39`` a plus for what is above zero.

    Where no format does, as for a wait in minutes that is kept in hours, or a value that is rounded half to even, it is ``said`` itself in quotes.
    """
    found = _SAID.fullmatch(said)
    if not found:
        return _quoted(said)
    places = len(found["digits"].partition(".")[2])
    percent = found["after"].startswith("%")
    rounded = _rounded(value * 100 if percent else value, places)
    sign = MINUS if value < 0 else "+" if found["sign"] == "+" else ""
    if said != f"{sign}{found['before']}{rounded}{found['after']}":
        return _quoted(said)
    plain = f"{_quoted(found['before'])}#,##0{'.' + '0' * places if places else ''}{_after(found['after'], percent)}"
    plus = "+" if found["sign"] == "+" else ""
    return f"{plus}{plain};{_quoted(MINUS)}{plain};{plus}{plain}"


def _rounded(value: float, places: int) -> str:
    """As spreadsheets round: 15 digits, half away from zero."""
    size = abs(Decimal(f"{value:.15g}")).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{size:,}"


def _after(text: str, percent: bool) -> str:
    return f"%{_quoted(text[1:])}" if percent else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "'") + '"' if text else ""
