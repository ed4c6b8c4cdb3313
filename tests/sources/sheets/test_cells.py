"""Cells as texts: nothing is turned into what it is not."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.sources.sheets.cells import Cells, cell_name, column_letters, moment_text, number_text, read_column, span_text
from tests.sources.sheets.google_server import Cell, Tab, date

SERIAL, STRING = ("UNFORMATTED_VALUE", "SERIAL_NUMBER"), ("UNFORMATTED_VALUE", "FORMATTED_STRING")


def cells(*column) -> Cells:
    """A worksheet of one column, as Google renders it."""
    tab = Tab("x", [[cell] for cell in column])
    return Cells(tab.rendered(*SERIAL), tab.rendered(*STRING), tab.rendered("FORMATTED_VALUE", "FORMATTED_STRING"))


def texts(*column) -> list[str]:
    return read_column(cells(*column), range(len(column)), 0).texts


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("3,5", "3,5"),
        ("00123", "00123"),
        (" spaces ", " spaces "),
        ("=4/2", "=4/2"),
        (3, "3"),
        (3.0, "3"),
        (-0.0, "0"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (1234567.25, "1234567.25"),
        (12345678901234567890, "12345678901234567890"),
        (1.2345678901234567e19, "12345678901234567000"),
        (True, "TRUE"),
        (False, "FALSE"),
        (None, ""),
        (Cell(7, "00007"), "00007"),  # a number formatted as an id
        (Cell(7.5, "007.5"), "7.5"),
        (Cell(0, "0"), "0"),
        (Cell(0.45, "45%"), "0.45"),
        (Cell(1234.5, "1.234,50 €"), "1234.5"),
        (Cell(1234, "01 234"), "1234"),
        (Cell(5, "05", "05"), "120:00:00"),  # a span of five days, shown as days
    ],
)
def test_a_cell_keeps_what_it_means(cell, text):
    assert texts(cell) == [text]


@pytest.mark.parametrize("shown", ["1/5/2026 9:30:00", "05.01.2026 09:30:00", "5 sty 2026, 9:30", "2026年1月5日 9:30", "Monday"])
def test_a_moment_is_the_same_in_every_locale_and_format(shown):
    assert texts(date(46027.395833333336, shown)) == ["2026-01-05 09:30:00"]


def test_a_midnight_is_a_day_alone_unless_its_format_has_a_time():
    assert texts(date(46027, "1/5/2026"), date(46027, "1/5/2026 0:00"), date(46027.5, "1/5/2026")) == [
        "2026-01-05",
        "2026-01-05 00:00:00",
        "2026-01-05 12:00:00",
    ]


def test_what_a_cell_means_does_not_hang_on_others_of_its_column():
    alone = texts(date(46027, "1/5/2026"))
    assert texts(date(46027, "1/5/2026"), date(46028.5, "1/6/2026 12:00"), "x")[:1] == alone


def test_times_of_day_and_spans_are_hours():
    assert texts(date(0.3958333333333333, "9:30 AM"), date(1.1, "26:24:00"), date(46027, "1/5/2026")) == ["09:30:00", "26:24:00", "2026-01-05"]


def test_a_serial_number_that_is_no_date_cell_stays_a_number():
    assert texts(46027.5) == ["46027.5"]


def test_what_no_calendar_has_stays_a_number():
    assert texts(date(-3, "12/27/1899"), date(3_000_000, "far")) == ["-3", "3000000"]


def test_texts_beside_dates_zeros_and_long_numbers_are_counted():
    column = read_column(cells(date(46027, "1/5/2026"), "31/12/2025", "", " ", "#N/A", Cell(7, "007"), 12345678901234567000), range(7), 0)
    assert (column.dates, column.text_rows, column.padded, column.long) == (1, (1,), 1, 1)


def test_rows_are_read_where_they_are_and_short_ones_are_filled():
    grid = Cells([["a", "b"], [], ["c"]], [["a", "b"], [], ["c"]], [["a", "b"], [], ["c"]])
    assert read_column(grid, [0, 2], 1).texts == ["b", ""]


@pytest.mark.parametrize(
    ("plain", "dated", "torn"),
    [
        ([["a", 1]], [["a", 1]], False),
        ([["a", 46027]], [["a", "1/5/2026"]], False),
        ([["a", 1]], [["a", 2]], True),
        ([["a"]], [["b"]], True),
        ([["a"]], [["a"], ["b"]], True),
        ([["a"]], [["a", "b"]], True),
        ([[True]], [["TRUE"]], True),
    ],
)
def test_a_worksheet_edited_between_two_readings_is_torn(plain, dated, torn):
    assert Cells(plain, dated, []).torn is torn


@given(st.integers(32_874 * 86_400_000, 73_415 * 86_400_000))  # 1990 to 2100
def test_a_millisecond_survives_being_a_serial_number(milliseconds):
    moment = datetime(1899, 12, 30) + timedelta(milliseconds=milliseconds)  # noqa: DTZ001
    assert datetime.fromisoformat(moment_text(milliseconds / 86_400_000, timed=True)) == moment


@given(st.floats(0, 366, exclude_max=True))
def test_a_span_is_its_hours_minutes_and_seconds(days):
    hours, minutes, seconds = span_text(days).split(":")
    assert abs(int(hours) * 3600 + int(minutes) * 60 + float(seconds) - days * 86_400) <= 0.0006


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_written_in_digits_and_read_back_as_itself(value):
    text = number_text(value)
    assert type(value)(text) == value
    assert set(text) <= set("-.0123456789")
    assert Decimal(text) == Decimal(repr(value))


def test_cells_are_named_as_in_the_sheet():
    assert [cell_name(0, 0), cell_name(4, 1), cell_name(9, 26)] == ["A1", "B5", "AA10"]


@given(st.integers(0, 20_000))
def test_columns_count_as_letters_do(column):
    number = 0
    for letter in column_letters(column):
        number = number * 26 + ord(letter) - ord("A") + 1
    assert number - 1 == column
