"""Stores with a lively community in them, made once for all tests that only read."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from sqlalchemy import create_engine

from lib.intake.scoring import rescore
from lib.store import Store, open_store
from tests.metrics.communities import lively, settle
from tests.metrics.oracle import Community


@pytest.fixture(scope="session")
def community() -> Community:
    return lively()


@pytest.fixture(scope="session")
def lively_store(community: Community) -> Iterator[Store]:
    """The lively community on DuckDB."""
    store = open_store(f"duckdb:///:memory:{uuid4().hex}")
    settle(store, community)
    rescore(store)
    yield store
    store.close()


@pytest.fixture(scope="session")
def lively_postgres(postgres_server: str, community: Community) -> Iterator[Store]:
    """The same on PostgreSQL."""
    engine = create_engine(postgres_server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE lively")
    engine.dispose()
    store = open_store(postgres_server.replace("/postgres?", "/lively?"))
    settle(store, community)
    rescore(store)
    yield store
    store.close()


@pytest.fixture(scope="session")
def reused() -> Iterator[Store]:
    """One store for all random communities, each of which ``settle`` empties first: opening one for each would take most of the time."""
    store = open_store(f"duckdb:///:memory:{uuid4().hex}")
    yield store
    store.close()
