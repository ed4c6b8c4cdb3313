"""Tables as the command line prints them: exact, for programs as much as for people.

Null is an empty field (JSON: null), booleans are ``true`` and ``false``, days ISO, instants ISO with offset, floats
the shortest text that reads back as the same number. Nothing is rounded and no cell is altered.
"""

import csv
import json
import math
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TextIO

import pandas as pd

Plain = bool | int | float | str | None


def print_csv(frame: pd.DataFrame, out: TextIO) -> None:
    """Writes a header and a line a row."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows([_text(value) for value in row] for row in _rows(frame))


def print_json(frame: pd.DataFrame, out: TextIO) -> None:
    """Writes a list of objects, one a line."""
    names = [str(name) for name in frame.columns]
    lines = (json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, allow_nan=False) for row in _rows(frame))
    out.write("[")
    for number, line in enumerate(lines):
        out.write((",\n " if number else "\n ") + line)
    out.write("\n]\n" if len(frame) else "]\n")


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Plain, ...]]:
    return zip(*(_plain_column(frame.iloc[:, place]) for place in range(frame.shape[1])), strict=True)


def _plain_column(column: "pd.Series[Any]") -> list[Plain]:
    values = [_plain(value) for value in column]
    if isinstance(column.dtype, pd.DatetimeTZDtype) or not pd.api.types.is_datetime64_any_dtype(column.dtype):
        return values
    return [None if value is None else str(value).removesuffix("T00:00:00") for value in values]  # no zone: a local day


def _plain(value: Any) -> Plain:
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if hasattr(value, "item"):  # a numpy scalar
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, bool | int) else str(value)


def _text(value: Plain) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)
