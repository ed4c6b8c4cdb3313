"""Intermediate results that several statements of one transaction share.

Their names are always the same, each connection has its own: so SQLAlchemy makes a statement's text once, not at every commit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Executable, Select, TableClause, column, table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement
from sqlalchemy.sql.selectable import CompoundSelect
from sqlalchemy.sql.visitors import InternalTraversal

from lib.store import dialect

Rows = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
"""A statement that gives rows, whatever its columns."""

Kept = TableClause[Any]
"""A temporary table with the rows of a statement."""


@contextmanager
def kept(connection: Connection, name: str, statement: Rows) -> Iterator[Kept]:
    """The statement's rows as a temporary table, dropped at the end: DuckDB's outlive a transaction. One of a name at a time."""
    rows: Kept = table(f"kept_{name}", *(column(found.name, found.type) for found in statement.selected_columns))
    connection.execute(_Keep(rows.name, statement))
    dialect.settle(connection, rows)
    yield rows
    connection.exec_driver_sql(f"DROP TABLE {rows.name}")


class _Keep(Executable, ClauseElement):
    """CREATE TABLE … AS, of which SQLAlchemy's own is put into words anew each time."""

    _traverse_internals = [("name", InternalTraversal.dp_string), ("statement", InternalTraversal.dp_clauseelement)]  # noqa: RUF012
    _all_selected_columns = ()  # DuckDB's answer, how many rows there are, is none of the statement's columns

    def __init__(self, name: str, statement: Rows) -> None:
        self.name, self.statement = name, statement


@compiles(_Keep)
def _in_words(keep: _Keep, compiler: SQLCompiler, **options: Any) -> str:
    return f"CREATE TEMPORARY TABLE {keep.name} AS {compiler.process(keep.statement, **options)}"
