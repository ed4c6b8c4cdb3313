"""Reading from a database: one transaction that can only read, in UTC, with a bound on how long a statement may take.

What engines differ in is here: how each is told to only read, how a statement is stopped, how rows stream.
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, Row, Select, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from lib.errors import SettingError
from lib.sources.column_names import distinct
from lib.sources.database_failure import failure

EXAMPLES = "postgresql://reader:password@host/database, mariadb://…, sqlite:////path/file.db or duckdb:////path/file.duckdb"
_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg", "mysql": "mysql+pymysql", "mariadb": "mariadb+pymysql"}
_TITLES = {"postgresql": "PostgreSQL", "mysql": "MySQL", "mariadb": "MariaDB", "sqlite": "SQLite", "duckdb": "DuckDB"}
_CONNECT_SECONDS = 10
_WRITE_SECONDS = 3600  # MariaDB waits this long for us to take the next rows while we store the last
_DUCKDB_MEMORY = "300MB"
_TIMESTAMP = 7  # MariaDB's code of the type that is an instant, beside DATETIME, which is a wall clock's


@dataclass(frozen=True)
class Columns:
    """The result's columns: their names, told apart, and which of them hold UTC although the driver says no zone."""

    names: tuple[str, ...]
    utc: frozenset[int]


def address(url: str, where: str) -> URL:
    """The URL as SQLAlchemy wants it; SettingError, which does not show it, where it names none of the engines."""
    try:
        found = make_url(url.strip())
        port_is_a_number = found.port
    except (ArgumentError, ValueError):
        raise SettingError(f"{where}.url cannot be read.", hint=f"write it like {EXAMPLES}") from None
    del port_is_a_number
    backend = found.get_backend_name() if found.drivername.split("+")[0] not in _DRIVERS else found.drivername.split("+")[0]
    if backend in _DRIVERS:
        if "@" in (found.host or ""):  # the rest of the password, which would be shown with the host
            hint = "in a password @ is written %40, / is %2F and : is %3A"
            raise SettingError(f"{where}.url cannot be read.", found="more than one @", hint=hint)
        return found.set(drivername=_DRIVERS[backend])
    if backend not in _TITLES:
        what = f"{where}.url names an engine that cannot be read."
        raise SettingError(what, found=backend[:40], hint=f"PostgreSQL, MariaDB, MySQL, SQLite and DuckDB can; write it like {EXAMPLES}")
    if not found.database or found.database.startswith(":memory:"):
        raise SettingError(f"{where}.url names no file.", hint=f"write it like {backend}:////path/file, with four slashes before an absolute path")
    return found


def shown(found: URL) -> str:
    """Engine, host and database: no user, no password, no options."""
    backend = found.get_backend_name()
    if backend in ("sqlite", "duckdb"):
        return f"{_TITLES[backend]} {Path(str(found.database)).name}"
    return f"{_TITLES[backend]} {found.host or 'localhost'}{f':{found.port}' if found.port else ''}/{found.database or ''}"


class Session:
    """One read-only transaction. Errors of the engine come as SourceError."""

    def __init__(self, connection: Connection, found: URL, timeout: float) -> None:
        self._connection, self._address, self._timeout = connection, found, timeout

    def portions(self, statement: Select[Any], rows: int) -> Iterator[tuple[Columns, Sequence[Row[Any]]]]:
        """The statement's rows, at most ``rows`` at once, with bounded memory; the columns come also where there is no row."""
        with self._explained(), self._in_time():
            result = self._connection.execution_options(yield_per=rows).execute(statement)
            description: Any = result.cursor.description if result.cursor is not None else ()
        maria = self._connection.dialect.name in ("mysql", "mariadb")
        utc = frozenset(place for place, about in enumerate(description or ()) if maria and about[1] == _TIMESTAMP)
        columns = Columns(distinct(str(name) for name in result.keys()), utc)  # noqa: SIM118 - iterating a result gives its rows
        cursor, empty = result.cursor, True
        try:
            while True:
                with self._explained(), self._in_time():
                    portion = result.fetchmany(rows)
                if portion or empty:
                    yield columns, portion
                if not portion:
                    return
                empty = False
        finally:
            _let_go(cursor)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except _errors() as error:
            raise failure(error, self._address, shown(self._address)) from None

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        """Stops a statement of an engine inside this process that takes too long; servers do it themselves."""
        if self._connection.dialect.name not in ("sqlite", "duckdb"):
            yield
            return
        native: Any = self._connection.connection.dbapi_connection
        watch = threading.Timer(self._timeout, native.interrupt)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()


