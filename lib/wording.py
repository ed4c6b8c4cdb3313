"""How numbers, days and spans are written for people, everywhere the same. What is not known is "—"."""

import math
import re
from datetime import date
from typing import Any

from lib.scope import Grain, Period

UNKNOWN = "—"
MINUS = "−"
_WAIT = re.compile(r"(\d) (min|h|days?)\b")


def known(value: Any) -> bool:
    """Whether there is a number: neither None nor any kind of null."""
    if value is None:
        return False
    try:
        return bool(value == value)
    except TypeError:  # the null of nullable columns cannot be told true or false
        return False


def count(value: Any) -> str:
    """``2,058``."""
    return f"{round(value):,}" if known(value) else UNKNOWN


def number(value: Any, digits: int = 2) -> str:
    """A ratio or an average: ``1.27``, with a true minus."""
    return f"{value:,.{digits}f}".replace("-", MINUS) if known(value) else UNKNOWN


def average(value: Any) -> str:
    """A mean of counts: ``412``, under ten ``4.2``."""
    return number(value, 1) if known(value) and abs(value) < 9.95 and round(value, 1) % 1 else count(value)


def share(value: Any, digits: int = 0) -> str:
    """A share of 0 to 1 as ``77%``."""
    return f"{value * 100:.{digits}f}%".replace("-", MINUS) if known(value) else UNKNOWN


def points(difference: Any) -> str:
    """The size of a difference between two shares: ``2 points``, ``1 point``, under one ``0.2 points``. Without a sign."""
    if not known(difference):
        return UNKNOWN
    size = abs(difference) * 100
    text = f"{size:.0f}" if size >= 0.95 else f"{size:.1f}"
    text = "0" if text == "0.0" else text
    return f"{text} point" if text == "1" else f"{text} points"


def percent(change: Any) -> str:
    """The size of a relative change of 0.062 as ``6.2%``, from ten on as ``12%``. Without a sign."""
    if not known(change):
        return UNKNOWN
    size = abs(change) * 100
    if size >= 9.95:
        return f"{size:,.0f}%"
    return "0%" if size < 0.05 else f"{size:.1f}%"


def hours(value: Any) -> str:
    """A wait: ``12 min``, ``3.3 h``, ``1.1 days``."""
    if not known(value):
        return UNKNOWN
    if math.isinf(value):
        return UNKNOWN
    for unit, size, least in (("days", 24.0, 24.0), ("h", 1.0, 59.5 / 60)):
        if value >= least:
            amount = value / size
            text = f"{amount:.1f}".removesuffix(".0") if amount < 9.95 else f"{amount:,.0f}"
            return f"{text} {'day' if unit == 'days' and text == '1' else unit}"
    return f"{value * 60:.0f} min"


def together(text: str) -> str:
    """The text with each wait's number and unit on one line: ``4 h`` is never broken."""
    return _WAIT.sub("\\1\N{NO-BREAK SPACE}\\2", text)


def signed(value: Any, digits: int = 2) -> str:
    """A score with its sign: ``+0.16``, with a true minus."""
    return f"{value:+.{digits}f}".replace("-", MINUS) if known(value) else UNKNOWN


def shares_between(low: Any, high: Any, digits: int = 0) -> str:
    """An interval of shares: ``73 to 79%``."""
    return f"{low * 100:.{digits}f} to {high * 100:.{digits}f}%" if known(low) and known(high) else UNKNOWN


SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "UAH": "₴"}


def money(amount: Any, currency: str, digits: int = 0) -> str:
    """``€18,400``, ``−€6,500``, ``PLN 48.50`` with two ``digits``; rounded to whole units as a rule."""
    if not known(amount):
        return UNKNOWN
    sign = SIGNS.get(currency, f"{currency}\N{NO-BREAK SPACE}")
    written = f"{abs(amount):,.{digits}f}"
    return f"{MINUS if amount < 0 and float(written.replace(',', '')) else ''}{sign}{written}"


def plural(amount: int, noun: str, nouns: str | None = None) -> str:
    """``1 question``, ``1,204 questions``."""
    return f"{amount:,} {noun if amount == 1 else nouns or noun + 's'}"


def counted(amount: int, nouns: str) -> str:
    """``1 reaction``, ``1,204 reactions``, ``1 reply``: the other way round, from a noun in the plural."""
    one = nouns if " " in nouns or not nouns.endswith("s") else nouns.removesuffix("ies") + "y" if nouns.endswith("ies") else nouns.removesuffix("s")
    return plural(amount, one, nouns)


def day(value: date) -> str:
    """``15 Nov 2026``."""
    return f"{value.day} {value:%b %Y}"


def short_day(value: date) -> str:
    """``15 Nov``."""
    return f"{value.day} {value:%b}"


def period_name(start: date, by: Grain) -> str:
    """A calendar period by its first day: ``Week of 28 Sep 2026``, ``Sep 2026``, ``Q3 2026``."""
    match by:
        case Grain.DAY:
            return f"{weekday(start)} {day(start)}"
        case Grain.WEEK:
            return f"Week of {day(start)}"
        case Grain.MONTH:
            return f"{start:%b %Y}"
        case Grain.QUARTER:
            return f"Q{(start.month + 2) // 3} {start.year}"


def weekday(value: date) -> str:
    """``Mon``."""
    return f"{value:%a}"


def span(period: Period) -> str:
    """``24 Aug to 15 Nov 2026``."""
    first = short_day(period.start) if period.start.year == period.last.year else day(period.start)
    return day(period.last) if period.length == 1 else f"{first} to {day(period.last)}"


def listed(items: list[str], most: int = 3) -> str:
    """``a``, ``a and b``, ``a, b and 4 more``."""
    if len(items) > most:
        items = [*items[: most - 1], f"{len(items) - most + 1} more"]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""
