"""How long members wait for the first answer."""

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.metrics.periods import Calendar
from lib.metrics.registry import metric
from lib.metrics.steps import steps
from lib.metrics.threads import HOUR, RESPONDER, Responder, microseconds, waits
from lib.scope import Period, Scope
from lib.statistics.business_time import business_time
from lib.statistics.kaplan_meier import Survival
from lib.store import Store

Clock = Literal["calendar", "business"]


@metric(title="Response time", unit="hours", better="lower", options={**RESPONDER, "clock": ("calendar", "business")})
def response_time(store: Store, scope: Scope, responder: Responder = "staff", clock: Clock = "calendar") -> pd.DataFrame:
    """Hours from a thread's opening to its first answer, with those that still wait counted as waiting.

    Of threads that a member opened in the period. An answer is a post or comment at or after the opening, not by a bot;
    with responder=staff by staff, with responder=anyone by anybody but the opener. With clock=business only the hours
    of the settings' business hours count, in the community's zone, holidays left out: 24 hours are then 24 such hours.

    - period_start: of the opening
    - threads, answered, unanswered: how many were opened, and have an answer to this day or none
    - mean_hours: of the answered only; it flatters where many wait
    - median_hours, p90_hours: within which 50 % and 90 % are answered; null where that share is not reached
    - within_1h, within_24h: share answered within 1 and 24 hours, 0 to 1; null where no thread was watched so long and some still wait
    - complete: the period is over and lies within the data

    Median, p90 and the shares are Kaplan–Meier estimates: a thread without an answer is known to have waited until the last
    activity of its source. Source: activities; the opening is the earliest post of a thread.
    """
    calendar = Calendar.of(store, scope)
    opened_on, waited, answered = thread_waits(store, scope, calendar.period, responder, clock)
    row = np.searchsorted(calendar.starts, opened_on, side="right") - 1
    threads = np.bincount(row, minlength=len(calendar))
    done = np.bincount(row[answered], minlength=len(calendar))
    order, bounds = np.argsort(row.astype(np.int32), kind="stable"), np.concatenate([[0], np.cumsum(threads)])
    figures = np.full((5, len(calendar)), np.nan)
    for place in np.flatnonzero(threads):
        chosen = order[bounds[place] : bounds[place + 1]]
        figures[:, place] = _figures(waited[chosen], answered[chosen])
    names = ("mean_hours", "median_hours", "p90_hours", "within_1h", "within_24h")
    return calendar.table({"threads": threads, "answered": done, "unanswered": threads - done, **dict(zip(names, figures, strict=True))})


def curve(store: Store, scope: Scope, responder: Responder = "staff", clock: Clock = "calendar") -> pd.DataFrame:
    """The share of the scope's threads that is answered within so many hours: Kaplan–Meier with its 95 % interval.

    Columns: hours (ascending, from 0), share, ci_low, ci_high (0 to 1; the interval is null at 0 hours and where nobody
    waits any more). At most 300 rows, as a step after each; none where there is no thread.
    """
    with store.reading():
        period = scope.within(store.data_period("activity"))
        _, waited, answered = thread_waits(store, scope, period, responder, clock)
    return steps(waited, answered)


def overall(store: Store, scope: Scope, responder: Responder = "staff", clock: Clock = "calendar") -> pd.DataFrame:
    """The figures of ``response_time`` over all threads of the scope together: one row.

    Columns: threads, answered, unanswered, mean_hours, median_hours, p90_hours, within_1h, within_24h, and within_target,
    the share answered within the hours that the settings aim at.
    """
    with store.reading():
        period = scope.within(store.data_period("activity"))
        _, waited, answered = thread_waits(store, scope, period, responder, clock)
        target = store.settings.target_first_response_hours
    names = ("mean_hours", "median_hours", "p90_hours", "within_1h", "within_24h")
    figures = _figures(waited, answered) if len(waited) else (np.nan,) * len(names)
    counted = {"threads": len(waited), "answered": int(answered.sum()), "unanswered": int((~answered).sum())}
    within_target = Survival.of(waited, answered).within(target * HOUR) if len(waited) else np.nan
    return pd.DataFrame([{**counted, **dict(zip(names, figures, strict=True)), "within_target": within_target}])


def thread_waits(
    store: Store, scope: Scope, period: Period | None, responder: Responder, clock: Clock
) -> tuple[NDArray[np.datetime64], NDArray[np.int64], NDArray[np.bool_]]:
    """Of each thread its opening's local day, the microseconds it waited, and whether it was answered then."""
    found = store.frame(waits(scope, period, responder))
    opened, until = (microseconds(found[name]) for name in ("opened_at", "until"))
    waited = business_time(opened, until, store.settings) if clock == "business" else until - opened
    return found["local_day"].to_numpy(dtype="datetime64[D]"), waited, found["answered"].to_numpy(dtype=bool)


def _figures(waited: NDArray[np.int64], answered: NDArray[np.bool_]) -> tuple[float, ...]:
    survival = Survival.of(waited, answered)
    mean = waited[answered].mean() / HOUR if answered.any() else np.nan
    return mean, survival.quantile(0.5) / HOUR, survival.quantile(0.9) / HOUR, survival.within(HOUR), survival.within(24 * HOUR)
