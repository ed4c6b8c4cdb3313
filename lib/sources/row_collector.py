"""Rows that are made one by one, as a raw table: a platform's messages, a database's rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from lib.sources.raw_table import MalformedRow, RawTable, cell_names

_CHUNK = 20_000
_LETTERS = 1 << 25
_SHOWN = 300
_NO_TEXT = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@dataclass
class RowCollector:
    """Grows row by row; ``columns`` are those of the table. Characters that no store takes become U+FFFD, and are counted."""

    columns: tuple[str, ...]
    malformed: list[MalformedRow] = field(default_factory=list)
    replaced: int = 0  # cells
    number: int = 0  # rows so far, malformed ones too
    _rows: list[tuple[str, ...]] = field(default_factory=list, repr=False)
    _places: list[tuple[int, int]] = field(default_factory=list, repr=False)
    _chunks: list[pa.Table] = field(default_factory=list, repr=False)
    _letters: int = 0  # since the last chunk

    def add(self, line: int, cells: Mapping[str, str]) -> None:
        """One row; columns that ``cells`` does not name are empty. ``line`` is its own: no other row's."""
        self.number += 1
        self._rows.append(tuple(self._sound(cells.get(column, "")) for column in self.columns))
        self._places.append((line, self.number))
        if len(self._rows) >= _CHUNK or self._letters >= _LETTERS:
            self._flush()

    def refuse(self, line: int, reason: str, hint: str, shown: str = "") -> None:
        """A row that makes no sense; ``shown`` is what was found."""
        self.number += 1
        text = shown[:_SHOWN].translate(_NO_TEXT)
        self.malformed.append(MalformedRow(line, self.number, reason.translate(_NO_TEXT), hint, (text,), text))

    def table(self, name: str, *, size: int | None = None, sha256: str | None = None, notes: tuple[str, ...] = ()) -> RawTable:
        """All rows so far."""
        self._flush()
        if self.replaced:
            notes = (*notes, f"characters that no text can hold were replaced by \ufffd in {self.replaced:,} cells")
        return RawTable(name, self.columns, pa.concat_tables(self._chunks), tuple(self.malformed), size=size, sha256=sha256, notes=notes)

    def _sound(self, text: str) -> str:
        self._letters += len(text)
        sound = sound_text(text)
        self.replaced += sound is not text
        return sound

    def _flush(self) -> None:
        columns = list(zip(*self._rows, strict=True)) or [()] * len(self.columns)
        places = list(zip(*self._places, strict=True)) or [(), ()]
        arrays = [pa.array(column, pa.string()) for column in columns] + [pa.array(column, pa.int64()) for column in places]
        self._chunks.append(pa.table(arrays, names=cell_names(len(self.columns))))
        self._rows, self._places, self._letters = [], [], 0


def sound_text(text: str) -> str:
    """The text itself, or one in which U+FFFD stands for what no store takes."""
    return text if "\x00" not in text and (text.isascii() or _is_unicode(text)) else text.translate(_NO_TEXT)


def _is_unicode(text: str) -> bool:
    """Whether the text has no half of a pair, as JSON may spell one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
