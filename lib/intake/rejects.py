"""Refused rows as a file: each as it was, with line, column, value, reason and hint; corrected, it can be imported itself."""

from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib import safe_csv
from lib.intake.template import ROW_NUMBER
from lib.sources.raw_table import LINE, NUMBER, RawTable, cell_names

FRAME = ("line", "column", "field", "value", "reason", "hint")
NOTES = ("line", "column", "value", "reason", "hint")  # added to the file's own columns, after ROW_NUMBER
_JOIN = "; "


def is_rejects(columns: tuple[str, ...]) -> bool:
    """Whether these are the columns of a file that ``to_csv_bytes`` wrote."""
    return len(columns) > len(NOTES) and tuple(name.split(" (")[0] for name in columns[-len(NOTES) :]) == NOTES and ROW_NUMBER in columns


def without_notes(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns without those that we added to a file of refused rows."""
    return tuple(name for name in columns[: -len(NOTES)] if name != ROW_NUMBER) if is_rejects(columns) else columns


def reopened(raw: RawTable) -> RawTable:
    """A corrected file of refused rows as the rows were before cells were made harmless; any other table as it is.

    Its column ``#`` holds the numbers the rows had, so that ids made from them stay the same.
    """
    if not is_rejects(raw.columns):
        return raw
    width = len(raw.columns)
    arrays = [safe_csv.restored(column) for column in raw.cells.columns[:width]]
    return replace(raw, cells=pa.table([*arrays, raw.cells[LINE], raw.cells[NUMBER]], names=cell_names(width)))


def to_csv_bytes(raw: RawTable, faults: pd.DataFrame) -> bytes:
    """One line a refused row, in the file's order: its cells, its number, and what is wrong; several faults are joined by ``; ``."""
    notes = _one_a_line(faults)
    rows = raw.raw(notes["line"].to_pylist())
    columns = raw.columns[: -len(NOTES)] if is_rejects(raw.columns) else raw.columns  # what we said of a row last time is replaced
    cells = [pc.fill_null(column, "") for column in rows.columns[: len(columns)]]
    own = [] if ROW_NUMBER in columns else [(ROW_NUMBER, rows[NUMBER])]
    added = [*own, *((name, notes[name]) for name in NOTES)]
    return safe_csv.to_csv_bytes(pa.Table.from_arrays([*cells, *(column for _, column in added)], names=[*columns, *(name for name, _ in added)]))


def _one_a_line(faults: pd.DataFrame) -> pa.Table:
    """The notes of each refused row, by line."""
    texts = [pa.array(faults[name].fillna(""), pa.string()) for name in NOTES[1:]]
    table = pa.table([pa.array(faults["line"], pa.int64()), *texts], names=list(NOTES))
    grouped = table.group_by("line", use_threads=False).aggregate([(name, "list") for name in NOTES[1:]]).sort_by("line")
    joined = [pc.binary_join(grouped[f"{name}_list"], _JOIN) for name in NOTES[1:]]
    return pa.table([grouped["line"], *joined], names=list(NOTES))
