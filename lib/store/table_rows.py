"""A table's rows in Arrow batches, of the same types on both engines, in bounded memory."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from sqlalchemy import Column, Connection, MetaData, Select, Table, select, text
from sqlalchemy.types import BigInteger, Boolean, Date, DateTime, Float, SmallInteger, Text

from lib.store import dialect

BATCH = 20_000
"""Rows at once."""

_ARROW: dict[type, pa.DataType] = {
    Text: pa.string(),
    BigInteger: pa.int64(),
    SmallInteger: pa.int16(),
    Float: pa.float64(),
    Boolean: pa.bool_(),
    Date: pa.date32(),
    DateTime: pa.timestamp("us", "UTC"),
}


def schema(table: Table) -> pa.Schema:
    """What each column is in Arrow: instants in UTC to the microsecond, days without a time."""
    return pa.schema([(column.name, _ARROW[type(column.type)]) for column in table.c])


def batches(connection: Connection, table: Table) -> Iterator[pa.Table]:
    """All rows of the table, at most BATCH at a time, in no order, read within the connection's transaction."""
    statement: Select[Any] = select(*table.c)
    wanted = schema(table)
    for rows in dialect.stream(connection, statement, BATCH):
        yield rows.cast(wanted)


def add(connection: Connection, table: Table, rows: pa.Table) -> None:
    """Adds ``rows`` to the table, whatever order its columns have in this store: an upgrade adds new ones at the end."""
    names = list(connection.execute(text(f"SELECT * FROM {connection.dialect.identifier_preparer.format_table(table)} LIMIT 0")).keys())
    there = Table(table.name, MetaData(), *(Column(name, table.c[name].type) for name in names))
    dialect.insert_arrow(connection, there, rows.select(names))
