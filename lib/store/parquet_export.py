"""A whole store as Parquet files, a table a file: for other tools, and for an archive."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Table

from lib.errors import CommandError
from lib.records import KINDS
from lib.store import table_rows
from lib.store.checksum import Checksum
from lib.store.store import Store
from lib.store.tables import metadata

Tell = Callable[[str, float], None]

WRITTEN_BY_MEMBERS = {("activity", "title"), ("activity", "text"), ("survey_response", "comment"), ("thread", "title"), ("idea", "title")}
"""Columns with what people wrote, which may name anybody."""
QUOTED = {("refused_row", "value"), ("refused_row", "reason"), ("sync_run", "said")}
"""Columns that quote what stood in a source, or may."""


@dataclass(frozen=True)
class Exported:
    """A file: the table it holds, its rows, and the checksum of what was written."""

    table: str
    rows: int
    checksum: str
    file: Path


def export(store: Store, folder: Path, tell: Tell, *, without_personal: bool = False) -> list[Exported]:
    """Writes every table to ``folder``, all as they are at one moment; CommandError where Parquet files lie there already.

    ``without_personal``: names, hashes of addresses, what people wrote and what is quoted from sources are left out.
    """
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"{folder} is no folder.", hint="name a new or an empty folder")
    there = sorted(path.name for path in folder.glob("*.parquet")) if folder.is_dir() else []
    if there:
        raise CommandError(f"The folder {folder} holds an export already.", found=", ".join(there[:3]), hint="name a new folder, or remove the old files")
    folder.mkdir(parents=True, exist_ok=True)
    tables = metadata.sorted_tables
    with store.reading() as connection:
        found = []
        for place, table in enumerate(tables):
            tell(f"Writing {table.name}", place / len(tables))
            path = folder / f"{table.name}.parquet"
            names = [column.name for column in table.c if not (without_personal and _personal(table, column.name))]
            schema = pa.schema([table_rows.schema(table).field(name) for name in names])
            checksum = Checksum()
            with pq.ParquetWriter(path, schema, compression="zstd") as writer:
                for rows in table_rows.batches(connection, table):
                    wanted = rows.select(names)
                    checksum.add(wanted)
                    writer.write_table(wanted)
            found.append(Exported(table.name, checksum.rows, checksum.value, path))
    return found


def _personal(table: Table, column: str) -> bool:
    kind = KINDS.get(table.name)
    of_record = kind is not None and any(field.personal and field.name == column for field in kind.fields)
    return of_record or (table.name, column) in WRITTEN_BY_MEMBERS | QUOTED or (table.name, column) == ("identity", "name")
