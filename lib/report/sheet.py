"""A sheet of the workbook: heads and rows. Numbers are numbers, days are dates, no text is ever a formula, what is not known is an empty cell."""

import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from lib.charts.printed_theme import colour, ink, light
from lib.report.number_formats import DAY, INSTANT, number_format

LONGEST = 32_767
"""Characters of a cell, as Excel counts them."""
HIGHEST = 400.0
"""Points of a row, a little less than Excel allows."""
LINE = 120
"""Letters of a line above a table."""


@dataclass(frozen=True)
class Shown:
    """A number with the format that shows it as the other files do; None: an empty cell."""

    value: float | None
    format: str = "General"


@dataclass(frozen=True)
class Column:
    """A column's head and its width in letters. ``fixed``: texts stand in one width, as code does."""

    head: str
    width: float
    fixed: bool = False


def shown(value: float | None, said: str) -> Shown:
    """A number that a cell shows as ``said``."""
    return Shown(value, "General" if value is None else number_format(said, value))


Cell = str | int | float | bool | date | datetime | Shown | None


class Book:
    """A workbook that is being written, and what its cells can look like."""

    def __init__(self, file: BinaryIO) -> None:
        self.book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **look: Any) -> Any:
        """A cell's look; the same one for the same look."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({"font_name": "Arial", "font_size": 10} | look)
        return self._formats[key]


class Sheet:
    """A sheet that is being written, from top to bottom. ``row``: the next free one, from 0."""

    def __init__(self, book: Book, name: str, title: str, lines: Sequence[str] = (), *, footer: str = "") -> None:
        self._book, self.row = book, 0
        self.sheet = book.book.add_worksheet(name)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.set_footer(f"&L{footer.replace('&', '&&')[:200]}&R&A, page &P of &N")
        self._line(title, bold=True, font_size=14, font_color=ink())
        for line in lines:
            for part in textwrap.wrap(line, LINE):
                self._line(part, font_color=colour("gray"))
        self.row += 1

    def heading(self, text: str, line: str = "") -> None:
        """A part's title, with room above it, and what it is in a line."""
        self.row += 1
        self._line(text, bold=True, font_size=12, font_color=ink())
        for part in textwrap.wrap(line, LINE):
            self._line(part, font_color=colour("gray"))

    def table(
        self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, widths: bool = True, frozen: bool = False, height: float | None = None
    ) -> int:
        """Heads and rows; gives the first row of data. ``frozen``: heads stay on the screen and on each page, and filter. ``height``: of every row."""
        if widths:
            for place, column in enumerate(columns):
                self.sheet.set_column(place, place, column.width)
        listed = [*rows]
        look: dict[str, Any] = {"bold": True, "text_wrap": True, "valign": "vcenter", "font_color": colour("gray"), "bottom": 1}
        look["bg_color"] = light()["secondaryBackgroundColor"]
        for place, column in enumerate(columns):
            numeric = any(isinstance(row[place], Shown | int | float) and not isinstance(row[place], bool) for row in listed)
            side = {"align": "right"} if numeric else {"align": "left", "indent": 1 if place else 0}
            self.sheet.write_string(self.row, place, column.head, self._book.format(**look, **side))
        self.sheet.set_row(self.row, _height([(column.head, column.width - 2) for column in columns]))
        heads, self.row = self.row, self.row + 1
        for row in listed:
            texts = [(cell, column.width - 1) for cell, column in zip(row, columns, strict=True) if isinstance(cell, str)]
            self.sheet.set_row(self.row, height or _height(texts))
            for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
                self._write(self.row, place, cell, fixed=column.fixed)
            self.row += 1
        if frozen:
            self.sheet.freeze_panes(heads + 1, 1)
            self.sheet.repeat_rows(heads)
            if self.row > heads + 1:
                self.sheet.autofilter(heads, 0, self.row - 1, len(columns) - 1)
        return heads + 1

    def texts(self, texts: Iterable[str], place: int = 0) -> None:
        """A row each."""
        for text in texts:
            self._write(self.row, place, text, fixed=False)
            self.row += 1

    def _line(self, text: str, **look: Any) -> None:
        self.sheet.write_string(self.row, 0, cut(text), self._book.format(**look))
        self.row += 1

    def _write(self, row: int, place: int, cell: Cell, *, fixed: bool) -> None:
        lefthand = {"align": "left", "indent": 1 if place else 0}
        look: dict[str, Any] = {"valign": "top", "bottom": 1, "bottom_color": light()["borderColor"], "font_color": ink()}
        match cell:
            case None | Shown(value=None):
                self.sheet.write_blank(row, place, None, self._book.format(**look))
            case Shown():
                self.sheet.write_number(row, place, cell.value, self._book.format(**look, num_format=cell.format))
            case bool():
                self.sheet.write_string(row, place, "yes" if cell else "no", self._book.format(**look, align="left", indent=1))
            case int() | float():
                self.sheet.write_number(row, place, cell, self._book.format(**look, num_format="#,##0" if isinstance(cell, int) else "General"))
            case datetime():
                self.sheet.write_datetime(row, place, cell, self._book.format(**look, num_format=INSTANT, **lefthand))
            case date():
                self.sheet.write_datetime(row, place, datetime(cell.year, cell.month, cell.day), self._book.format(**look, num_format=DAY, **lefthand))  # noqa: DTZ001
            case str():
                font: dict[str, Any] = {"font_name": "Consolas", "font_size": 9} if fixed else {}
                look |= lefthand
                self.sheet.write_string(row, place, cut(cell), self._book.format(**look, **font, text_wrap=True))


def _height(texts: Iterable[tuple[str, float]]) -> float:
    """Points of a row that shows texts in columns so many letters wide: not every program finds it itself."""
    lines = max((sum(max(1, math.ceil(len(line) / max(width, 1))) for line in text.split("\n")) for text, width in texts), default=1)
    return min(max(17.0, 13.0 * lines + 4), HIGHEST)


def cut(text: str) -> str:
    """``text`` as far as a cell holds it, and says so at its end where it is longer."""
    size = len(text.encode("utf-16-le")) // 2
    if size <= LONGEST:
        return text
    note = f"\n… cut here: {size:,} characters in all, more than a cell holds."
    kept = text.encode("utf-16-le")[: 2 * (LONGEST - len(note))].decode("utf-16-le", "ignore")
    return f"{kept}{note}"
