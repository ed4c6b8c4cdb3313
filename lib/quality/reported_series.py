"""What platforms report about themselves, a series at a time: the days that are missing, and counters that fall."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import select

from lib.quality.each_row import each_row
from lib.quality.finding import Finding
from lib.quality.registry import check
from lib.store import Store
from lib.store.tables import RECORDS
from lib.wording import count, day, listed, plural

LEAST = 14
"""Days of a series from which its habit can be told."""
RISES = 0.95
"""A counter rises or stays in so many of its steps."""
FEW_RISES = 5
"""A series that hardly moves is no counter."""

record = RECORDS["reported_series"]


@check(title="Missing days in reported series", counts="figures")
def reported_gaps(store: Store) -> Finding | None:
    """Days that a platform's own series leave out between their first and their last.

    Told for series of at least 14 days that usually come every day. A weekday on which a series hardly ever comes is not missed.
    """
    found = list(_series(store))
    if not found:
        return None
    long = [(name, rows) for name, rows in found if len(rows) >= LEAST]
    daily = [(name, rows) for name, rows in long if _is_daily(rows["day"])]
    if not daily:
        return Finding("unknown", f"No reported series has {LEAST} days or comes every day: what is missing cannot be told.")
    pieces = [{**name, "first_day": first, "last_day": last, "days": days} for name, rows in daily for first, last, days in missing(rows["day"])]
    expected = sum(len(rows) for _, rows in daily)
    if not pieces:
        return Finding("fine", "Every reported series has all its days.", count=0, of=expected)
    columns = ["source", "platform", "first_day", "last_day", "days"]
    table = pd.DataFrame(pieces).groupby(columns, dropna=False, sort=False)["series"].agg(["size", _named])
    table.columns = pd.Index(["series", "which"])
    table = table.reset_index().sort_values(["first_day", "source"], ignore_index=True)
    absent = int((table["days"] * table["series"]).sum())
    stretches = table.drop_duplicates(["source", "first_day", "last_day"])
    said = listed([f"{day(row.first_day)} to {day(row.last_day)}" if row.days > 1 else day(row.first_day) for row in each_row(stretches)])
    return Finding(
        "act",
        f"{plural(int(stretches['days'].sum()), 'day')} missing in series of {listed(sorted(set(table['source'])))}: {said}.",
        "Bring in the platform's figures of those days; until then the lines jump over them.",
        "upload",
        absent,
        absent + expected,
        table["first_day"].min().date(),
        table,
    )


@check(title="Counters that fall", counts="series")
def falling_counters(store: Store) -> Finding | None:
    """Reported series that only ever rise, but once fell.

    A series counts as such a counter where it rises or stays in at least 95% of its steps over at least 14 days, and rises at least five times
    and three times as often as it falls. A total of members may fall for good reasons; a total of messages hardly can.
    """
    found = list(_series(store))
    if not found:
        return None
    long = [(name, rows) for name, rows in found if len(rows) >= LEAST]
    counters = [(name, rows) for name, rows in long if is_counter(rows["value"].to_numpy(dtype=float))]
    if not long:
        return Finding("unknown", f"No reported series has {LEAST} days: what only ever rises cannot be told.")
    if not counters:
        return Finding("fine", "No reported series is a counter that only ever rises.", count=0, of=0)
    falls = [
        {**name, "day": after.day, "from": before.value, "to": after.value, "fell_by": before.value - after.value}
        for name, rows in counters
        for before, after in _steps(rows)
        if after.value < before.value
    ]
    if not falls:
        return Finding("fine", f"{plural(len(counters), 'series', 'series')} that only rise, and none that fell.", count=0, of=len(counters))
    table = pd.DataFrame(falls)
    table["share"] = (table["fell_by"] / table["from"]).round(4)
    table = table.sort_values("share", ascending=False, kind="stable", ignore_index=True)
    worst = table.iloc[0]
    fallen = len(table.drop_duplicates(["source", "platform", "series"]))
    return Finding(
        "act" if worst["share"] >= 0.1 else "look",
        f"{plural(fallen, 'series', 'series')} that otherwise only rise, but fell on {plural(table['day'].nunique(), 'day')}; "
        f"the furthest {worst['series']} on {day(worst['day'])}, from {count(worst['from'])} to {count(worst['to'])}.",
        "Ask the platform, or compare with its own page: a counter may have begun anew, or have been corrected. A total of members may well fall.",
        "upload",
        fallen,
        len(counters),
        table["day"].min().date(),
        table,
    )


def missing(days: "pd.Series[pd.Timestamp]") -> list[tuple[pd.Timestamp, pd.Timestamp, int]]:
    """First and last day and number of missing days of each stretch; ``days`` are in order and distinct, of a daily series."""
    there = pd.DatetimeIndex(days)
    weeks = max((there[-1] - there[0]).days / 7, 1)
    usual = set(np.flatnonzero(np.bincount(there.day_of_week, minlength=7) >= weeks / 3).tolist())
    found = []
    for place in np.flatnonzero(np.diff(there.to_numpy()) > np.timedelta64(1, "D")).tolist():
        before, after = there[place], there[place + 1]
        between = pd.date_range(before, after, inclusive="neither")
        lost = between[between.day_of_week.isin(list(usual))]
        if len(lost):
            found.append((lost[0], lost[-1], len(lost)))
    return found


def is_counter(values: NDArray[np.float64]) -> bool:
    """Whether a series only ever rises, but for a few steps."""
    steps = np.diff(values)
    rises, falls = int((steps > 0).sum()), int((steps < 0).sum())
    return len(values) >= LEAST and falls <= (1 - RISES) * len(steps) and rises >= max(FEW_RISES, 3 * falls)


def _named(names: "pd.Series[str]") -> str:
    return listed(sorted(names), most=4)


def _is_daily(days: "pd.Series[pd.Timestamp]") -> bool:
    return bool(days.diff().median() == pd.Timedelta(days=1))


def _steps(rows: pd.DataFrame) -> Iterator[tuple[Any, Any]]:
    each = list(each_row(rows[["day", "value"]]))
    return pairwise(each)


def _series(store: Store) -> Iterator[tuple[dict[str, Any], pd.DataFrame]]:
    """source, platform and series of each, and its day and value in order."""
    columns = (record.c.source, record.c.platform, record.c.series, record.c.day, record.c.value)
    found = store.frame(select(*columns).where(record.c.current)).sort_values("day", kind="stable")
    for (source, platform, series), rows in found.groupby(["source", "platform", "series"], dropna=False, sort=True):
        yield {"source": source, "platform": platform if isinstance(platform, str) else None, "series": series}, rows[["day", "value"]]
