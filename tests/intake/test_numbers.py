"""Numbers as people write them."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.intake.numbers import NumberReading


def read(*texts: str, whole: bool = False, low: float | None = None, high: float | None = None):
    column = pa.chunked_array([pa.array(texts, pa.string())])
    reading = NumberReading.of(column, "score", whole=whole, low=low, high=high, doc="1 to 5")
    parsed = reading.read(column)
    faults = {int(place): fault.reasons for fault in parsed.faults for place in fault.places}
    return parsed.values.to_pylist(), faults, reading.notes


@pytest.mark.parametrize(("text", "value"), [("3", 3.0), ("3.5", 3.5), ("-0.5", -0.5), ("+2", 2.0), (".5", 0.5), ("5.", 5.0), ("1e3", 1000.0), (" 7 ", 7.0)])
def test_plain_numbers(text, value):
    assert read(text)[:2] == ([value], {})


def test_a_decimal_comma_is_seen_and_told():
    assert read("3,5", "4", "12,25", "1,234") == ([3.5, 4.0, 12.25, 1.234], {}, ("score: decimal comma",))


@pytest.mark.parametrize(
    ("texts", "refused"),
    [
        (("1,234",), {0: "A comma that may be decimal or part the thousands"}),
        (("1,234", "2.5"), {0: "A comma that may be decimal or part the thousands"}),
        (("1.5", "2.5", "3,5"), {2: "A comma that may be decimal or part the thousands"}),
        (("1,5", "2,5", "3.5"), {2: "A decimal point in a column of decimal commas"}),
        (("1,234.56",), {0: "Parted thousands"}),
        (("1 234",), {0: "Parted thousands"}),
        (("1.234,56", "0,5"), {0: "Parted thousands"}),
        (("85%",), {0: "A percentage, not a number"}),
        (("many", "nan", "inf", "0x10", "1_000", "--1"), dict.fromkeys(range(6), "Not a number")),
        (("1e999",), {0: "Too large"}),
    ],
)
def test_what_can_be_misread_is_refused(texts, refused):
    values, faults, _ = read(*texts)
    assert faults == refused
    assert all((value is None) == (place in refused) for place, value in enumerate(values))


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("5", 5, None),
        ("5.0", 5, None),
        ("-007", -7, None),
        ("+5.", 5, None),
        ("5.5", None, "Not a whole number"),
        ("1e3", None, "Not a whole number"),
        ("9223372036854775807", 9223372036854775807, None),
        ("9223372036854775808", None, "Too large"),
        ("9" * 30, None, "Too large"),
    ],
)
def test_whole_numbers(text, value, reason):
    values, faults, _ = read(text, whole=True)
    assert (values, faults) == ([value], {0: reason} if reason else {})


def test_a_whole_number_may_have_a_decimal_comma():
    assert read("5,0", "7,00", whole=True)[0] == [5, 7]


def test_bounds_are_included():
    assert read("0", "1", "5", "6", "", whole=True, low=1, high=5)[:2] == ([None, 1, 5, None, None], {0: "Below 1", 3: "Above 5"})


@settings(deadline=None)
@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_whole_numbers_are_exact(number):
    assert read(str(number), whole=True)[0] == [number]


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_come_back_as_written(number):
    assert read(repr(number))[0] == [number]


@settings(deadline=None)
@given(st.lists(st.text(st.sampled_from("0123456789.,-+eE %'"), max_size=8), max_size=5), st.booleans())
def test_every_cell_is_a_number_a_fault_or_empty(texts, whole):
    values, faults, _ = read(*texts, whole=whole)
    for place, text in enumerate(texts):
        assert (values[place] is None) == (place in faults or not text.strip())
