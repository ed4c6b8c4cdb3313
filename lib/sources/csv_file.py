"""A CSV or TSV file as people have it, as a raw table: whatever its encoding, delimiter and line ends."""

import csv
import hashlib
import io
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.errors import FileError
from lib.sources import delimiter as delimiters
from lib.sources.careful_rows import Lines, read_careful
from lib.sources.column_names import distinct
from lib.sources.encoding import Text, decode
from lib.sources.fast_rows import read_fast
from lib.sources.file_signature import refuse_binary, refuse_other_files
from lib.sources.raw_table import LINE, NUMBER, MalformedRow, RawTable

Progress = Callable[[str, float], None]
LARGEST = 4_000_000_000
"""Bytes of a file; its rows take two to three times as much memory while they are cut."""
_SAMPLE = 1 << 18
_MOST_COLUMNS = 2_000
_NUL_HINT = "take the zero byte out: no text has one, and it mostly means a damaged export"
_DAMAGE_HINT = "correct the letters shown as \ufffd, or save the file as UTF-8"


@dataclass(frozen=True)
class _Header:
    columns: tuple[str, ...]
    end: int  # bytes from the start of the text to the first row
    line: int  # of the first row


def open_csv(path: Path, *, name: str | None = None, progress: Progress | None = None) -> RawTable:
    """The rows of a file; FileError where it is no text table. ``name`` is shown for ``path``, e.g. that of an upload."""
    shown = name or path.name
    tell = progress or (lambda step, share: None)
    tell("Reading the file", 0.0)
    _refuse_endless(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FileError(f"There is no file {path}.", hint="check the name and the folder") from None
    except IsADirectoryError:
        raise FileError(f"{path} is a folder.", hint="name a file in it") from None
    except OSError as error:
        raise FileError(f"{path} cannot be read.", found=error.strerror or str(error), hint="check its permissions") from None
    with ThreadPoolExecutor(1) as beside:
        digest = beside.submit(lambda: hashlib.sha256(content).hexdigest())
        table = read_table(content, shown, tell)
        pa.default_memory_pool().release_unused()  # cutting takes more room than the table
        return replace(table, size=len(content), sha256=digest.result())


def _refuse_endless(path: Path) -> None:
    """FileError for a device, and for a file that is too large to be read as a whole."""
    if path.is_char_device() or path.is_block_device():
        raise FileError(f"{path} is a device.", hint="name a file")
    if path.is_file() and (size := path.stat().st_size) > LARGEST:
        raise FileError(
            f"{path.name} is too large to be read as a whole.",
            found=f"{size / 1e9:.1f} GB",
            hint=f"cut it into files of at most {LARGEST / 1e9:.0f} GB, or read it from a database (docs/sources.md)",
        )


def read_table(content: bytes, name: str, tell: Progress = lambda step, share: None) -> RawTable:
    """The rows of a file's bytes."""
    refuse_other_files(content, name)
    text = decode(content)
    if not text.encoding.startswith(("utf-16", "utf-32")):
        refuse_binary(content, name)
    del content
    sample = text.content[:_SAMPLE].decode("utf-8", "ignore")
    declared = delimiters.declared(sample)
    sign = declared or delimiters.decide(sample, whole=len(text.content) <= _SAMPLE)
    header = _header(text, sign, name, skip_first=declared is not None)
    tell("Cutting it into rows", 0.1)
    body = (text.content, header.end, sign, len(header.columns), header.line)
    fast = read_fast(*body)
    notes: tuple[str, ...] = ()
    malformed: list[MalformedRow] = []
    if fast is not None:
        cells = fast
    else:
        cells, malformed = read_careful(*body, progress=lambda share: tell("Cutting it into rows", 0.1 + 0.9 * share))
        if sign == "\t" and any(row.reason.startswith("A quote") for row in malformed):
            cells, malformed, notes = _without_quotes(body, cells, malformed)
    cells, blank = _without_blank_rows(cells)
    if blank:
        notes += (f"{blank} blank row{'s' if blank > 1 else ''} left out",)
    cells, odd = _without_damaged_rows(cells, malformed, text, header)
    malformed = sorted(malformed + odd, key=lambda row: row.line)
    tell("Cutting it into rows", 1.0)
    return RawTable(name, header.columns, cells, tuple(malformed), blank, encoding=text.encoding, delimiter=sign, notes=notes)


def _header(text: Text, sign: str, name: str, *, skip_first: bool) -> _Header:
    csv.field_size_limit(sys.maxsize)
    lines, end, line = Lines(text.content, 0, 1), 0, 1
    if skip_first:
        end += len(next(lines).encode())
        lines.row_done()
    try:
        for row in csv.reader(lines, delimiter=sign, strict=True):
            end += len("".join(lines.taken).encode())
            lines.row_done()
            line = lines.line
            if len(row) > _MOST_COLUMNS:
                found = f"{len(row):,}; the most is {_MOST_COLUMNS:,}"
                raise FileError(f"{name} has too many columns.", found=found, hint="the first line names the columns; export fewer of them")
            if any(cell.strip() for cell in row):
                return _Header(distinct(cell.replace("\x00", "") for cell in row), end, line)
    except csv.Error:
        raise FileError(
            f"The header of {name} has a quote that does not close where a cell ends.",
            found=f"line {lines.line}: {lines.taken[0].strip()[:80]}",
            hint="close the quote, or take it out",
        ) from None
    raise FileError(f"{name} has no header.", hint="the first line names the columns")


def _without_quotes(
    body: tuple[bytes, int, str, int, int], cells: pa.Table, malformed: list[MalformedRow]
) -> tuple[pa.Table, list[MalformedRow], tuple[str, ...]]:
    """Some programs write tabs without ever quoting: then a quote is a letter. Taken so only if no row is left ragged."""
    try:
        again, ragged = read_careful(*body, quotes=False)
    except FileError:  # nearly every row is ragged
        return cells, malformed, ()
    if ragged:
        return cells, malformed, ()
    return again, ragged, ("quotes taken as letters: the file does not quote its cells",)


def _without_blank_rows(cells: pa.Table) -> tuple[pa.Table, int]:
    """Rows in which every cell is empty, as spreadsheets leave them at the end, are nothing; the others keep their numbers."""
    blank = None
    for column in cells.columns[:-2]:
        empty = pc.or_(pc.equal(pc.binary_length(column), 0), pc.utf8_is_space(column))
        blank = empty if blank is None else pc.and_(blank, empty)
        if not pc.any(blank).as_py():
            return cells, 0
    count = int(pc.sum(blank).as_py())
    return cells.filter(pc.invert(blank)), count


def _without_damaged_rows(cells: pa.Table, malformed: list[MalformedRow], text: Text, header: _Header) -> tuple[pa.Table, list[MalformedRow]]:
    """Takes out rows that touch a line with a NUL byte or with bytes that mean nothing in the file's encoding."""
    faults = {line: (f"Bytes that mean nothing in {text.encoding}", _DAMAGE_HINT) for line in text.damaged_lines if line >= header.line}
    faults |= {line: ("A zero byte", _NUL_HINT) for line in _lines_with_nul(text.content) if line >= header.line}
    if not faults or not cells.num_rows:
        return cells, []
    starts = cells[LINE].to_numpy()
    already = np.array([row.line for row in malformed], np.int64)
    touched = np.array(sorted(faults), np.int64)
    places = np.searchsorted(starts, touched, side="right") - 1
    free = (places >= 0) & (np.searchsorted(already, touched, side="right") == np.searchsorted(already, starts[np.maximum(places, 0)], side="right"))
    hit = {int(place): faults[int(line)] for place, line in reversed(list(zip(places[free], touched[free], strict=True)))}
    odd = []
    for place, (reason, hint) in sorted(hit.items()):
        row = cells.slice(place, 1)
        values = tuple(str(column[0].as_py()) for column in row.columns[:-2])
        odd.append(MalformedRow(int(starts[place]), row[NUMBER][0].as_py(), reason, hint, tuple(value.replace("\x00", "\ufffd") for value in values), ""))
    keep = np.ones(cells.num_rows, bool)
    keep[list(hit)] = False
    return cells.filter(pa.array(keep)), odd


def _lines_with_nul(content: bytes) -> list[int]:
    """Physical lines that hold a NUL byte."""
    if b"\x00" not in content:
        return []
    return [number for number, line in enumerate(io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline=""), start=1) if "\x00" in line]
