"""A source for tests: it hands over rows that stand in the test, a chunk a list, and fails where it is told to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import pyarrow as pa

from lib.errors import SettingError
from lib.sources.delivery import Delivery
from lib.sources.origin import Chunk, Progress
from lib.sources.raw_table import RawTable, cell_names

Row = dict[str, str]


@dataclass
class Toy:
    """``rows``: for each kind its chunks, or what it raises. A cursor is the number of chunks that are in; ``asked`` notes each reading."""

    rows: Mapping[str, list[list[Row] | Exception]]
    incremental: bool = True
    said: str = "a toy"
    fault: Exception | None = None
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    @classmethod
    def of(cls, name: str, section: Mapping[str, Any]) -> Self:
        """From a section with ``shown`` and, for every kind, rows."""
        if "shown" not in section:
            raise SettingError(f"[sources.{name}] has no shown.", hint='add shown = "…"')
        return cls({kind: [list(rows)] for kind, rows in section.items() if kind not in ("shown", "password")}, said=section["shown"])

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self.rows)

    @property
    def shown(self) -> str:
        return self.said

    def chunks(self, kind: str, after: str | None, tell: Progress) -> Iterator[Chunk]:
        self.asked.append((kind, after))
        for place, rows in enumerate(self.rows[kind]):
            if after is not None and place < int(after):
                continue
            if isinstance(rows, Exception):
                raise rows
            tell(f"Reading {kind}", place / len(self.rows[kind]))
            yield Chunk(delivery(kind, rows), str(place + 1) if self.incremental else None)

    def check(self) -> str:
        if self.fault:
            raise self.fault
        return "reached"


def delivery(kind: str, rows: list[Row]) -> Delivery:
    """Rows as a source hands them over; their columns are named as the fields."""
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    cells = [pa.array([row.get(name, "") for row in rows], pa.string()) for name in columns]
    numbers = pa.array(range(1, len(rows) + 1), pa.int64())
    return Delivery(
        kind, RawTable(f"{kind} of the toy", columns, pa.table([*cells, numbers, numbers], names=cell_names(len(columns)))), {name: name for name in columns}
    )


def members(*names: str) -> list[Row]:
    """Rows of members."""
    return [{"member_id": name, "name": name.title()} for name in names]


def posts(*numbers: int, text: str = "hello") -> list[Row]:
    """Rows of posts, an hour apart, by ana."""
    return [{"activity_id": f"p{n}", "occurred_at": f"2026-03-01T{n % 24:02}:00:00Z", "member_id": "ana", "kind": "post", "text": text} for n in numbers]
