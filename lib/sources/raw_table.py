"""Rows as an origin gave them: every cell a text, every row with its line. Nothing is read into the cells yet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

LINE, NUMBER = "line", "number"


@dataclass(frozen=True)
class MalformedRow:
    """A row that cannot be laid into the columns. ``cells`` are what was found, as many as there were."""

    line: int
    number: int
    reason: str
    hint: str
    cells: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class RawTable:
    """A table of texts. ``cells`` has a column for each of ``columns``, in their order, named by its place, then ``line`` and ``number``.

    ``line`` is the physical line (1 is the file's first) on which the row starts; ``number`` counts rows from 1, malformed
    ones too. Empty cells are empty texts, never null. ``blank`` rows held nothing at all and are left out of everything.
    ``encoding`` and ``delimiter`` say how a file was read; None for an origin that is no text file.
    """

    name: str
    columns: tuple[str, ...]
    cells: pa.Table
    malformed: tuple[MalformedRow, ...] = ()
    blank: int = 0
    size: int | None = None
    sha256: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def rows(self) -> int:
        """How many rows were read: laid into columns, or malformed."""
        return int(self.cells.num_rows) + len(self.malformed)

    def column(self, name: str) -> pa.ChunkedArray:
        """All cells of one column."""
        return self.cells.column(self.columns.index(name))

    def batches(self, rows: int = 100_000) -> Iterator[pa.Table]:
        """The well-formed rows in pieces, columns as in ``cells``."""
        for start in range(0, self.cells.num_rows, rows):
            yield self.cells.slice(start, rows)

    def raw(self, lines: Iterable[int]) -> pa.Table:
        """The rows that start on ``lines``, malformed ones too, in the order of the file; missing cells are null."""
        wanted = set(lines)
        chosen = self.cells.filter(pc.is_in(self.cells[LINE], value_set=pa.array(sorted(wanted), pa.int64())))
        odd = [row for row in self.malformed if row.line in wanted]
        if not odd:
            return chosen
        width = len(self.columns)
        padded = [(*row.cells[:width], *(None,) * (width - len(row.cells)), row.line, row.number) for row in odd]
        typed = zip(zip(*padded, strict=True), chosen.schema.types, strict=True)
        extra = pa.table([pa.array(column, kind) for column, kind in typed], names=chosen.column_names)
        both = pa.concat_tables([chosen, extra])
        return both.take(pc.sort_indices(both, sort_keys=[(NUMBER, "ascending")]))


def cell_names(width: int) -> list[str]:
    """Names of the columns of ``RawTable.cells``: places, which cannot clash with ``line`` and ``number`` as a file's own names could."""
    return [*(str(place) for place in range(width)), LINE, NUMBER]
