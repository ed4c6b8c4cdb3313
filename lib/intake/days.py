"""Days and months without a time."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from lib.intake.calendar_days import calendar_days
from lib.intake.date_evidence import DateEvidence
from lib.intake.date_parts import date_parts, trimmed
from lib.intake.layouts import Form
from lib.intake.parsed import Parsed, fault
from lib.sources.delivery import DateOrder


@dataclass(frozen=True)
class DayReading:
    """How one column's texts become days, or with ``months`` the first days of months. ``until``: the last day that may be."""

    order: DateOrder | None
    months: bool
    until: date | None
    notes: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, texts: Any, label: str, *, dates: DateOrder | None, months: bool, until: date | None) -> "DayReading":
        """The reading that the whole column asks for; MappingError where the order of day and month must be asked for."""
        evidence = DateEvidence.of(texts)
        order = evidence.order(label, dates)
        return cls(order, months, until, evidence.note(label, order))

    def read(self, texts: Any) -> Parsed:
        """The days of a piece of the column."""
        parts = date_parts(trimmed(texts))
        calendar = calendar_days(parts, self.order, months=self.months)
        faults = list(calendar.faults)
        valid = calendar.valid
        faults += fault(parts.form == Form.SECONDS, "write the day like 2025-03-14", "A number of seconds, not a day")
        timed = parts.has_offset | (parts.hour + parts.minute + parts.seconds + parts.micros > 0)
        faults += fault(valid & timed, "leave the time out: which day it is would depend on the time zone", "A day with a time")
        valid = valid & ~timed
        if self.until is not None:
            late = calendar.days > (self.until - date(1970, 1, 1)).days
            faults += fault(valid & late, f"it is after today, {self.until}; check the year and the order of day and month", "In the future")
            valid = valid & ~late
        return Parsed(pa.array(calendar.days.astype(np.int32), pa.int32(), mask=~valid).cast(pa.date32()), tuple(faults))
