"""Printed tables are exact: what is read back is what was printed."""

import io
import json
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from lib.cli.printed_table import print_csv, print_json

FRAME = pd.DataFrame(
    {
        "day": pd.to_datetime(["2026-01-01", "2026-01-02", None]),
        "at": pd.to_datetime([datetime(2026, 1, 1, 9, 30, tzinfo=UTC), None, datetime(2026, 1, 1, 9, 30, 0, 123456, tzinfo=UTC)]),
        "count": pd.array([3, None, 10**12], dtype="Int64"),
        "share": [0.1 + 0.2, np.nan, 2.0],
        "complete": [True, False, True],
        "known": pd.array([True, None, False], dtype="boolean"),
        "text": ["=1+1", None, 'a "b",\nc'],
    }
)


def _printed(frame: pd.DataFrame, form: str) -> str:
    out = io.StringIO()
    (print_json if form == "json" else print_csv)(frame, out)
    return out.getvalue()


def test_csv() -> None:
    assert _printed(FRAME, "csv") == (
        "day,at,count,share,complete,known,text\n"
        "2026-01-01,2026-01-01T09:30:00+00:00,3,0.30000000000000004,true,true,=1+1\n"
        "2026-01-02,,,,false,,\n"
        ',2026-01-01T09:30:00.123456+00:00,1000000000000,2.0,true,false,"a ""b"",\nc"\n'
    )


def test_json() -> None:
    rows = json.loads(_printed(FRAME, "json"))
    assert rows[0]["share"] == 0.1 + 0.2
    assert rows[1] == {"day": "2026-01-02", "at": None, "count": None, "share": None, "complete": False, "known": None, "text": None}
    assert rows[2]["count"] == 10**12
    assert rows[2]["text"] == 'a "b",\nc'


def test_a_table_without_rows_still_has_its_header() -> None:
    assert _printed(FRAME.head(0), "csv") == "day,at,count,share,complete,known,text\n"
    assert json.loads(_printed(FRAME.head(0), "json")) == []


def test_the_frame_is_left_as_it_was() -> None:
    before = FRAME.copy(deep=True)
    _printed(FRAME, "csv")
    _printed(FRAME, "json")
    pd.testing.assert_frame_equal(FRAME, before)