@contextmanager
def session(found: URL, timeout: float) -> Iterator[Session]:
    """A connection of its own with one read-only transaction, closed at the end; SourceError where it cannot be had."""
    engine = _engine(found, timeout)
    try:
        try:
            connection = engine.connect()
        except _errors() as error:
            raise failure(error, found, shown(found)) from None
        opened = Session(connection, found, timeout)
        try:
            with opened._explained():
                _only_read(connection, timeout)
            yield opened
        finally:
            _leave(connection)
    finally:
        engine.dispose()


def _engine(found: URL, timeout: float) -> Engine:
    match found.get_backend_name():
        case "sqlite":
            file = f"file:{quote(str(Path(str(found.database)).absolute()))}?mode=ro"
            return create_engine("sqlite://", creator=lambda: sqlite3.connect(file, uri=True, timeout=timeout, check_same_thread=False), poolclass=NullPool)
        case "duckdb":
            config = {"memory_limit": _DUCKDB_MEMORY, "autoinstall_known_extensions": "false"}
            return create_engine(found, connect_args={"read_only": True, "config": config}, poolclass=NullPool)
        case "postgresql":
            engine = create_engine(found, connect_args={"connect_timeout": _CONNECT_SECONDS}, poolclass=NullPool)
            return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    seconds = {"connect_timeout": _CONNECT_SECONDS, "read_timeout": timeout}
    return create_engine(found, connect_args={"charset": "utf8mb4", **seconds}, poolclass=NullPool)


def _only_read(connection: Connection, timeout: float) -> None:
    """Makes the transaction one that reads, in UTC, and bounds its statements."""
    say = connection.exec_driver_sql
    match connection.dialect.name:
        case "postgresql":
            say(f"SET LOCAL statement_timeout = {int(timeout * 1000)}")
            say("SET LOCAL idle_in_transaction_session_timeout = 0")  # while a portion is stored, the transaction waits
            say("SET LOCAL TIME ZONE 'UTC'")
        case "sqlite":
            say("PRAGMA query_only = ON")
        case "duckdb":
            say("SET TimeZone = 'UTC'")
            say("SET enable_progress_bar = false")
        case _:
            say(f"SET SESSION net_write_timeout = {_WRITE_SECONDS}")
            say("SET SESSION time_zone = '+00:00'")
            say("START TRANSACTION READ ONLY")


def _let_go(cursor: Any) -> None:
    """Closes a driver's cursor. pymysql would first wait for all rows that were not fetched, however many: they are forgotten."""
    result: Any = getattr(cursor, "_result", None)
    if getattr(result, "unbuffered_active", False):
        result.unbuffered_active, cursor.connection = False, None
    with suppress(*_errors()):
        cursor.close()


def _leave(connection: Connection) -> None:
    """Closes the connection; a server's rows that were not fetched are not waited for."""
    if connection.dialect.name in ("mysql", "mariadb") and not connection.invalidated and not connection.closed:
        connection.invalidate()
    connection.close()


def _errors() -> tuple[type[Exception], ...]:
    """SQLAlchemy's errors, and what drivers raise past it while rows are fetched."""
    import duckdb
    import psycopg
    import pymysql

    return SQLAlchemyError, psycopg.Error, pymysql.MySQLError, sqlite3.Error, duckdb.Error, OSError
