"""One transaction that changes the store."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from lib.settings import Settings
from lib.store import tables


class Writer:
    """What a write may use: the connection, the settings as they are in it, one moment, and numbers nobody else takes."""

    def __init__(self, connection: Connection, settings: Settings, now: datetime) -> None:
        self.connection, self.settings, self.now = connection, settings, now
        self.discarded = False

    def take(self, counter: str, count: int) -> int:
        """Reserves ``count`` numbers of a counter of the ``store`` table: those after the one returned."""
        last = self.last(counter)
        self.connection.execute(update(tables.store).values({counter: last + count}))
        return last

    def last(self, counter: str) -> int:
        """The last number that was taken of a counter."""
        last: int = self.connection.execute(select(tables.store.c[counter])).scalar_one()
        return last

    def discard(self) -> None:
        """Rolls back at the end instead of committing: nothing was to be changed."""
        self.discarded = True

    def keep_version(self) -> None:
        """Commits without a new ``Store.version``: no record changed, and nothing that is cached by it."""
        self.connection.execute(update(tables.store).values(version=tables.store.c.version - 1))
