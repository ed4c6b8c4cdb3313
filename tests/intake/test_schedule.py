"""When the next run is due: by a pause, by the clock, missed, and where the clock is put forward or back."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.intake.schedule import Schedule

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
EVERY = Schedule(timedelta(minutes=30))
DAILY = Schedule(at=(time(6), time(18)))


def test_a_pause_counts_from_the_start_of_the_last_run() -> None:
    assert EVERY.due(NOW - timedelta(minutes=20), NOW, WARSAW) == NOW + timedelta(minutes=10)
    assert EVERY.due(None, NOW, WARSAW) == NOW


def test_the_clock_is_the_communitys() -> None:
    assert DAILY.due(None, NOW, WARSAW) == datetime(2026, 3, 15, 17, tzinfo=UTC)


def test_a_time_that_was_missed_is_due() -> None:
    yesterday = datetime(2026, 3, 14, 17, 0, 3, tzinfo=UTC)
    assert DAILY.due(yesterday, NOW, WARSAW) == datetime(2026, 3, 15, 5, tzinfo=UTC) < NOW


def test_no_schedule_is_never_due() -> None:
    assert Schedule().due(NOW, NOW, WARSAW) is None
    assert not Schedule()


def test_the_sooner_of_both_counts() -> None:
    both = Schedule(timedelta(hours=12), (time(18),))
    assert both.due(NOW, NOW, WARSAW) == datetime(2026, 3, 15, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (EVERY, "every 30 minutes"),
        (Schedule(timedelta(days=1)), "every day"),
        (Schedule(timedelta(hours=6)), "every 6 hours"),
        (DAILY, "at 06:00 and 18:00"),
        (Schedule(timedelta(minutes=90), (time(6),)), "every 90 minutes, and at 06:00"),
    ],
)
def test_it_is_said_in_words(schedule: Schedule, said: str) -> None:
    assert schedule.said == said


@given(st.floats(0, 365), st.times(), st.sampled_from(["Europe/Warsaw", "America/New_York", "Asia/Kathmandu"]))
def test_a_time_of_day_comes_once_a_day_whatever_the_clock_does(days: float, moment: time, zone: str) -> None:
    last = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days)
    moment, place = moment.replace(second=0, microsecond=0), ZoneInfo(zone)
    first = Schedule(at=(moment,)).due(last, NOW, place)
    assert first is not None
    second = Schedule(at=(moment,)).due(first, NOW, place)
    assert second is not None
    assert timedelta(0) < first - last <= timedelta(hours=25)
    assert timedelta(hours=23) <= second - first <= timedelta(hours=25)
