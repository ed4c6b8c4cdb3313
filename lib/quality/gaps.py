"""Gaps: days on which a source brought nothing, though it hardly ever brings nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.quality.days import each_day
from lib.quality.finding import Finding
from lib.quality.registry import check
from lib.quality.silence import REGULAR
from lib.records import KINDS
from lib.store import Store
from lib.wording import plural

SIDE = 28
"""Days before and after a silence that tell what is usual then."""
LEAST_SIDE = 14
"""Days before or after, fewer than which tell nothing."""
IMPROBABLE = 1e-4
"""A silence less probable than this is a gap: by chance, one in many years of a source."""
LEAST_DAYS = 2 * SIDE
"""A source of fewer days has no rhythm to be told."""


@dataclass(frozen=True)
class Gap:
    """Days from ``first`` to ``last`` without anything. ``usual``: records a day in the weeks around it, the quieter side."""

    first: date
    last: date
    usual: float

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@check(title="Gaps", counts="days")
def gaps(store: Store) -> Finding | None:
    """Days without anything in the middle of a source's activity or tickets.

    A silence is a gap where it is improbable, less than one in 10,000, by the rhythm of the four weeks before it and by that of the four weeks
    after it, at least two, each weekday by itself: a quiet weekend of a community that works on weekdays is none, nor is a quiet day of a small one.
    Holidays of the settings do not count. A source needs eight weeks.
    """
    holidays = frozenset(store.settings.holidays)
    rows, days, told, any_days = [], 0, False, False
    for kind in REGULAR:
        for source, counted in each_day(store, kind).groupby("source", sort=True):
            any_days = True
            first, dense = dense_counts(counted)
            if len(dense) < LEAST_DAYS:
                continue
            told, days = True, days + len(dense)
            rows += [
                {"source": source, "records": KINDS[kind].title, "first_day": gap.first, "last_day": gap.last, "days": gap.days, "usual_a_day": gap.usual}
                for gap in silences(first, dense, holidays)
            ]
    if not any_days:
        return None
    if not told:
        return Finding("unknown", f"No source covers {LEAST_DAYS // 7} weeks yet: too little to tell a rhythm.")
    table = pd.DataFrame(rows, columns=["source", "records", "first_day", "last_day", "days", "usual_a_day"])
    if table.empty:
        return Finding("fine", "No source has a silence that its own rhythm does not explain.", count=0, of=days)
    table = table.sort_values("days", ascending=False, kind="stable", ignore_index=True)
    longest = table.iloc[0]
    return Finding(
        "act" if int(table["days"].max()) >= 3 else "look",
        f"{plural(len(table), 'silence')} that the sources' own rhythm makes improbable; "
        f"the longest in {longest['source']}, {plural(int(longest['days']), 'day')}.",
        "If records were lost there, bring in an export of those days; a known outage or holiday is best entered as such.",
        "upload",
        int(table["days"].sum()),
        days,
        min(table["first_day"]),
        table.assign(first_day=pd.to_datetime(table["first_day"]), last_day=pd.to_datetime(table["last_day"])),
    )


def dense_counts(counted: pd.DataFrame) -> tuple[date, NDArray[np.int64]]:
    """The first day, and the records of each day from it to the last, zeros included; ``counted`` has day and records."""
    days = pd.DatetimeIndex(counted["day"])
    dense = pd.Series(counted["records"].to_numpy(dtype="int64"), days).reindex(pd.date_range(days.min(), days.max()), fill_value=0)
    return days.min().date(), dense.to_numpy(dtype=np.int64)


def silences(first: date, counts: NDArray[np.int64], holidays: Collection[date] = frozenset()) -> list[Gap]:
    """The improbable runs of days without anything; ``counts`` are the records of each day from ``first`` on."""
    found = []
    for start, end in _runs_of_nothing(counts):
        open_days = [day for day in range(start, end) if first + timedelta(days=day) not in holidays]
        before, after = (max(0, start - SIDE), start), (end, min(len(counts), end + SIDE))
        if open_days and max(_chance(counts, side, open_days) for side in (before, after)) < IMPROBABLE:
            usual = min(float(counts[low:high].mean()) for low, high in (before, after))
            found.append(Gap(first + timedelta(days=start), first + timedelta(days=end - 1), round(usual, 1)))
    return found


def _runs_of_nothing(counts: NDArray[np.int64]) -> list[tuple[int, int]]:
    """From and to, half-open, of each run of zeros between two days with something."""
    there = np.flatnonzero(counts)
    return [(int(low) + 1, int(high)) for low, high in pairwise(there) if high - low > 1]


def _chance(counts: NDArray[np.int64], side: tuple[int, int], days: list[int]) -> float:
    """How probable nothing at all is on ``days``, if they are like the days of ``side``; 1 where these are too few.

    Records of a weekday that come by chance, at a rate told from n days with S of them, leave k further days empty with (n / (n + k)) ** S; where
    days differ more than chance alone would have it, S counts for as much less.
    """
    within = np.arange(*side)
    if len(within) < LEAST_SIDE:
        return 1.0
    sums = np.bincount(within % 7, weights=counts[within], minlength=7)
    seen = np.bincount(within % 7, minlength=7)
    empty = np.bincount(np.array(days) % 7, minlength=7)
    return float(np.prod((seen / np.maximum(seen + empty, 1)) ** (sums / _unrest(counts, within, sums, seen))))


def _unrest(counts: NDArray[np.int64], within: NDArray[Any], sums: NDArray[Any], seen: NDArray[Any]) -> float:
    """By how much the days of one weekday differ more than chance alone would have it; at least 1."""
    mean = (sums / np.maximum(seen, 1))[within % 7]
    busy = mean > 0
    freedom = int(busy.sum()) - int((sums > 0).sum())
    if freedom < 1:
        return 1.0
    return max(1.0, float((((counts[within] - mean) ** 2)[busy] / mean[busy]).sum()) / freedom)
