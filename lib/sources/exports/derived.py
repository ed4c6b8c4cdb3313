"""Columns that are worked out from a table's own, beside them; and tables with some rows or columns taken out."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.sources.raw_table import LINE, NUMBER, RawTable, cell_names


def texts_of(table: RawTable, column: str | None) -> "pd.Series[str]":
    """The trimmed cells of a column, a row a place; empty texts where there is no such column."""
    if column is None:
        return pd.Series("", index=range(table.cells.num_rows), dtype="str")
    return pd.Series(pc.utf8_trim_whitespace(table.column(column)).to_pandas(), dtype="str")


def with_column(table: RawTable, name: str, texts: "pd.Series[str] | list[str]") -> RawTable:
    """The table with one more column, or with that column's cells replaced; a null is an empty cell."""
    found = pa.array(texts, pa.string(), from_pandas=True)
    chunks = found.chunks if isinstance(found, pa.ChunkedArray) else [found]
    cells = pa.chunked_array([chunk.cast(pa.string()).fill_null("") for chunk in chunks], pa.string())
    if name in table.columns:
        place = table.columns.index(name)
        return replace(table, cells=table.cells.set_column(place, str(place), cells))
    columns = (*table.columns, name)
    return replace(table, columns=columns, cells=table.cells.add_column(len(table.columns), str(len(table.columns)), cells))


def only(table: RawTable, keep: Iterable[bool]) -> RawTable:
    """The rows for which ``keep`` holds, with their lines, and all malformed ones."""
    return replace(table, cells=table.cells.filter(pa.array(list(keep), pa.bool_())))


def without(table: RawTable, *columns: str | None) -> RawTable:
    """The table without some columns, for what must not go any further; malformed rows lose theirs too."""
    kept = [place for place, name in enumerate(table.columns) if name not in columns]
    if len(kept) == len(table.columns):
        return table
    cells = pa.table([*(table.cells.column(place) for place in kept), table.cells[LINE], table.cells[NUMBER]], names=cell_names(len(kept)))
    malformed = tuple(replace(row, cells=(), text="") for row in table.malformed)
    return replace(table, columns=tuple(table.columns[place] for place in kept), cells=cells, malformed=malformed)
