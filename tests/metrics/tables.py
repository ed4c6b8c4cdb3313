"""Comparing a metric's table with rows written down or counted by hand: also one row too many fails."""

import math
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pandas as pd

from tests.metrics.oracle import Row


def plain(value: Any) -> Any:
    """A cell as plain Python: null is None, a day a date, an instant an aware datetime."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, pd.Timestamp):
        moment: datetime = value.to_pydatetime()
        return moment if moment.tzinfo else moment.date()
    return value.item() if hasattr(value, "item") else value


def rows(frame: pd.DataFrame) -> list[Row]:
    """The table's rows as plain Python."""
    return [dict(zip(frame.columns, map(plain, values), strict=True)) for values in zip(*(frame[name] for name in frame), strict=True)]


def assert_rows(frame: pd.DataFrame, expected: Iterable[Row]) -> None:
    """The table has exactly these rows, in order; numbers to nine digits."""
    wanted, found = list(expected), rows(frame)
    for place, (got, want) in enumerate(zip(found, wanted, strict=False)):
        assert list(got) == list(want), f"row {place}: columns {list(got)}, not {list(want)}"
        for name, value in want.items():
            same = math.isclose(got[name], value, rel_tol=1e-9, abs_tol=1e-12) if isinstance(value, float) and got[name] is not None else got[name] == value
            assert same, f"row {place}, {name}: {got[name]!r}, not {value!r}, in {got}, not {want}"
    assert len(found) == len(wanted), f"{len(found)} rows, not {len(wanted)}: {(found + wanted)[min(len(found), len(wanted)) :][:3]}"
