"""Everything in which DuckDB and PostgreSQL differ, and nothing else.

The statements of the product are the same on both; what differs is how an engine is opened, how many rows at once
come in and go out, which indexes pay, and how failures are worded.
"""

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.csv
from sqlalchemy import Connection, Engine, Index, Select, Table, TableClause, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.types import BigInteger, Boolean, Date, DateTime, Float, Integer, Numeric, SmallInteger, Text

from lib.errors import StoreBusy, StoreError, StoreUnreachable

EXAMPLES = "duckdb:///data/community.duckdb or postgresql://user:password@host/database"


def parse(url: str) -> URL:
    """The address as SQLAlchemy wants it; StoreUnreachable where it names neither engine."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreUnreachable("The store's address cannot be read.", hint=f"write it like {EXAMPLES}") from None
    backend = address.get_backend_name()
    if backend == "postgresql":
        if "@" in (address.host or ""):  # the rest of the password, which would be shown with the host
            raise StoreUnreachable("The store's address cannot be read.", found="more than one @", hint="in a password @ is written %40, / is %2F and : is %3A")
        return address.set(drivername="postgresql+psycopg")
    if backend != "duckdb":
        raise StoreUnreachable("A store is DuckDB or PostgreSQL.", found=backend, hint=f"write it like {EXAMPLES}")
    return address


def shown(address: URL) -> str:
    """The address as it may be shown: no password, wherever it stands."""
    hidden = {name: "***" if "pass" in name.lower() else value for name, value in address.query.items()}
    return address.set(query=hidden).render_as_string(hide_password=True).replace("+psycopg", "").replace("%3A", ":")


def open_engine(address: URL, memory_limit: str) -> Engine:
    """An engine whose connections speak UTC; nothing is contacted yet, except that a missing folder is refused."""
    return _postgresql(address) if address.get_backend_name() == "postgresql" else _duckdb(address, memory_limit)


def _duckdb(address: URL, memory_limit: str) -> Engine:
    database = address.database or ":memory:"
    if not database.startswith(":memory:") and not Path(database).absolute().parent.is_dir():
        folder = Path(database).parent
        raise StoreUnreachable(f"The store's folder {folder} does not exist.", hint=f"make it with: mkdir -p {folder}, or name another store")
    config = {
        "autoinstall_known_extensions": "false",
        "memory_limit": memory_limit,
        "preserve_insertion_order": "false",
        # memory that a statement no longer needs goes back to the system, instead of staying for the next one
        "allocator_flush_threshold": "1MB",
        "allocator_bulk_deallocation_flush_threshold": "1MB",
    }
    engine = create_engine(address, connect_args={"config": config}, pool_size=20, max_overflow=20)

    @event.listens_for(engine, "connect")
    def utc(connection: Any, _record: Any) -> None:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET enable_progress_bar = false")

    return engine


def _postgresql(address: URL) -> Engine:
    return create_engine(
        address,
        pool_size=20,
        max_overflow=20,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 10, "options": "-c timezone=UTC -c client_min_messages=warning"},
    )


def for_reading(engine: Engine) -> Engine:
    """An engine whose transactions see one version of the data throughout."""
    if engine.dialect.name == "postgresql":  # READ COMMITTED would tear reads across the statements of one page
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine  # DuckDB: snapshot isolation always


def failure(error: DBAPIError, shown_url: str) -> StoreError:
    """What an engine's error means, and what to do about it."""
    words = " ".join(str(error.orig).split())
    holder = re.search(r"Conflicting lock is held in (?P<program>.+?) \(PID (?P<pid>\d+)\)", words)
    if holder or "Could not set lock on file" in words:
        who = f"process {holder['pid']} ({Path(holder['program']).name})" if holder else None
        return StoreBusy(
            f"The store {shown_url} is in use by another process.",
            found=who,
            hint="stop that process or do it there (the app's pages Upload and Sources); PostgreSQL lets several processes in at once",
        )
    if "not a valid DuckDB database file" in words or "Serialization Error" in words:
        return StoreUnreachable(f"{shown_url} is not a DuckDB store.", found=words[:160], hint="name another file, or restore this one from a backup")
    if "Permission denied" in words or "Read-only file system" in words:
        return StoreUnreachable(f"The store {shown_url} may not be written.", found=words[:160], hint="check the file's and the folder's permissions")
    if isinstance(error, OperationalError) or error.connection_invalidated:
        return StoreUnreachable(
            f"The store {shown_url} does not answer.",
            found=re.sub(r"password=\S+", "password=…", words)[:200],
            hint="check that the server runs, and address, user and password",
        )
    return StoreError(f"The store {shown_url} refused a statement.", found=words[:300], hint="run: python -m lib doctor")


