"""Years, months, days, times and offsets of a column's texts, before anybody knows whether they can be."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lib.intake.layouts import Bytes, Form, Layout, Numbers, layouts
from lib.intake.parsed import Mask

SECOND = 1_000_000  # in microseconds
DAY = 86_400 * SECOND
_TOP = (ord("A"), ord("a")), (ord("P"), ord("p"))


@dataclass(frozen=True)
class DateParts:
    """One number a text. ``first`` and ``second`` are month and day, or day and month, as they stand."""

    form: npt.NDArray[np.uint8]
    year: Numbers
    first: Numbers
    second: Numbers
    hour: Numbers  # 0 to 23 where it can be; one that a clock of 12 does not have, plus 100
    minute: Numbers
    seconds: Numbers
    micros: Numbers  # the second's fraction; of an epoch: all of it
    offset: Numbers  # minutes east of Greenwich
    has_time: Mask
    has_offset: Mask


def trimmed(texts: Any) -> Any:
    """The texts without outer spaces, in one chunk."""
    cells = pc.utf8_trim_whitespace(texts)
    return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells


def date_parts(texts: Any) -> DateParts:
    """The parts of each of the trimmed texts."""
    count = len(texts)
    form = np.zeros(count, np.uint8)
    names = ("year", "first", "second", "hour", "minute", "seconds", "micros", "offset")
    numbers = {name: np.zeros(count, np.int64) for name in names}
    has_time, has_offset = np.zeros(count, bool), np.zeros(count, bool)
    for layout, places, taken in layouts(texts):
        form[places] = layout.form
        if layout.form in (Form.UNKNOWN, Form.EMPTY, Form.SHORT_YEAR, Form.SPREADSHEET):
            continue
        for name, spelled in (("year", "year"), ("first", "first"), ("second", "second_part"), ("minute", "minute"), ("seconds", "second")):
            if spelled in layout.spans:
                numbers[name][places] = layout.number(taken, spelled)
        numbers["hour"][places] = _hour(layout, taken)
        numbers["micros"][places] = _micros(layout, taken)
        numbers["offset"][places] = _offset(layout, taken)
        has_time[places] = "hour" in layout.spans
        has_offset[places] = layout.has_offset
    return DateParts(form, has_time=has_time, has_offset=has_offset, **numbers)


def _hour(layout: Layout, taken: Bytes) -> Numbers:
    """The hour on a clock of 24."""
    hour = layout.number(taken, "hour")
    if "half" not in layout.spans:
        return hour
    afternoon = np.isin(taken[layout.spans["half"][0]], _TOP[1])
    return np.where((hour < 1) | (hour > 12), hour + 100, hour % 12 + 12 * afternoon)


def _micros(layout: Layout, taken: Bytes) -> Numbers:
    start, end = layout.spans.get("fraction", (0, 0))
    digits = min(end - start, 6)
    fraction: Numbers = Layout(layout.form, {"fraction": (start, start + digits)}).number(taken, "fraction") * 10 ** (6 - digits)
    if layout.form is Form.SECONDS:
        fraction = layout.number(taken, "epoch") * (SECOND // layout.scale) + fraction // layout.scale
    return fraction


def _offset(layout: Layout, taken: Bytes) -> Numbers:
    """Minutes; beyond a day where the offset's own minutes cannot be."""
    if "sign" not in layout.spans:
        return np.zeros(taken.shape[1], np.int64)
    minutes = layout.number(taken, "offset_minute")
    total = layout.number(taken, "offset_hour") * 60 + np.where(minutes > 59, 9_999, minutes)
    return np.where(taken[layout.spans["sign"][0]] == ord("-"), -total, total)
