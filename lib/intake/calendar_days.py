"""Days on the calendar from their parts, and why some cannot be."""

from calendar import month_name
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lib.intake.date_parts import DateParts
from lib.intake.layouts import Form, Numbers
from lib.intake.parsed import CellFault, Mask, Places, Reason, fault
from lib.sources.delivery import DateOrder

FIRST_YEAR, LAST_YEAR = 1990, 2100
_LENGTHS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
YEARS_HINT = f"years from {FIRST_YEAR} to {LAST_YEAR} are taken"
_FORMS_HINT = "write it like 2025-03-14 01:20:00 +01:00, 2025-03-14 01:20, 14.03.2025 1:20 or 3/14/2025 1:20 PM"


@dataclass(frozen=True)
class CalendarDays:
    """``days`` since 1970 where ``valid``, 0 elsewhere; the faults of the texts that are no days, empty ones left out."""

    days: Numbers
    valid: Mask
    faults: tuple[CellFault, ...]


def calendar_days(parts: DateParts, order: DateOrder | None, *, months: bool = False) -> CalendarDays:
    """The day of each text that names one; with ``months``, the first day of its month, and a day may be missing."""
    last = parts.form == Form.YEAR_LAST
    month_only = parts.form == Form.MONTH
    swapped = last & (order == "dmy")
    month = np.where(swapped, parts.second, parts.first)
    day = np.where(month_only, 1, np.where(swapped, parts.first, parts.second))
    wanted = (parts.form != Form.EMPTY) & (parts.form != Form.SECONDS)
    faults: list[CellFault] = []

    def refuse(where: Mask, hint: str, reason: Reason) -> None:
        nonlocal wanted
        faults.extend(fault(wanted & where, hint, reason))
        wanted = wanted & ~where

    refuse(parts.form == Form.UNKNOWN, "write it like 2025-03" if months else _FORMS_HINT, "Not a date" if months else "Not a date or time")
    refuse(parts.form == Form.SHORT_YEAR, "write the year with four digits", "A year of two digits")
    refuse(parts.form == Form.SPREADSHEET, "format the column as date and time in the spreadsheet and export it again", "A spreadsheet's own number for a date")
    if not months:
        refuse(month_only, "add the day", "A month without a day")
    refuse((month < 1) | (month > 12), _month_hint(parts, order), lambda places: [f"No such month: {number}" for number in month[places]])
    implausible = (parts.year < FIRST_YEAR) | (parts.year > LAST_YEAR)
    refuse(implausible, YEARS_HINT, lambda places: [f"The year {year} is not plausible" for year in parts.year[places]])
    length = _LENGTHS[np.clip(month, 1, 12) - 1] + ((month == 2) & _leap(parts.year))
    refuse((day < 1) | (day > length), "correct the day", lambda places: _no_such_day(day, month, parts.year, length, places))
    safe_month, safe_day = np.where(wanted, month, 1), np.where(wanted & (not months), day, 1)
    firsts = ((np.where(wanted, parts.year, 1970) - 1970) * 12 + safe_month - 1).astype("datetime64[M]").astype("datetime64[D]")
    days: npt.NDArray[np.int64] = firsts.astype(np.int64) + safe_day - 1
    return CalendarDays(np.where(wanted, days, 0), wanted, tuple(faults))


def _leap(year: Numbers) -> Mask:
    leap: Mask = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    return leap


def _month_hint(parts: DateParts, order: DateOrder | None) -> str:
    if not (parts.form == Form.YEAR_LAST).any():
        return "months run from 01 to 12"
    return f"the dates of this column are read with the {'day' if order == 'dmy' else 'month'} first"


def _no_such_day(day: Numbers, month: Numbers, year: Numbers, length: Numbers, places: Places) -> list[str]:
    reasons = []
    for place in places:
        name = month_name[month[place]] + (f" {year[place]}" if month[place] == 2 else "")
        reasons.append(f"{name} has {length[place]} days" if day[place] else "No such day: 0")
    return reasons
