"""Time that counts only while somebody is at work.

A moment is business time when the clock on the wall, in the community's zone, then shows opening hours and the day is
no holiday. So the hour that is skipped in spring counts nothing, and the one that comes twice in autumn counts twice.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from lib.scope import DAY, Period
from lib.settings import Settings

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Span = tuple[datetime, datetime]
"""From and until, UTC, half-open."""


def business_time(start: NDArray[np.int64], end: NDArray[np.int64], settings: Settings) -> NDArray[np.int64]:
    """Microseconds of business time from ``start`` to ``end``, both in microseconds since 1970 (UTC); 0 where it was closed throughout."""
    if not len(start):
        return np.zeros(0, dtype=np.int64)
    zone = settings.zoneinfo
    spans = _spans(settings, _local_day(int(start.min()), zone), _local_day(int(end.max()), zone))
    if not spans:
        return np.zeros(len(start), dtype=np.int64)
    edges = np.array([_microseconds(edge) for span in spans for edge in span], dtype=np.int64)
    lengths = edges[1::2] - edges[::2]
    worked = np.repeat(np.cumsum(lengths), 2)
    worked[::2] -= lengths
    # slopes are 1 within hours and 0 outside, and whole microseconds fit a float: nothing is rounded
    elapsed: NDArray[np.float64] = np.interp(end, edges, worked) - np.interp(start, edges, worked)
    return elapsed.astype(np.int64)


def _spans(settings: Settings, first: date, last: date) -> list[Span]:
    """The opening times from ``first`` to ``last``, in order; those that touch are one."""
    zone, holidays = settings.zoneinfo, frozenset(settings.holidays)
    found: list[Span] = []
    for span in sorted(span for day in Period.of(first, last) if day not in holidays for span in _opening_times(day, settings, zone)):
        if found and found[-1][1] == span[0]:
            found[-1] = (found[-1][0], span[1])
        else:
            found.append(span)
    return found


def _opening_times(day: date, settings: Settings, zone: ZoneInfo) -> Iterator[Span]:
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - what the clock on the wall shows
    for hours in settings.business_hours:
        if day.weekday() in hours.weekdays:
            closes = datetime.combine(day, hours.closes) if hours.closes else midnight + DAY
            yield from _shown(datetime.combine(day, hours.opens), closes, zone)


def _shown(opens: datetime, closes: datetime, zone: ZoneInfo) -> Iterator[Span]:
    """The spans in which the clock on the wall shows from ``opens`` to before ``closes``: one, or two or none around a change of the clock."""
    offsets = {_offset(edge.replace(tzinfo=zone, fold=fold)) for edge in (opens, closes) for fold in (0, 1)}
    start, end = (opens - max(offsets)).replace(tzinfo=UTC), (closes - min(offsets)).replace(tzinfo=UTC)
    change = _change(start, end, zone) if len(offsets) > 1 else end
    for since, until in ((start, change), (change, end)):
        if since < until:
            offset = _offset(since.astimezone(zone))
            first = max(since, (opens - offset).replace(tzinfo=UTC))
            last = min(until, (closes - offset).replace(tzinfo=UTC))
            if first < last:
                yield first, last


def _change(start: datetime, end: datetime, zone: ZoneInfo) -> datetime:
    """The first moment of another offset than at ``start``; ``end`` where there is none."""
    before = _offset(start.astimezone(zone))
    low, high = 0, int((end - start).total_seconds())
    while low < high:
        middle = (low + high) // 2
        if _offset((start + timedelta(seconds=middle)).astimezone(zone)) == before:
            low = middle + 1
        else:
            high = middle
    return start + timedelta(seconds=low)


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _local_day(microseconds: int, zone: ZoneInfo) -> date:
    return (EPOCH + timedelta(microseconds=microseconds)).astimezone(zone).date()


def _microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND
