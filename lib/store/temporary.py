"""Intermediate results that several statements of one transaction share."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Select, Table
from sqlalchemy.sql.selectable import CompoundSelect

from lib.store import dialect

Rows = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
"""A statement that gives rows, whatever its columns."""


@contextmanager
def kept(connection: Connection, name: str, statement: Rows) -> Iterator[Table]:
    """The statement's rows as a temporary table, dropped at the end: DuckDB's outlive a transaction."""
    made = statement.into(f"{name}_{uuid4().hex[:12]}", temporary=True)
    connection.execute(made)
    table = made.table
    dialect.settle(connection, table)
    yield table
    table.drop(connection)
