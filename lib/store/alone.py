"""One at a time: work that nobody else may be at meanwhile, in no thread and, on PostgreSQL, in no other process on the same store."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from lib.errors import StoreBusy
from lib.store import dialect


@dataclass(frozen=True)
class Holder:
    """Who is at it, and since when."""

    who: str
    since: datetime


_here: dict[tuple[str, str], Holder] = {}  # on DuckDB, where one process has the file: address and work
_guard = threading.Lock()


@contextmanager
def alone(engine: Engine, work: str, me: Holder) -> Iterator[None]:
    """Holds ``work`` for the length of the block; StoreBusy says who else does, and since when. A process that dies lets go."""
    held = _across_processes(engine, work, me) if engine.dialect.name == "postgresql" else _in_this_process(engine, work, me)
    with held:
        yield


def holder(engine: Engine, work: str) -> Holder | None:
    """Who is at ``work`` now; None where nobody is."""
    if engine.dialect.name != "postgresql":
        with _guard:
            return _here.get(_place(engine, work))
    with engine.connect() as connection:
        said = dialect.lock_holder(connection, work)
    return None if said is None else _read(work, said)


@contextmanager
def _in_this_process(engine: Engine, work: str, me: Holder) -> Iterator[None]:
    place = _place(engine, work)
    with _guard:
        other = _here.setdefault(place, me)
        if other is not me:
            raise _busy(work, other)
    try:
        yield
    finally:
        with _guard:
            _here.pop(place)


@contextmanager
def _across_processes(engine: Engine, work: str, me: Holder) -> Iterator[None]:
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.detach()  # a connection of its own, which is closed at the end
        if not dialect.lock(connection, work, f"{work} {int(me.since.timestamp())} {me.who}"):
            said = dialect.lock_holder(connection, work)
            raise _busy(work, None if said is None else _read(work, said))
        try:
            yield
        finally:
            with suppress(DBAPIError):  # a connection that is lost has let go already
                dialect.unlock(connection, work)


def _place(engine: Engine, work: str) -> tuple[str, str]:
    return str(engine.url.database), work


def _read(work: str, said: str) -> Holder:
    """What a holder's connection calls itself, taken apart."""
    _, since, who = [*said.split(" ", 2), "", ""][:3]
    return Holder(who.strip() or "another process", datetime.fromtimestamp(int(since) if since.isdecimal() else 0, UTC))


def _busy(work: str, other: Holder | None) -> StoreBusy:
    found = f"since {other.since:%Y-%m-%d %H:%M} UTC, by {other.who}" if other else None
    return StoreBusy(f"A {work} is running already.", found=found, hint="wait until it is done; there is never more than one at a time")
