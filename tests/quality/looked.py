"""A check asked about the store of a test."""

from lib.quality import CHECKS, Finding
from lib.store import Store


def looked(store: Store, name: str) -> Finding:
    """What the check of that name finds; it has something to look at."""
    finding = CHECKS[name](store)
    assert finding is not None
    return finding