def insert_arrow(connection: Connection, table: Table, rows: pa.Table) -> None:
    """Adds ``rows``, whose columns are named as the table's, as fast as the engine can."""
    if rows.num_rows == 0:
        return
    if connection.dialect.name == "duckdb":
        # not by a registered view, as insert_from_arrow does: until the transaction ends, it would keep all rows in memory
        native: Any = connection.connection.dbapi_connection
        native.from_arrow(rows.select(table.c.keys())).insert_into(table.name)
        return
    preparer = connection.dialect.identifier_preparer
    columns = ", ".join(preparer.quote(name) for name in rows.column_names)
    buffer = io.BytesIO()
    # quoting every text keeps null (nothing) and '' (two quotes) apart
    options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="needed")
    raw: Any = connection.connection.cursor()
    with raw as cursor, cursor.copy(f"COPY {preparer.format_table(table)} ({columns}) FROM STDIN (FORMAT csv)") as copy:
        for batch in rows.to_batches(max_chunksize=50_000):
            pyarrow.csv.write_csv(pa.Table.from_batches([batch]), buffer, options)
            copy.write(buffer.getvalue())
            buffer.seek(0)
            buffer.truncate()


def fetch(connection: Connection, statement: Select[*tuple[Any, ...]]) -> pa.Table:
    """The statement's rows as an Arrow table, of one type on both engines for each type of column."""
    result = connection.execute(statement)
    if connection.dialect.name == "duckdb":
        native: Any = result.cursor
        rows: pa.Table = native.to_arrow_table()
        return _decimals_as_numbers(rows)
    columns = list(statement.selected_columns)
    values = list(zip(*result.fetchall(), strict=True)) or [()] * len(columns)
    arrays = [_array(list(column_values), column.type) for column, column_values in zip(columns, values, strict=True)]
    return pa.Table.from_arrays(arrays, names=list(result.keys()))


def stream(connection: Connection, statement: Select[*tuple[Any, ...]], rows: int) -> Iterator[pa.Table]:
    """The statement's rows as Arrow tables of at most ``rows``, never all of them in memory. It is to be read to its end."""
    if connection.dialect.name == "duckdb":
        native: Any = connection.execute(statement).cursor
        for batch in native.to_arrow_reader(rows):
            yield pa.Table.from_batches([batch])
        return
    result = connection.execute(statement, execution_options={"stream_results": True, "yield_per": rows})
    columns, names = list(statement.selected_columns), list(result.keys())
    for part in result.partitions(rows):
        values = zip(*part, strict=True)
        yield pa.Table.from_arrays([_array(list(found), column.type) for found, column in zip(values, columns, strict=True)], names=names)


def _decimals_as_numbers(rows: pa.Table) -> pa.Table:
    """DuckDB sums integers to 38 digits; ours fit 64 bits."""
    for position, column in enumerate(rows.schema):
        if pa.types.is_decimal(column.type):
            to = pa.int64() if column.type.scale == 0 else pa.float64()
            rows = rows.set_column(position, column.name, rows.column(position).cast(to))
        elif pa.types.is_integer(column.type) and column.type != pa.int64():
            rows = rows.set_column(position, column.name, rows.column(position).cast(pa.int64()))
    return rows


