"""Periods long enough to read: where those of the filter hold too few answers, longer ones are shown."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from lib.charts.estimate import THIN
from lib.scope import Grain, Period
from lib.ui import cache
from lib.ui.view import View

ENOUGH = 2 * THIN
"""Answers in a typical period: with fewer a line is mostly chance."""
PERIODS = 12
"""Longer periods are shown so many, up to the end of the period asked for."""


def in_readable_periods(view: View, metric: str, options: Mapping[str, str]) -> tuple[Grain, pd.DataFrame, str]:
    """The table of a metric that counts responses, the length of its rows, and, where that is not the view's, why, in a sentence.

    The shortest periods from the view's on of which a typical whole one has enough answers; where none has, quarters.
    """
    asked = view.scope.by
    frame = cache.metric(view, metric, None, **options)
    if _enough(frame, view, asked) or not _any(view, metric, options):
        return asked, frame, ""
    longer = list(Grain)[list(Grain).index(asked) + 1 :]
    by = asked
    for by in longer:
        frame = cache.metric(view, metric, replace(view.scope.during(_latest(view, by)), by=by), **options)
        if _enough(frame, view, by):
            break
    return by, frame, f"By {by}, up to the end of the period, since a {asked} has too few answers." if by is not asked else ""


def _latest(view: View, by: Grain) -> Period:
    """So many periods up to the end of what is asked for, not before the data."""
    end = view.days.end
    start = by.start(view.days.last)
    for _ in range(PERIODS - 1):
        start = by.previous(start)
    data = view.data
    return Period(max(start, data.start), end) if data and data.start < end else Period(start, end)


def _any(view: View, metric: str, options: Mapping[str, str]) -> bool:
    """Whether there are answers at all in the longest periods."""
    frame = cache.metric(view, metric, replace(view.scope.during(_latest(view, Grain.QUARTER)), by=Grain.QUARTER), **options)
    return bool(frame["responses"].fillna(0).sum())


def _enough(frame: pd.DataFrame, view: View, by: Grain) -> bool:
    end = min(view.data.end, view.today) if view.data else view.today
    over = [by.next(start) <= end for start in frame["period_start"].dt.date]
    whole = frame.loc[over, "responses"].dropna()
    return len(whole) > 0 and bool(whole.median() >= ENOUGH)
