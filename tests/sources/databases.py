"""Real databases to read from, one a test: PostgreSQL, MariaDB where it answers, SQLite, DuckDB."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, MetaData, Table, create_engine, insert
from sqlalchemy.pool import NullPool

from lib.sources.database import Database

ENGINES = ("postgresql", "mariadb", "sqlite", "duckdb")


@dataclass(frozen=True)
class Server:
    """A database of its own: ``url`` as a section has it, ``driver`` as SQLAlchemy writes to it."""

    engine: str
    url: str
    driver: str

    def run(self, *statements: str) -> None:
        """Runs statements and commits them."""
        engine = create_engine(self.driver, poolclass=NullPool)
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()

    def fill(self, name: str, columns: dict[str, Any], rows: Sequence[tuple[Any, ...]]) -> None:
        """Makes a table with these columns and rows."""
        engine = create_engine(self.driver, poolclass=NullPool)
        table = Table(name, MetaData(), *(Column(column, kind, autoincrement=False) for column, kind in columns.items()))
        with engine.begin() as connection:
            table.create(connection)
            if rows:
                connection.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in rows])
        engine.dispose()

    def source(self, kind: str = "activity", *, rows: int = 10_000, zone: str | None = None, timeout: float = 60, **section: Any) -> Database:
        """The origin that reads one kind from it."""
        made = Database.of("shop", {"url": self.url, "timeout_seconds": timeout, **({"zone": zone} if zone else {}), kind: section})
        return Database(made.name, made.url, made.tables, made.zone, made.timeout_seconds, rows)
