"""Moments: texts with an offset, or local times of a named zone, as UTC."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from lib.errors import MappingError
from lib.intake.calendar_days import FIRST_YEAR, LAST_YEAR, YEARS_HINT, calendar_days
from lib.intake.date_evidence import DateEvidence
from lib.intake.date_parts import DAY, SECOND, DateParts, date_parts, trimmed
from lib.intake.layouts import Form, Numbers
from lib.intake.parsed import Mask, Parsed, Reason, fault
from lib.sources.delivery import DateOrder

INSTANT = pa.timestamp("us", "UTC")
_FIRST = int(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp()) * SECOND
_LAST = int(datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC).timestamp()) * SECOND


@dataclass(frozen=True)
class InstantReading:
    """How one column's texts become instants. ``before``: a moment that none may lie after; None for no bound."""

    zone: str | None
    order: DateOrder | None
    before: datetime | None
    notes: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, texts: Any, label: str, *, zone: str | None, dates: DateOrder | None, before: datetime | None) -> "InstantReading":
        """The reading that the whole column asks for; MappingError where day and month, or the zone, must be asked for."""
        evidence = DateEvidence.of(texts)
        order, local = evidence.order(label, dates), evidence.local_text
        if local is not None and zone is None:
            hint = "say in which time zone they were written, e.g. --zone Europe/Warsaw"
            raise MappingError(f"{label} has times without an offset.", found=local, hint=hint, asks="zone")
        notes = evidence.note(label, order)
        return cls(zone, order, before, notes if local is None else (*notes, f"{label}: read in {zone}"))

    def read(self, texts: Any) -> Parsed:
        """The instants of a piece of the column."""
        parts = date_parts(trimmed(texts))
        calendar = calendar_days(parts, self.order)
        faults = list(calendar.faults)
        valid = calendar.valid
        for where, hint, reason in _impossible_times(parts):
            faults += fault(valid & where, hint, reason)
            valid = valid & ~where
        clock = ((parts.hour * 60 + parts.minute) * 60 + parts.seconds) * SECOND + parts.micros
        epoch = parts.form == Form.SECONDS
        moments = np.where(epoch, parts.micros, calendar.days * DAY + clock - parts.offset * 60 * SECOND)
        local = valid & ~parts.has_offset
        if local.any():
            moments, gone, twice = _in_zone(moments, local, parts.has_time, self.zone or "UTC")
            faults += fault(gone, "the clocks went forward over it; correct the time, or add an offset", "This hour did not exist: the clocks went forward")
            faults += fault(twice, "add an offset such as +02:00 or +01:00 to the time", "This hour came twice when the clocks went back; add an offset")
            valid = valid & ~gone & ~twice
        valid = valid | epoch
        for where, hint, reason in self._out_of_bounds(moments):
            faults += fault(valid & where, hint, reason)
            valid = valid & ~where
        return Parsed(pa.array(np.where(valid, moments, 0), pa.int64(), mask=~valid).cast(INSTANT), tuple(faults))

    def _out_of_bounds(self, moments: Numbers) -> list[tuple[Mask, str, Reason]]:
        implausible = (moments < _FIRST) | (moments >= _LAST)
        bounds: list[tuple[Mask, str, Reason]] = [(implausible, YEARS_HINT, lambda places: _years(moments[places]))]
        if self.before is not None:
            hint = f"it is after now, {self.before.astimezone(UTC):%Y-%m-%d %H:%M} UTC; check the year, the order of day and month, and the time zone"
            bounds.append((moments > int(self.before.timestamp() * SECOND), hint, "In the future"))
        return bounds


def _impossible_times(parts: DateParts) -> list[tuple[Mask, str, Reason]]:
    return [
        (parts.hour > 23, "hours run from 0 to 23, or from 1 to 12 with AM or PM", lambda places: _no_such_hour(parts.hour[places])),
        (parts.minute > 59, "minutes run from 0 to 59", lambda places: [f"No such minute: {number}" for number in parts.minute[places]]),
        (parts.seconds > 59, "seconds run from 0 to 59", lambda places: [f"No such second: {number}" for number in parts.seconds[places]]),
        (np.abs(parts.offset) > 14 * 60, "offsets run from -14:00 to +14:00", "No such offset"),
    ]


def _no_such_hour(hours: Numbers) -> list[str]:
    return [f"No such hour: {hour}" if hour < 100 else f"No such hour with AM or PM: {hour - 100}" for hour in hours]


def _years(moments: Numbers) -> list[str]:
    return [f"The year {year} is not plausible" for year in moments.astype("datetime64[us]").astype("datetime64[Y]").astype(np.int64) + 1970]


def _in_zone(moments: Numbers, local: Mask, has_time: Mask, zone: str) -> tuple[Numbers, Mask, Mask]:
    """Local times of ``zone`` as UTC, and where they did not exist or came twice. A day alone begins at its first moment."""
    walls = pd.DatetimeIndex(moments[local].astype("datetime64[us]"))
    found = walls.tz_localize(zone, ambiguous="NaT", nonexistent="NaT")
    missing = np.asarray(found.isna())
    values = found.as_unit("us").asi8.copy()
    gone, twice = np.zeros(len(moments), bool), np.zeros(len(moments), bool)
    if missing.any():
        odd = walls[missing]
        first = odd.tz_localize(zone, ambiguous=np.ones(len(odd), bool), nonexistent="NaT")
        started = odd.tz_localize(zone, ambiguous=np.ones(len(odd), bool), nonexistent="shift_forward")
        timed = has_time[local][missing]
        values[missing] = started.as_unit("us").asi8
        places = np.flatnonzero(local)[missing]
        gone[places] = timed & np.asarray(first.isna())
        twice[places] = timed & ~np.asarray(first.isna())
    result = moments.copy()
    result[local] = values
    return result, gone, twice
