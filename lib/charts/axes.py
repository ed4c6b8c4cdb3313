"""The axes that charts share: time from period to period, counts, shares, and waits on a logarithmic scale."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from lib.scope import Grain, Period

COUNT_LABEL = "abs(datum.value) >= 10000 ? format(abs(datum.value), '~s') : format(abs(datum.value), ',')"
"""``2,058``, from 10,000 on ``12k``; no minus below the line."""
WAITS = {0.25: "15 min", 1: "1 h", 4: "4 h", 24: "24 h", 72: "3 days", 168: "7 days"}
"""Hours at which an axis of waits is labelled."""
NARROW = 40
"""Room for the labels of a y axis where panels stand above each other."""


def moment(day: date) -> alt.DateTime:
    """A day as Vega knows it: midnight on the clock of who looks, as all days in the data are."""
    return alt.DateTime(year=day.year, month=day.month, date=day.day)


def time_axis(starts: Sequence[date], by: Grain, *, most: int = 7) -> alt.Axis:
    """Ticks at the starts of periods, at most about ``most`` of them: days of the month, or months for long spans."""
    ticks = _ticks(list(starts), by, most)
    return alt.Axis(values=[moment(day) for day in ticks], tickCount=max(len(ticks), 1), format=_format(starts, by), labelOverlap=True, labelFlush=False)


def _ticks(starts: list[date], by: Grain, most: int) -> list[date]:
    if not starts:
        return []
    if (starts[-1] - starts[0]).days > 250 and by in (Grain.DAY, Grain.WEEK):
        starts = Grain.MONTH.starts(Period.of(starts[0], starts[-1]))[1:]
    elif by is Grain.DAY and len(starts) > most:
        starts = Grain.WEEK.starts(Period.of(starts[0], starts[-1]))[int(starts[0].weekday() != 0) :]
    step = -(-len(starts) // most)
    return starts[(len(starts) - 1) % step :: step]


def _format(starts: Sequence[date], by: Grain) -> str:
    if not starts:
        return "%-d %b"
    days = (starts[-1] - starts[0]).days
    if by is Grain.QUARTER:
        return "Q%q %Y"
    if days > 550:
        return "%b %Y"
    return "%b" if by is Grain.MONTH or days > 250 else "%-d %b"


def days(values: Any) -> list[date]:
    """A column of days as plain dates."""
    return [value.date() for value in pd.DatetimeIndex(values)]


def period_ends(starts: Sequence[date], by: Grain) -> list[pd.Timestamp]:
    """The first day after each period."""
    return [pd.Timestamp(by.next(start)) for start in starts]


def domain(first: date, last: date) -> alt.Scale:
    """A time scale from midnight to midnight."""
    return alt.Scale(domain=[moment(first), moment(last)], nice=False)


def count_axis(**more: Any) -> alt.Axis:
    """Whole numbers."""
    return alt.Axis(labelExpr=COUNT_LABEL, **{"tickCount": 4, **more})


def share_axis(**more: Any) -> alt.Axis:
    """0 to 100 %."""
    return alt.Axis(format="%", **{"tickCount": 4, **more})


def wait_axis(ticks: Sequence[float], *, grid: bool = True) -> alt.Axis:
    """Hours on a logarithmic scale, each tick labelled as people say it."""
    expression = "".join(f"abs(datum.value - {tick}) < 0.01 ? '{_wait(tick)}' : " for tick in ticks) + "''"
    return alt.Axis(values=list(ticks), labelExpr=expression, tickCount=len(ticks), grid=grid)


def _wait(hours: float) -> str:
    if hours in WAITS:
        return WAITS[hours]
    if hours < 1:
        return f"{hours * 60:.0f} min"
    return f"{hours:g} h" if hours <= 48 else f"{hours / 24:g} days"
