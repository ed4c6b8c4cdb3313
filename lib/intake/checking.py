"""Checking rows: texts to typed rows that may be stored, and for each refused cell why.

A row may have several faults; it is refused once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.intake.mapping import Mapping
from lib.intake.parsed import CellFault, Places, as_mask
from lib.intake.readings import ARROW_TYPES, Feed, feeds
from lib.intake.rejects import FRAME
from lib.records import Kind
from lib.sources.raw_table import LINE, RawTable

LONGEST_VALUE = 200


@dataclass(frozen=True)
class Checked:
    """``good``: the rows that may be stored, a column for each of the kind's fields and ``line``; ``faults``: see ``rejects.FRAME``."""

    good: pa.Table
    faults: pd.DataFrame


class Checker:
    """Checks rows of one table for one kind; made once a file, for what the whole of a column tells."""

    def __init__(self, kind: Kind, raw: RawTable, mapping: Mapping, now: datetime) -> None:
        """MappingError where the mapping does not fit the kind and the table, or a column's meaning must be asked for."""
        mapping.check(kind, raw.columns)
        self.kind = kind
        self.feeds = {feed.field.name: feed for feed in feeds(kind.fields, raw, mapping, now)}

    @property
    def notes(self) -> tuple[str, ...]:
        """What is read in a special way, in words."""
        return tuple(dict.fromkeys(note for feed in self.feeds.values() if feed.reading for note in feed.reading.notes))

    def label(self, name: str) -> str:
        """The column or columns that feed a field; empty for a constant or nothing."""
        return self.feeds[name].label if name in self.feeds else ""

    def check(self, rows: pa.Table) -> Checked:
        """Reads and checks a piece of ``RawTable.cells``."""
        lines = rows[LINE].to_numpy()
        typed, frames = [], []
        refused = np.zeros(len(lines), bool)
        for field in self.kind.fields:
            feed = self.feeds.get(field.name)
            if feed is None:
                typed.append(pa.nulls(len(lines), ARROW_TYPES[field.type]))
                continue
            parsed = feed.read(rows)
            typed.append(parsed.values)
            for fault in (*parsed.faults, *self._empty(feed, parsed.values, parsed.faults)):
                refused[fault.places] = True
                frames.append(fault_frame(lines, feed, fault, feed.texts(rows)))
        table = pa.table(typed, names=list(self.kind.names))
        for fault, name in self._across(table):
            refused[fault.places] = True
            feed = self.feeds.get(name)
            frames.append(fault_frame(lines, feed, fault, feed.texts(rows)) if feed else no_column_frame(lines, name, fault))
        good = table.append_column(LINE, rows[LINE])
        if refused.any():
            good = good.filter(pa.array(~refused))
        return Checked(good, join_frames(frames))

    def _empty(self, feed: Feed, values: Any, faults: Iterable[CellFault]) -> list[CellFault]:
        if not feed.field.required or not values.null_count:
            return []
        empty = as_mask(values.is_null())
        for fault in faults:
            empty[fault.places] = False
        places = np.flatnonzero(empty)
        article = "an" if feed.field.name[0] in "aeio" else "a"
        reason = f"Empty, but every {self.kind.name.replace('_', ' ')} needs {article} {feed.field.name}"
        return [CellFault(places, reason, "fill the cell, or leave the row out")] if len(places) else []

    def _across(self, table: pa.Table) -> list[tuple[CellFault, str]]:
        """The faults that need more than one field."""
        if not self.kind.checks:
            return []
        frame = table.to_pandas(types_mapper=pd.ArrowDtype)
        found = []
        for check in self.kind.checks:
            fault = check(frame)
            places = np.flatnonzero(fault.where.to_numpy(dtype=bool))
            if len(places):
                found.append((CellFault(places, fault.reason, fault.hint), fault.field))
        return found


def fault_frame(lines: Places, feed: Feed, fault: CellFault, texts: Any) -> pd.DataFrame:
    """One line a faulty cell; a long text is cut short in ``value``."""
    found = texts.take(pa.array(fault.places))
    values = pc.if_else(
        pc.greater(pc.utf8_length(found), LONGEST_VALUE), pc.binary_join_element_wise(pc.utf8_slice_codeunits(found, 0, LONGEST_VALUE), "…", ""), found
    )
    columns = {
        "line": lines[fault.places],
        "column": feed.label,
        "field": feed.field.name,
        "value": values.to_pandas(),
        "reason": fault.reasons,
        "hint": fault.hint,
    }
    return pd.DataFrame(columns)[list(FRAME)]


def no_column_frame(lines: Places, name: str, fault: CellFault) -> pd.DataFrame:
    """One line a faulty row, where nothing feeds the field."""
    return pd.DataFrame({"line": lines[fault.places], "column": "", "field": name, "value": "", "reason": fault.reasons, "hint": fault.hint})[list(FRAME)]


def join_frames(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """All faults, by line; with the right columns where there are none."""
    if not frames:
        texts = {name: pd.Series(dtype="str") for name in FRAME[1:]}
        return pd.DataFrame({"line": pd.Series(dtype="int64"), **texts})
    return pd.concat(frames, ignore_index=True).sort_values("line", kind="stable", ignore_index=True)
