"""The one open store of this server: for everybody who looks, and for what runs by itself. DuckDB lets in one process, and its threads share this."""

import threading

from data import demo
from lib.store import Store, open_store

_stores: dict[tuple[str, str, bool], Store] = {}
_guard = threading.Lock()


def opened_store(url: str, memory_limit: str, with_demo: bool) -> Store:
    """The store at ``url``, opened by whoever asks first; a failure is not kept."""
    key = (url, memory_limit, with_demo)
    with _guard:
        if key not in _stores:
            store = open_store(url, memory_limit=memory_limit)
            if with_demo and store.snapshots().empty:
                demo.fill(store)
            _stores[key] = store
        return _stores[key]
