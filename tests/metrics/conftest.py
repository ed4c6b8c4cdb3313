"""A store for random communities."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from lib.store import Store, open_store


@pytest.fixture(scope="session")
def reused() -> Iterator[Store]:
    """One store for all random communities, each of which ``settle`` empties first: opening one for each would take most of the time."""
    store = open_store(f"duckdb:///:memory:{uuid4().hex}")
    yield store
    store.close()