def _array(values: list[Any], sql_type: Any) -> pa.Array:
    if isinstance(sql_type, Integer | BigInteger | SmallInteger):
        return pa.array([None if value is None else int(value) for value in values], pa.int64())
    if isinstance(sql_type, Float | Numeric):
        return pa.array([None if value is None else float(value) for value in values], pa.float64())
    if isinstance(sql_type, DateTime):
        return pa.array(values, pa.timestamp("us", "UTC") if sql_type.timezone else pa.timestamp("us"))
    if isinstance(sql_type, Date):
        return pa.array(values, pa.date32())
    if isinstance(sql_type, Boolean):
        return pa.array(values, pa.bool_())
    if isinstance(sql_type, Text):
        return pa.array(values, pa.string())
    return pa.array([float(value) if isinstance(value, Decimal) else value for value in values])  # a function's type that SQLAlchemy can't know


def frame(rows: pa.Table) -> pd.DataFrame:
    """A pandas frame: days as datetime64 without a zone, instants in UTC, integers as Int64 where one is null."""
    for position, column in enumerate(rows.schema):
        if pa.types.is_date32(column.type):
            rows = rows.set_column(position, column.name, rows.column(position).cast(pa.timestamp("us")))
    nullable = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    found: pd.DataFrame = rows.to_pandas(types_mapper=lambda kind: nullable.get(kind))
    for name in found.columns:
        if isinstance(found[name].dtype, pd.Int64Dtype | pd.BooleanDtype) and not found[name].isna().any():
            found[name] = found[name].to_numpy(dtype="int64" if isinstance(found[name].dtype, pd.Int64Dtype) else "bool")
    return found


def index(connection: Connection, *indexes: Index) -> None:
    """Makes ``indexes`` where they pay: not on DuckDB, where on a big table they cost memory and migrations."""
    if connection.dialect.name == "postgresql":
        for wanted in indexes:
            wanted.create(connection)


@contextmanager
def without_indexes(connection: Connection, table: Table) -> Iterator[None]:
    """Takes the table's indexes away and makes them again at the end, which is quicker than keeping them up with every row; DuckDB has few."""
    if connection.dialect.name != "postgresql":
        yield
        return
    named = {"name": table.name}
    known = text("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = :name ORDER BY indexname")
    indexes = list(connection.execute(known, named))
    quote = connection.dialect.identifier_preparer.quote
    for found in indexes:
        connection.execute(text(f"DROP INDEX {quote(found.indexname)}"))
    yield
    for found in indexes:
        connection.exec_driver_sql(found.indexdef)


def settle(connection: Connection, *tables: TableClause[Any]) -> None:
    """Tells the planner how big freshly filled tables are; DuckDB knows by itself."""
    if connection.dialect.name == "postgresql":
        for table in tables:
            connection.execute(text(f"ANALYZE {connection.dialect.identifier_preparer.format_table(table)}"))


_LOCKS = 0x636F6D  # the first half of our locks' keys, so that other programs' are not met


def lock(connection: Connection, name: str, holder: str) -> bool:
    """Takes the session's lock of that name; false where another session has it. ``holder`` is what others are told. PostgreSQL only."""
    plain = holder.encode("ascii", "replace").decode()[:63]  # as long as PostgreSQL keeps it, and in letters that it does not change
    connection.execute(text("SELECT set_config('application_name', :holder, false), set_config('idle_session_timeout', '0', false)"), {"holder": plain})
    taken = connection.execute(text("SELECT pg_try_advisory_lock(:ours, :name)"), {"ours": _LOCKS, "name": _number(name)}).scalar_one()
    return bool(taken)


def unlock(connection: Connection, name: str) -> None:
    """Lets go of the session's lock of that name. PostgreSQL only."""
    connection.execute(text("SELECT pg_advisory_unlock(:ours, :name)"), {"ours": _LOCKS, "name": _number(name)})


def lock_holder(connection: Connection, name: str) -> str | None:
    """What the session that has the lock told of itself; None where nobody has it. PostgreSQL only."""
    statement = text(
        "SELECT coalesce(s.application_name, '') FROM pg_locks l LEFT JOIN pg_stat_activity s USING (pid)"
        " WHERE l.locktype = 'advisory' AND l.classid = :ours AND l.objid = :name AND l.objsubid = 2 AND l.granted"
        " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    found: str | None = connection.execute(statement, {"ours": _LOCKS, "name": _number(name)}).scalar()
    return found


def _number(name: str) -> int:
    return zlib.crc32(name.encode()) & 0x7FFFFFFF
