"""Times as people write them."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import MappingError
from lib.intake.instants import InstantReading

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)


def read(*texts: str, zone: str | None = None, dates=None):
    column = pa.chunked_array([pa.array(texts, pa.string())])
    reading = InstantReading.of(column, "created", zone=zone, dates=dates, before=NOW)
    return reading, reading.read(column)


def moments(*texts: str, **how) -> list[datetime | None]:
    return read(*texts, **how)[1].values.to_pylist()


def faults(*texts: str, **how) -> dict[int, str]:
    found = {}
    for fault in read(*texts, **how)[1].faults:
        for turn, place in enumerate(fault.places):
            found[int(place)] = fault.reasons if isinstance(fault.reasons, str) else fault.reasons[turn]
    return found


MARCH = datetime(2025, 3, 14, 1, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-14 01:20:00 +0000", MARCH),
        ("2025-03-13 18:20:00 -0700", MARCH),
        ("2025-03-14T01:20:00Z", MARCH),
        ("2025-03-14T01:20Z", MARCH),
        ("2025-03-14T02:20:00+01:00", MARCH),
        ("2025-03-14 02:20:00+01", MARCH),
        ("2025-03-14 01:20:00 UTC", MARCH),
        ("2025-03-14T01:20:00.123456Z", MARCH.replace(microsecond=123456)),
        ("2025-03-14T01:20:00.123456789Z", MARCH.replace(microsecond=123456)),
        ("2025-03-14 01:20:00,5 Z", MARCH.replace(microsecond=500000)),
        ("20250314T012000Z", MARCH),
        ("  2025-03-14T01:20Z  ", MARCH),
        ("1741915200", MARCH),
        ("1741915200000", MARCH),
        ("1741915200.25", MARCH.replace(microsecond=250000)),
    ],
)
def test_times_with_an_offset_need_no_zone(text, expected):
    assert moments(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-14 02:20",
        "2025-03-14T02:20:00",
        "2025/03/14 2:20",
        "14.03.2025 02:20",
        "14.03.2025, 02:20:00",
        "3/14/2025 2:20",
        "3/14/2025 2:20:00 AM",
        "14-03-2025 2:20",
        "2025.03.14 02:20",
    ],
)
def test_local_times_are_read_in_the_zone(text):
    assert moments(text, zone="Europe/Warsaw") == [MARCH]


@pytest.mark.parametrize(("text", "hour"), [("12:05 AM", 0), ("12:05 pm", 12), ("1:05 PM", 13), ("11:05PM", 23), ("1:05 a.m.", 1)])
def test_clocks_of_twelve_hours(text, hour):
    assert moments(f"3/14/2025 {text}", zone="UTC") == [datetime(2025, 3, 14, hour, 5, tzinfo=UTC)]


def test_a_day_alone_begins_at_its_first_moment_in_the_zone():
    assert moments("2025-03-14", zone="Europe/Warsaw") == [datetime(2025, 3, 13, 23, tzinfo=UTC)]
    assert moments("2018-11-04", zone="America/Sao_Paulo") == [datetime(2018, 11, 4, 3, tzinfo=UTC)]  # there was no midnight


def test_times_without_an_offset_ask_for_the_zone():
    with pytest.raises(MappingError, match=r"created has times without an offset.*2025-03-14 01:20.*--zone Europe/Warsaw"):
        read("2025-03-14T01:20Z", "2025-03-14 01:20")


def test_the_whole_column_tells_the_order_of_day_and_month():
    assert moments("03/04/2025 1:00", "25/04/2025 1:00", zone="UTC")[0] == datetime(2025, 4, 3, 1, tzinfo=UTC)
    assert moments("03/04/2025 1:00", "04/25/2025 1:00", zone="UTC")[0] == datetime(2025, 3, 4, 1, tzinfo=UTC)


def test_an_open_order_is_asked_for_and_never_guessed():
    with pytest.raises(MappingError, match=r"03/04/2025.*--dates dmy or --dates mdy"):
        read("03/04/2025", zone="UTC")
    assert moments("03/04/2025", zone="UTC", dates="dmy") == [datetime(2025, 4, 3, tzinfo=UTC)]
    assert moments("03/04/2025", zone="UTC", dates="mdy") == [datetime(2025, 3, 4, tzinfo=UTC)]


def test_an_order_that_makes_no_difference_is_not_asked_for():
    assert moments("04/04/2025", zone="UTC") == [datetime(2025, 4, 4, tzinfo=UTC)]


def test_rows_that_contradict_the_order_are_refused():
    assert faults("25/04/2025", "26/04/2025", "04/27/2025", zone="UTC") == {2: "No such month: 27"}
    with pytest.raises(MappingError, match="as many dates of the one order"):
        read("25/04/2025", "04/27/2025", zone="UTC")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2025-13-01 00:00Z", "No such month: 13"),
        ("2025-00-01 00:00Z", "No such month: 0"),
        ("2024-11-31 00:00Z", "November has 30 days"),
        ("2025-02-29 00:00Z", "February 2025 has 28 days"),
        ("2025-02-00 00:00Z", "No such day: 0"),
        ("2025-02-01 25:00Z", "No such hour: 25"),
        ("2025-02-01 24:00Z", "No such hour: 24"),
        ("2025-02-01 13:00 PM Z", "No such hour with AM or PM: 13"),
        ("2025-02-01 10:60Z", "No such minute: 60"),
        ("2025-02-01 10:10:61Z", "No such second: 61"),
        ("2025-02-01 10:10:00+25:00", "No such offset"),
        ("2025-02-01 10:10:00+05:75", "No such offset"),
        ("0202-02-01 10:10Z", "The year 202 is not plausible"),
        ("2206-02-01 10:10Z", "The year 2206 is not plausible"),
        ("2026-03-15 12:01Z", "In the future"),
        ("14.03.25 10:00", "A year of two digits"),
        ("45730.0555", "A spreadsheet's own number for a date"),
        ("03/2025", "A month without a day"),
        ("yesterday", "Not a date or time"),
        ("2025-03-14 01:20:00 Europe/Warsaw (CET), or so they say", "Not a date or time"),
        ("২০২৫-03-14", "Not a date or time"),
        ("100000000", "The year 1973 is not plausible"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(text, reason):
    assert faults(text, zone="UTC") == {0: reason}
    assert moments(text, zone="UTC") == [None]


def test_hours_that_the_clocks_skipped_or_repeated_are_refused():
    assert faults("2025-03-30 02:30", "2025-10-26 02:30", "2025-10-26 03:30", zone="Europe/Warsaw") == {
        0: "This hour did not exist: the clocks went forward",
        1: "This hour came twice when the clocks went back; add an offset",
    }


def test_empty_is_no_fault():
    assert moments("", "  ", "2025-03-14T01:20Z") == [None, None, MARCH]
    assert faults("", "  ") == {}


def test_special_readings_are_told():
    reading, _ = read("25/04/2025 1:00", zone="Europe/Warsaw")
    assert reading.notes == ("created: day before month", "created: read in Europe/Warsaw")
    assert read("2025-04-25T01:00Z", zone="Europe/Warsaw")[0].notes == ()


def test_many_layouts_in_one_column():
    texts = [f"2025-03-14{' ' if n % 2 else 'T'}01:{n % 60:02}:00{'.' + '0' * (n % 7) if n % 7 else ''}{'Z' if n % 3 else '+00:00'}" for n in range(500)]
    assert moments(*texts) == [MARCH.replace(minute=n % 60) for n in range(500)]


LAYOUTS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%d.%m.%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p", "%d-%m-%Y %H:%M:%S", "%Y%m%dT%H%M%S")
walls = st.datetimes(datetime.fromisoformat("1990-01-02"), datetime.fromisoformat("2026-03-13"))
local = walls.map(lambda moment: moment.replace(microsecond=0))


@settings(deadline=None)
@given(st.lists(local, min_size=1, max_size=8), st.sampled_from(LAYOUTS), st.sampled_from(["Europe/Warsaw", "America/New_York", "Asia/Kolkata", "UTC"]))
def test_local_times_equal_pythons(times, layout, zone):
    def expected(moment: datetime) -> datetime | None:
        early, late = moment.replace(tzinfo=ZoneInfo(zone)), moment.replace(tzinfo=ZoneInfo(zone), fold=1)
        return early.astimezone(UTC) if early.utcoffset() == late.utcoffset() else None

    order = "mdy" if layout.startswith("%m") else "dmy"
    assert moments(*(moment.strftime(layout) for moment in times), zone=zone, dates=order) == [expected(moment) for moment in times]


@settings(deadline=None)
@given(walls, st.integers(-14 * 60, 14 * 60))
def test_times_with_an_offset_equal_pythons(moment, minutes):
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert moments(aware.isoformat()) == [aware.astimezone(UTC)]


@settings(deadline=None)
@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_days_are_taken_if_and_only_if_they_exist(year, month, day):
    try:
        wanted = datetime(year, month, day, tzinfo=UTC)
        wanted = wanted if datetime(1990, 1, 1, tzinfo=UTC) <= wanted <= NOW else None
    except ValueError:
        wanted = None
    text = f"{year:04}-{month:02}-{day:02}T00:00Z"
    assert moments(text) == [wanted]
    assert bool(faults(text)) == (wanted is None)


@settings(deadline=None)
@given(st.text(st.sampled_from("0123456789-/.: TZ+apmAPM"), max_size=24))
def test_no_text_breaks_the_reading(text):
    try:
        found, lost = moments(text, zone="UTC", dates="dmy"), faults(text, zone="UTC", dates="dmy")
    except MappingError:
        return
    assert bool(lost) != (found[0] is not None) or not text.strip()
