"""Business time against a walk through every quarter of an hour, and around changes of the clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.settings import Settings
from lib.statistics.business_time import business_time

WARSAW = ZoneInfo("Europe/Warsaw")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def hours(start: datetime, end: datetime, **said: str) -> float:
    """Business hours between two instants in a community of Warsaw, Monday to Friday 9 to 17 unless said."""
    return all_hours([start], [end], **said)[0]


def all_hours(starts: list[datetime], ends: list[datetime], **said: str) -> list[float]:
    microseconds = [np.array([(moment - EPOCH) // timedelta(microseconds=1) for moment in moments], dtype=np.int64) for moments in (starts, ends)]
    found: list[float] = (business_time(*microseconds, Settings.of({"zone": "Europe/Warsaw", **said})) / 3.6e9).tolist()
    return found


def local(day: str, clock: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=WARSAW, fold=fold)


def test_nights_weekends_and_holidays_do_not_count() -> None:
    friday, monday, tuesday = "2026-01-09", "2026-01-12", "2026-01-13"
    assert hours(local(friday, "16:30"), local(monday, "09:30")) == 1
    assert hours(local(friday, "16:30"), local(tuesday, "09:30"), holidays=monday) == 1
    assert hours(local(friday, "08:00"), local(friday, "20:00")) == 8


def test_asked_and_answered_outside_hours_took_no_time() -> None:
    assert hours(local("2026-01-10", "10:00"), local("2026-01-11", "12:00")) == 0
    assert hours(local("2026-01-09", "17:00"), local("2026-01-12", "09:00")) == 0
    assert hours(local("2026-01-09", "10:00"), local("2026-01-09", "10:00")) == 0


def test_opening_hours_keep_to_the_clock_on_the_wall() -> None:
    """9 to 17 is eight hours before and after the clock changes, an hour apart in UTC."""
    assert hours(local("2025-03-28", "09:00"), local("2025-03-31", "17:00")) == 16
    assert hours(local("2025-10-24", "12:00"), local("2025-10-27", "12:00")) == 8


@pytest.mark.parametrize(
    ("day", "open_hours", "expected"),
    [
        ("2025-03-30", "sun 00:00-24:00", 23),
        ("2025-10-26", "sun 00:00-24:00", 25),
        ("2025-03-30", "sun 01:00-04:00", 2),  # 2 to 3 does not come
        ("2025-03-30", "sun 02:00-03:00", 0),
        ("2025-03-30", "sun 02:30-03:30", 0.5),
        ("2025-10-26", "sun 01:00-04:00", 4),  # 2 to 3 comes twice
        ("2025-10-26", "sun 02:00-03:00", 2),
        ("2025-10-26", "sun 00:00-02:30", 3),
        ("2025-10-26", "sun 00:00-02:30, sun 02:30-24:00", 25),
    ],
)
def test_the_day_the_clock_changes(day: str, open_hours: str, expected: float) -> None:
    assert hours(local(day, "00:00"), local(day, "00:00") + timedelta(days=2), business_hours=open_hours) == expected


def test_the_hour_that_comes_twice_counts_twice() -> None:
    assert hours(local("2025-10-26", "02:30"), local("2025-10-26", "02:30", fold=1), business_hours="sun 00:00-24:00") == 1


def test_always_open_is_the_calendar() -> None:
    start, end = local("2024-02-28", "11:11"), local("2026-11-01", "03:07")
    elapsed = (end.astimezone(UTC) - start.astimezone(UTC)) / timedelta(hours=1)
    assert hours(start, end, business_hours="mon-sun 00:00-24:00") == pytest.approx(elapsed, rel=1e-15)


def test_never_open_is_no_time_at_all() -> None:
    assert hours(local("2026-01-10", "00:00"), local("2026-01-11", "12:00")) == 0
    assert all_hours([], []) == []


def test_a_microsecond_is_kept() -> None:
    start = local("2026-01-09", "10:00")
    assert hours(start, start + timedelta(microseconds=1)) == pytest.approx(1 / 3.6e9, rel=1e-12)


quarters = st.integers(0, 4 * 24 * 8)


@given(starts=st.lists(quarters, min_size=1, max_size=5), lengths=st.lists(quarters, min_size=5, max_size=5), spring=st.booleans(), sets=st.integers(0, 2))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_it_agrees_with_a_walk_through_the_quarters(starts: list[int], lengths: list[int], spring: bool, sets: int) -> None:
    origin = datetime(2025, 3, 27, tzinfo=UTC) if spring else datetime(2025, 10, 23, tzinfo=UTC)
    said, is_open = [
        ("mon-fri 09:00-17:00", lambda moment: moment.weekday() < 5 and 9 <= moment.hour < 17),
        ("sat-sun 01:30-02:45", lambda moment: moment.weekday() > 4 and (1, 30) <= (moment.hour, moment.minute) < (2, 45)),
        ("mon-sun 22:00-24:00, mon-sun 00:00-02:30", lambda moment: moment.hour >= 22 or (moment.hour, moment.minute) < (2, 30)),
    ][sets]
    opened = [origin + timedelta(minutes=15 * start) for start in starts]
    until = [start + timedelta(minutes=15 * length) for start, length in zip(opened, lengths, strict=False)]
    walked = [
        sum(is_open((start + timedelta(minutes=15 * step)).astimezone(WARSAW)) for step in range((end - start) // timedelta(minutes=15))) / 4
        for start, end in zip(opened, until, strict=True)
    ]
    assert all_hours(opened, until, business_hours=said) == walked
