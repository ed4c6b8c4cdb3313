"""Where the next read goes on: how far behind the last value it begins."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lib.sources.cursor import Cursor, is_ahead

LOCAL = datetime(2026, 1, 5, 9)  # noqa: DTZ001 - as columns without a zone hold it
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "start"),
    [
        (NOW, NOW - timedelta(minutes=10)),
        (LOCAL, LOCAL - timedelta(minutes=70)),
        ("2026-01-05T09:00:00Z", "2026-01-05T08:50:00Z"),
        ("2026-01-05T09:00:00+01:00", "2026-01-05T07:50:00+01:00"),
        ("2026-01-05 09:00", "2026-01-05 07:50"),
    ],
)
def test_the_usual_overlap_is_longer_where_a_clock_may_be_set_back(value: Any, start: Any) -> None:
    assert Cursor("at", "posts", value).start(None, "posts") == start


def test_a_number_with_a_fraction_goes_back_as_a_number() -> None:
    assert Cursor("rank", "posts", 2.25).start(1, "posts") == 1.25  # after a lost connection, as the driver gave it


@pytest.mark.parametrize("value", [NOW + timedelta(days=2), LOCAL + timedelta(days=2), date(2026, 1, 8), "2026-01-08 00:00", "9999-12-31"])
def test_a_time_to_come_is_ahead(value: Any) -> None:
    assert is_ahead(value, NOW)


@pytest.mark.parametrize("value", [NOW, LOCAL + timedelta(hours=14), date(2026, 1, 6), "2026-01-05 23:00", "99991231", "c-9", 10**12, 2.5])
def test_a_time_that_some_zone_has_already_and_what_is_no_time_are_not(value: Any) -> None:
    assert not is_ahead(value, NOW)
