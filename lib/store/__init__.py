"""The store: where the community's data lie, on DuckDB or PostgreSQL behind the same statements."""

from lib.store.store import Store, open_store

__all__ = ["Store", "open_store"]
