"""Days and months without a time."""

from datetime import date

import pyarrow as pa
import pytest

from lib.errors import MappingError
from lib.intake.days import DayReading


def read(*texts: str, months: bool = False, dates=None):
    column = pa.chunked_array([pa.array(texts, pa.string())])
    parsed = DayReading.of(column, "day", dates=dates, months=months, until=date(2026, 3, 15)).read(column)
    faults = {}
    for fault in parsed.faults:
        reasons = [fault.reasons] * len(fault.places) if isinstance(fault.reasons, str) else fault.reasons
        faults |= dict(zip(fault.places.tolist(), reasons, strict=True))
    return parsed.values.to_pylist(), faults


@pytest.mark.parametrize("text", ["2025-12-31", "31.12.2025", "12/31/2025", "2025/12/31", "20251231", "2025-12-31 00:00:00"])
def test_days(text):
    assert read(text) == ([date(2025, 12, 31)], {})


@pytest.mark.parametrize("text", ["2025-12", "12/2025", "2025-12-31", "31.12.2025", "1.12.2025"])
def test_months_are_kept_as_their_first_day(text):
    assert read(text, months=True, dates="dmy") == ([date(2025, 12, 1)], {})


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2025-12-31 10:00", "A day with a time"),
        ("2025-12-31T00:00Z", "A day with a time"),
        ("1741915200", "A number of seconds, not a day"),
        ("2026-03-16", "In the future"),
        ("2025-02-30", "February 2025 has 28 days"),
        ("2025-02", "A month without a day"),
        ("soon", "Not a date or time"),
    ],
)
def test_what_is_no_day_is_refused(text, reason):
    assert read(text) == ([None], {0: reason})


def test_an_open_order_is_asked_for():
    with pytest.raises(MappingError, match="--dates dmy or --dates mdy"):
        read("03/04/2025")
    assert read("03/04/2025", dates="mdy")[0] == [date(2025, 3, 4)]
