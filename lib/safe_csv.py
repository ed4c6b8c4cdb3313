"""The one place that writes CSV people open in a spreadsheet.

A spreadsheet runs a cell that starts like a formula, whoever wrote it. Such a cell gets an apostrophe in front, which
the spreadsheet shows as text; numbers such as -5 stay. ``restored`` takes the apostrophe away again: writing and
reading back loses nothing. Files are UTF-8 with a byte order mark, so that Excel reads letters right.
"""

import csv
import io
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_RISKY = r"\A'*[=+\-@\t\r\n＝＋－＠]"  # the spreadsheet's own starters and their full-width forms; an own apostrophe is doubled
_NUMBER = r"\A[+-][0-9]+([.,][0-9]+)?([eE][+-]?[0-9]+)?%?\z"
_PIECE = 50_000
_HARMLESS = r"\A'('*[=+\-@\t\r\n＝＋－＠])"


def harmless(texts: Any) -> Any:
    """An Arrow array of texts in which no cell is a formula."""
    risky = pc.and_not(pc.match_substring_regex(texts, _RISKY), pc.match_substring_regex(texts, _NUMBER))
    if not pc.any(risky).as_py():
        return texts
    return pc.if_else(risky, pc.binary_join_element_wise(pa.scalar("'"), texts, ""), texts)


def restored(texts: Any) -> Any:
    """The texts as they were before ``harmless``."""
    return pc.replace_substring_regex(texts, _HARMLESS, r"\1")


def to_csv_bytes(frame: pd.DataFrame | pa.Table) -> bytes:
    """``frame`` as CSV without its index: null is an empty cell, booleans ``true``/``false``, instants ISO with offset, floats unrounded."""
    table = frame if isinstance(frame, pa.Table) else pa.table([_array(column) for _, column in frame.items()], names=[str(name) for name in frame.columns])
    heads = harmless(pa.array([str(name) for name in table.column_names], pa.string())).to_pylist()
    content = io.BytesIO()
    out = io.TextIOWrapper(content, encoding="utf-8-sig", newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    for batch in table.to_batches(_PIECE):
        writer.writerows(zip(*(harmless(_text(column)).to_pylist() for column in batch.columns), strict=True))
    out.flush()
    return content.getvalue()


def _array(column: "pd.Series[Any]") -> pa.Array:
    if column.dtype == object:
        return pa.array([None if value is None or value is pd.NA or value != value else str(value) for value in column], pa.string())
    return pa.array(column, from_pandas=True)


def _text(column: Any) -> Any:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if pa.types.is_timestamp(kind):
        if kind.tz is None:
            midnight = pc.all(pc.equal(pc.cast(pc.floor_temporal(column, unit="day"), kind), column)).as_py()
            return pc.strftime(column, "%Y-%m-%d") if midnight is not False else pc.strftime(column.cast(pa.timestamp("s"), safe=False), "%Y-%m-%dT%H:%M:%S")
        return pc.strftime(column.cast(pa.timestamp("s", kind.tz), safe=False), "%Y-%m-%dT%H:%M:%S%z")
    return column.cast(pa.string()) if not pa.types.is_string(kind) else column
