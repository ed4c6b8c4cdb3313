"""A worksheet's cells as a raw table: header found, merged ranges filled, blank rows left out, errors named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from lib.errors import SourceError
from lib.sources.column_names import distinct
from lib.sources.raw_table import MalformedRow, RawTable, cell_names
from lib.sources.sheets.cells import ERRORS, Cells, Column, cell_name, read_column
from lib.sources.sheets.worksheet import Worksheet, folded
from lib.wording import plural

Range = tuple[int, int, int, int]  # first row, end row, first column, end column; from 0, half-open


def merged_ranges(merges: Any) -> tuple[Range, ...]:
    """The merged ranges as a spreadsheet's metadata name them."""
    names = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
    found = merges if isinstance(merges, list) else []
    return tuple((one[names[0]], one[names[1]], one[names[2]], one[names[3]]) for one in found if isinstance(one, Mapping) and all(n in one for n in names))


@dataclass(frozen=True)
class SheetTable:
    """One worksheet, about to be made a table. ``name`` is shown; ``locale`` is the spreadsheet's."""

    name: str
    cells: Cells
    worksheet: Worksheet
    merges: Sequence[Range] = ()
    locale: str = ""
    notes: list[str] = field(default_factory=list)

    def table(self) -> RawTable:
        """The table; SourceError where there is no header, or it lacks a mapped column.

        ``line`` is the sheet's own row, ``number`` counts the rows that hold something.

        A value of a range merged over several rows stands in each of them. A row with an error in a column that is
        mapped is malformed; in a column that nobody reads it is left as it is.
        """
        columns = self._header()
        top = self.worksheet.header_row
        after = range(top, len(self.cells.plain))
        rows = [row for row in after if not self.cells.is_blank(row)]
        read = [read_column(self.cells, rows, place) for place in range(len(columns))]
        self._fill(read, rows, columns)
        self._say(read, rows, columns, len(after) - len(rows))
        used = [place for place, name in enumerate(columns) if self.worksheet.feeds(name)]
        malformed, odd = [], set()
        for number, row in enumerate(rows):
            wrong = [place for place in used if read[place].texts[number] in ERRORS]
            if wrong:
                odd.add(number)
                texts = tuple(column.texts[number] for column in read)
                malformed.append(_with_error(row, number + 1, wrong[0], texts))
        good = [number for number in range(len(rows)) if number not in odd] if odd else range(len(rows))
        arrays = [pa.array(_of(column.texts, good, odd), pa.string()) for column in read]
        lines = [rows[number] + 1 for number in good]
        numbers = [number + 1 for number in good]
        cells = pa.table([*arrays, pa.array(lines, pa.int64()), pa.array(numbers, pa.int64())], names=cell_names(len(columns)))
        return RawTable(self.name, columns, cells, tuple(malformed), len(after) - len(rows), notes=tuple(self.notes))

    def _header(self) -> tuple[str, ...]:
        row = self.worksheet.header_row - 1
        width = max(map(len, self.cells.plain[row:]), default=0)
        names = [self.cells.heading(row, column) for column in range(width)]
        for first, end, left, right in self.merges:
            if first <= row < end:
                for column in range(left, min(right, width)):
                    names[column] = names[column] or self.cells.heading(first, left)
        if not any(name.strip() for name in names):
            filled = next((place + 1 for place, cells in enumerate(self.cells.plain) if any(str(cell).strip() for cell in cells)), None)
            found = f"the first row with something in it is {filled}" if filled else "an empty worksheet"
            raise SourceError(f"{self.name} has no header in row {row + 1}.", found=found, hint="give the row with the columns' names as header_row")
        columns = distinct(names)
        missing = [name for name in self.worksheet.wanted if name not in {folded(column) for column in columns}]
        if missing:
            hint = f"was it renamed? Correct the map of {self.worksheet.kind} in the source's section, or header_row"
            raise SourceError(f"{self.name} has no column {self.worksheet.wanted[missing[0]]!r} in row {row + 1}.", found=", ".join(columns), hint=hint)
        return columns

    def _fill(self, read: list[Column], rows: list[int], columns: tuple[str, ...]) -> None:
        places = {row: place for place, row in enumerate(rows)} if self.merges else {}
        for first, end, left, _ in self.merges:
            if first < self.worksheet.header_row or end - first < 2 or left >= len(columns) or first not in places:
                continue
            texts = read[left].texts
            value = texts[places[first]]
            filled = [places[row] for row in range(first + 1, end) if row in places and not texts[places[row]]]
            for place in filled:
                texts[place] = value
            if value and filled:
                area = f"{cell_name(first, left)}:{cell_name(end - 1, left)}"
                self.notes.append(f"{columns[left]}: the value of the merged range {area} stands in each of its rows")

    def _say(self, read: list[Column], rows: list[int], columns: tuple[str, ...], blank: int) -> None:
        if blank:
            self.notes.append(f"{plural(blank, 'blank row')} left out")
        for place, (name, column) in enumerate(zip(columns, read, strict=True)):
            if column.padded:
                self.notes.append(f"{name}: numbers shown with zeros before them keep these")
            if column.long:
                self.notes.append(f"{name}: numbers of more than 15 digits, which a spreadsheet rounds; format ids as plain text before they are entered")
            if column.text_rows and self.worksheet.feeds(name):
                cell = cell_name(rows[column.text_rows[0]], place)
                where = f"with the spreadsheet's locale {self.locale} they were no dates" if self.locale else "they were no dates to the spreadsheet"
                both = f"{plural(column.dates, 'date')} and {plural(len(column.text_rows), 'text')}, first in {cell}"
                self.notes.append(f"{name}: {both}; {where}: look whether day and month are right")


def _of(texts: list[str], good: Sequence[int], odd: set[int]) -> list[str]:
    return [texts[number] for number in good] if odd else texts


def _with_error(row: int, number: int, column: int, texts: tuple[str, ...]) -> MalformedRow:
    cell, error = cell_name(row, column), texts[column]
    if error == "Loading...":
        return MalformedRow(row + 1, number, f"Cell {cell} was still loading", "sync again later", texts, "")
    return MalformedRow(row + 1, number, f"Cell {cell} holds an error: {error}", "mend its formula in the sheet, and sync again", texts, "")
