"""CSV that nobody is harmed by."""

import csv
import io

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.safe_csv import harmless, restored, to_csv_bytes


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "+48 123 456", "-", "'=1"])
def test_formulas_get_an_apostrophe(cell):
    assert harmless(pa.array([cell])).to_pylist() == ["'" + cell]


@pytest.mark.parametrize("cell", ["-5", "+5", "-3.5", "-3,5", "-1e-5", "-5%", "a=b", "", " =x", "'tis", "2025-01-01"])
def test_numbers_and_words_stay(cell):
    assert harmless(pa.array([cell])).to_pylist() == [cell]


@settings(deadline=None)
@given(st.text(st.sampled_from("'=+-@\t\n5ax.")))
def test_what_is_made_harmless_can_be_restored(text):
    assert restored(harmless(pa.array([text]))).to_pylist() == [text]


def rows_of(frame) -> list[list[str]]:
    content = to_csv_bytes(frame)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_frame_as_people_get_it():
    frame = pd.DataFrame(
        {
            "day": pd.to_datetime(["2025-03-14", None]),
            "at": pd.to_datetime(["2025-03-14T01:20:00Z", None]),
            "count": pd.array([1, None], dtype="Int64"),
            "share": [0.1 + 0.2, float("nan")],
            "over": [True, False],
            "name": ['ż,"a"\nb', None],
            "=head": ["=1", "-5"],
        }
    )
    assert rows_of(frame) == [
        ["day", "at", "count", "share", "over", "name", "'=head"],
        ["2025-03-14", "2025-03-14T01:20:00+0000", "1", "0.30000000000000004", "true", 'ż,"a"\nb', "'=1"],
        ["", "", "", "", "false", "", "-5"],
    ]


def test_an_empty_frame_keeps_its_columns():
    assert rows_of(pd.DataFrame({"a": pd.Series(dtype="int64"), "b": pd.Series(dtype="object")})) == [["a", "b"]]


def test_local_moments_keep_their_time():
    assert rows_of(pd.DataFrame({"at": pd.to_datetime(["2025-03-14 10:30:00"])}))[1] == ["2025-03-14T10:30:00"]


def test_categories_and_mixed_cells():
    assert rows_of(pd.DataFrame({"a": pd.Categorical(["x", None]), "b": [1, "y"]}))[1:] == [["x", "1"], ["", "y"]]
