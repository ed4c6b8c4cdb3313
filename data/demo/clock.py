"""Time in the demo community: seconds of local wall-clock time since the first day's midnight.

Generators count in these; they leave as UTC texts. On daylight-saving days the order of moments is kept.
"""

from datetime import date

import numpy as np
import pandas as pd

from data.demo.chance import Flags, Floats, Ints, Texts
from data.demo.story import ZONE

HOUR, DAY_SECONDS = 3600, 86_400

_WEEKDAY_HOURS = (0.6, 0.3, 0.2, 0.1, 0.1, 0.3, 1.0, 3.0, 6.5, 9.5, 10.5, 9.5, 7.5, 8.5, 9.0, 8.0, 6.5, 4.8, 3.8, 3.6, 3.4, 2.9, 2.0, 1.1)
_WEEKEND_HOURS = (1.2, 0.7, 0.4, 0.2, 0.2, 0.2, 0.5, 1.2, 3.0, 5.0, 6.5, 6.5, 5.5, 5.0, 5.0, 5.0, 5.0, 5.0, 5.5, 6.5, 7.0, 6.0, 4.0, 2.2)

ON_DUTY = ((8, 18), (8, 18), (8, 18), (8, 18), (8, 18), (10, 13), (11, 13))  # hours in which staff answer, Monday first


def weekdays(first: date, days: int) -> Ints:
    """0 for Monday to 6 for Sunday, one for each day from ``first``."""
    return (first.weekday() + np.arange(days)) % 7


def seconds_of_day(rng: np.random.Generator, weekday: Ints) -> Ints:
    """A moment within each day: busy at work, quiet at night, later at weekends."""
    hours = np.empty(len(weekday), dtype=np.int64)
    for weights, chosen in ((_WEEKDAY_HOURS, weekday < 5), (_WEEKEND_HOURS, weekday >= 5)):
        hours[chosen] = rng.choice(24, int(chosen.sum()), p=np.array(weights) / sum(weights))
    return hours * HOUR + rng.integers(0, HOUR, len(weekday))


def after_duty_hours(first: date, days: int, start: Ints, hours: Floats) -> Ints:
    """The moment after so many ``hours`` on duty since each ``start``."""
    shifts = np.array(ON_DUTY)[weekdays(first, days + 60)]
    midnights = np.arange(days + 60)[:, None] * 24
    edges = (midnights + shifts).ravel()  # hours: opens, closes, opens, …
    worked = np.cumsum((shifts[:, 1] - shifts[:, 0]).repeat(2) * np.tile([0.0, 1.0], days + 60))
    before = np.interp(start / HOUR, edges, worked)
    # the tiny slope makes closed hours passable, so that each amount of work belongs to one moment
    moments = np.interp(before + hours, worked + np.arange(len(edges)) * 1e-9, edges)
    return np.asarray(np.maximum(moments * HOUR, start + 60), dtype=np.int64)


def utc_texts(first: date, seconds: Ints, known: Flags | None = None) -> Texts:
    """ISO texts in UTC; empty where ``known`` is false."""
    counted = seconds if known is None else np.where(known, seconds, 0)
    local = pd.Series(np.datetime64(first, "s") + counted.astype("timedelta64[s]"))
    zoned = local.dt.tz_localize(ZONE, ambiguous=np.ones(len(local), dtype=bool), nonexistent="shift_forward")
    naive = zoned.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy().astype("datetime64[s]")
    texts = (pd.Series(np.datetime_as_string(naive), dtype=object) + "Z").to_numpy(dtype=object, copy=True)
    if known is not None:
        texts[~known] = ""
    return texts


def day_texts(first: date, days: Ints) -> Texts:
    """ISO days."""
    return np.datetime_as_string(np.datetime64(first, "D") + days.astype("timedelta64[D]")).astype(object)
