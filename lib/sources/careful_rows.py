"""Cutting a text into rows one by one, so that every row which cannot be laid into the columns is seen and named."""

import csv
import io
import sys
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa

from lib.errors import FileError
from lib.sources.delimiter import NAMES
from lib.sources.raw_table import MalformedRow, cell_names

_CHUNK = 50_000
MOST_MALFORMED = 500_000
"""Each takes up to a kilobyte of memory and more."""


class Lines:
    """Physical lines of a text, with their ends; lines of a row that failed can be handed back, save its first."""

    def __init__(self, content: bytes, start: int, first_line: int) -> None:
        stream = io.BytesIO(content)  # shares the bytes
        stream.seek(start)
        self._text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        self._again: deque[str] = deque()
        self.taken: list[str] = []  # by the row being read
        self.line = first_line  # on which the row being read starts

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._text)
        self.taken.append(line)
        return line

    def row_done(self) -> None:
        """The lines taken made a row."""
        self.line += len(self.taken)
        self.taken.clear()

    def give_back(self) -> str:
        """The lines taken made no row: returns the first of them, and the rest is read again."""
        first, *rest = self.taken
        self._again.extendleft(reversed(rest))
        self.taken.clear()
        self.line += 1
        return first


@dataclass
class _Found:
    """What has been read so far; grows row by row."""

    width: int
    chunks: list[pa.Table] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    malformed: list[MalformedRow] = field(default_factory=list)
    number: int = 0

    def refuse(self, row: MalformedRow) -> None:
        """A row that cannot be laid into the columns; FileError where there are so many that this is no table."""
        self.malformed.append(row)
        if len(self.malformed) > MOST_MALFORMED:
            found = f"more than {MOST_MALFORMED:,} rows that do not fit the header"
            raise FileError("This is no table, or a damaged one.", found=found, hint="see whether the first line names the columns, and export it again")

    def flush(self) -> None:
        columns = list(zip(*self.rows, strict=True)) or [()] * self.width
        arrays = [pa.array(column, pa.string()) for column in columns]
        arrays += [pa.array(self.lines, pa.int64()), pa.array(self.numbers, pa.int64())]
        self.chunks.append(pa.table(arrays, names=cell_names(self.width)))
        self.rows, self.lines, self.numbers = [], [], []


def read_careful(
    content: bytes, start: int, delimiter: str, width: int, first_line: int, *, quotes: bool = True, progress: Callable[[float], None] | None = None
) -> tuple[pa.Table, list[MalformedRow]]:
    """The rows from byte ``start`` as ``RawTable.cells``, and those that are ragged or whose quotes make no sense.

    After a row whose quotes make no sense, reading goes on at its second line. ``quotes`` false takes quotes as letters.
    """
    csv.field_size_limit(sys.maxsize)
    source, found = Lines(content, start, first_line), _Found(width)
    share = 1 / max(1, content.count(b"\n", start))
    while True:
        try:
            _read_until_fault(source, found, delimiter, quotes, (lambda: progress(min(1.0, (source.line - first_line) * share))) if progress else None)
            break
        except csv.Error:
            found.number += 1
            line, span = source.line, len(source.taken)
            text = source.give_back().rstrip("\r\n")
            found.refuse(_bad_quotes(line, found.number, text, delimiter, span))
    found.flush()
    return pa.concat_tables(found.chunks), found.malformed


def _read_until_fault(source: Lines, found: _Found, delimiter: str, quotes: bool, tell: Callable[[], None] | None) -> None:
    reader = csv.reader(source, delimiter=delimiter, strict=True, quoting=csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE)
    for row in reader:
        if row:
            found.number += 1
            if len(row) == found.width:
                found.rows.append(row)
                found.lines.append(source.line)
                found.numbers.append(found.number)
            else:
                found.refuse(_ragged(source.line, found.number, row, found.width, delimiter, "".join(source.taken).rstrip("\r\n")))
        source.row_done()
        if len(found.rows) >= _CHUNK:
            found.flush()
            if tell:
                tell()


def _ragged(line: int, number: int, row: list[str], width: int, delimiter: str, text: str) -> MalformedRow:
    name = NAMES.get(delimiter, repr(delimiter))
    if len(row) > width:
        hint = f"put quotes around a cell that holds a {name}, or take out what is too much"
    else:
        hint = f"add what is missing; each row needs as many cells as the header, also empty ones, with a {name} between"
    cells = f"{len(row)} cell" + ("" if len(row) == 1 else "s")
    return MalformedRow(line, number, f"{cells} where the header has {width}", hint, tuple(row), text)


def _bad_quotes(line: int, number: int, text: str, delimiter: str, span: int) -> MalformedRow:
    where = f"A quote opens in line {line} and does not close where a cell ends"
    reason = where if span == 1 else f"{where}; it reached to line {line + span - 1}"
    hint = 'close the quote at the end of its cell, and double a quote inside a quoted cell: "He said ""yes"""'
    return MalformedRow(line, number, reason, hint, tuple(text.split(delimiter)), text)
