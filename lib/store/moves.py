"""A whole store copied into another, of the same engine or the other: every table, every row, in one transaction, and verified."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, func, select, update

from lib.errors import StoreError
from lib.store import dialect, table_rows
from lib.store.checksum import Checksum
from lib.store.store import Store
from lib.store.tables import metadata
from lib.store.tables import store as counters

Tell = Callable[[str, float], None]
"""Told a step in words and the share of all that is done."""


@dataclass(frozen=True)
class Moved:
    """What became of a table: its rows, and the checksum that both stores have of them."""

    table: str
    rows: int
    checksum: str


def copy(source: Store, target: Store, tell: Tell) -> list[Moved]:
    """Copies all of ``source``, as it is at one moment, into ``target``, which must be empty; a row a table.

    StoreError where the two are one, the target holds anything, or a table does not arrive as it left: then the target
    stays as it was.
    """
    if source.shown_url == target.shown_url:
        raise StoreError("A store cannot be copied onto itself.", found=source.shown_url, hint="name another store to copy to")
    tables = metadata.sorted_tables
    with source.reading() as reader, target.writing() as writer:
        connection = writer.connection
        _refuse_filled(connection, target)
        before: int = connection.execute(select(counters.c.version)).scalar_one()
        connection.execute(delete(counters))
        count = {table.name: int(reader.execute(select(func.count()).select_from(table)).scalar_one()) for table in tables}
        progress = _Progress(tell, 2 * sum(count.values()))
        moved = []
        for table in tables:
            with dialect.without_indexes(connection, table):
                left = _sent(reader, connection, table, progress)
            moved.append(_verified(connection, table, left, progress))
        dialect.settle(connection, *tables)
        # a version that the target never had: nothing that was kept of it as it was before is taken for what it is now
        connection.execute(update(counters).values(version=func.greatest(counters.c.version, before) + 1))
    return moved


class _Progress:
    def __init__(self, tell: Tell, total: int) -> None:
        self._tell, self._total, self._done = tell, max(total, 1), 0

    def __call__(self, step: str, rows: int) -> None:
        self._done += rows
        self._tell(step, min(self._done / self._total, 1.0))


def _refuse_filled(connection: Connection, target: Store) -> None:
    filled = [table.name for table in metadata.sorted_tables if table is not counters and connection.execute(select(table).limit(1)).first() is not None]
    if filled:
        raise StoreError(
            f"The store {target.shown_url} is not empty.",
            found=f"rows in {', '.join(filled[:5])}{' and more' if len(filled) > 5 else ''}",
            hint="name a new file or an empty database: a copy never mixes with what is there, nor replaces it",
        )


def _sent(reader: Connection, connection: Connection, table: Table, progress: _Progress) -> Checksum:
    """Copies one table; the checksum of what left."""
    left = Checksum()
    for rows in table_rows.batches(reader, table):
        left.add(rows)
        table_rows.add(connection, table, rows)
        progress(f"Copying {table.name}", rows.num_rows)
    return left


def _verified(connection: Connection, table: Table, left: Checksum, progress: _Progress) -> Moved:
    """Reads the table back where it arrived; StoreError where it is not what left."""
    arrived = Checksum()
    for rows in table_rows.batches(connection, table):
        arrived.add(rows)
        progress(f"Verifying {table.name}", rows.num_rows)
    if (arrived.rows, arrived.value) != (left.rows, left.value):
        raise StoreError(
            f"The table {table.name} did not arrive as it left; nothing was copied.",
            found=f"{left.rows:,} rows with checksum {left.value} left, {arrived.rows:,} with {arrived.value} arrived",
            hint="run it again; if it happens again, check the source with: python -m lib store check",
        )
    return Moved(table.name, arrived.rows, arrived.value)
