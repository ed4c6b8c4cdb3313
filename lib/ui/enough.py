"""Periods with enough answers to read: which ones figures are about, and longer ones where those of the filter hold too few."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from lib.charts.estimate import THIN
from lib.scope import Grain, Period, Scope
from lib.ui import cache, small_groups
from lib.ui.view import View
from lib.wording import plural

ENOUGH = 2 * THIN
"""Answers in a typical period: with fewer a line is mostly chance."""
PERIODS = 12
"""Longer periods are shown so many, up to the end of the period asked for."""


def over(view: View) -> tuple[date, ...]:
    """First days of the periods asked for that are over, also of the one in which the data begin: shares and scores are none the worse for that."""
    if view.data is None or view.period is None:
        return ()
    by, end = view.scope.by, _end(view)
    return tuple(start for start in by.starts(view.period) if start < end and by.next(start) <= end and by.next(start) > view.data.start)


def asked_days(view: View) -> Scope:
    """The periods of ``over``; where none is, what is asked for."""
    starts = over(view)
    return view.scope.during(Period(starts[0], view.scope.by.next(starts[-1]))) if starts else view.scope


def so_long(view: View) -> str:
    """``12 weeks``: how much ``over`` is; ``this period`` where it is none."""
    starts = over(view)
    return plural(len(starts), view.scope.by.value) if starts else "this period"


def to_draw(view: View, frame: pd.DataFrame, by: Grain) -> pd.DataFrame:
    """A metric's rows as a picture wants them: ``complete`` says whether the period is over; long empty ends are cut off."""
    frame = frame.assign(complete=[by.next(start) <= _end(view) for start in frame["period_start"].dt.date])
    answered = (frame["responses"].fillna(0) > 0).to_numpy(dtype=bool)
    if not answered.any() or 2 * answered.sum() >= len(frame):
        return frame
    places = answered.nonzero()[0]
    return frame.iloc[places[0] : places[-1] + 1].reset_index(drop=True)


def dashed(drawn: pd.DataFrame, by: Grain) -> str:
    """What is said where the last period is not over."""
    return f"Dashed: the {by} is not over." if len(drawn) and not drawn["complete"].iloc[-1] else ""


def _end(view: View) -> date:
    return min(view.data.end, view.today) if view.data else view.today


def in_readable_periods(view: View, metric: str, options: Mapping[str, str]) -> tuple[Grain, pd.DataFrame, str]:
    """The table of a metric that counts responses, the length of its rows, and, where that is not the view's, why, in a sentence.

    The shortest periods from the view's on of which a typical whole one has enough answers; where none has, quarters.
    """
    asked = view.scope.by
    frame = cache.metric(view, metric, None, **options)
    if _enough(frame, view, asked) or not _any(view, metric, options):
        return asked, small_groups.rows(view, metric, options, frame), ""
    longer = list(Grain)[list(Grain).index(asked) + 1 :]
    by, scope = asked, view.scope
    for by in longer:
        scope = replace(view.scope.during(_latest(view, by)), by=by)
        frame = cache.metric(view, metric, scope, **options)
        if _enough(frame, view, by):
            break
    frame = small_groups.rows(view, metric, options, frame, scope)
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
    end = _end(view)
    whole = frame.loc[[by.next(start) <= end for start in frame["period_start"].dt.date], "responses"].dropna()
    return len(whole) > 0 and bool(whole.median() >= ENOUGH)
