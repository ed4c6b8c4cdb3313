"""The store as the rest of the app sees it: a version, settings, frames to read, transactions to write."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Date, Select, cast, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from lib.errors import StoreError
from lib.records import KINDS, Kind
from lib.scope import Period
from lib.settings import Settings
from lib.store import dialect, migrations, rollups, setting_changes, tables
from lib.store.alone import Holder, alone, holder
from lib.store.snapshots import set_active
from lib.store.stage import Stage
from lib.store.statement import Statement
from lib.store.writer import Writer

Clock = Callable[[], datetime]

_LAST_INSTANTS = {"activity": ("occurred_at",), "ticket": ("created_at", "first_response_at", "resolved_at")}


def open_store(url: str, *, memory_limit: str = "2GB", clock: Clock | None = None) -> "Store":
    """Opens the store at ``url``, made or upgraded where need be.

    Raises StoreUnreachable, StoreBusy or StoreTooNew. ``clock`` gives the present moment, zone-aware.
    """
    return Store(url, memory_limit, clock or (lambda: datetime.now(UTC)))


class Store:
    """An open store. Threads may share it: each reads in a transaction of its own, and one writes at a time."""

    def __init__(self, url: str, memory_limit: str, clock: Clock) -> None:
        address = dialect.parse(url)
        self.shown_url = dialect.shown(address)
        self.clock = clock
        self._engine = dialect.open_engine(address, memory_limit)
        self._reader = dialect.for_reading(self._engine)
        self._writing = threading.Lock()
        self._pinned = threading.local()
        try:
            with self._explained(), self._engine.begin() as connection:
                migrations.upgrade(connection)
        except BaseException:
            self._engine.dispose()
            raise

    @property
    def dialect(self) -> str:
        """``duckdb`` or ``postgresql``."""
        return self._engine.dialect.name

    def close(self) -> None:
        """Lets go of the file or the server."""
        self._engine.dispose()

    # reading

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Pins one read transaction to this thread: all that is read inside sees one version. May be nested."""
        pinned: Connection | None = getattr(self._pinned, "connection", None)
        if pinned is not None:
            yield pinned
            return
        with self._explained(), self._reader.connect() as connection, connection.begin():
            self._pinned.connection = connection
            try:
                yield connection
            finally:
                self._pinned.connection = None

    def frame(self, statement: Select[*tuple[Any, ...]]) -> pd.DataFrame:
        """The statement's rows: days as datetime64, instants in UTC, integers as Int64 where one is null."""
        for record in getattr(self._pinned, "records", ()):
            record.append(Statement(statement, self._engine.dialect))
        with self.reading() as connection:
            return dialect.frame(dialect.fetch(connection, statement))

    @contextmanager
    def recorded(self) -> Iterator[list[Statement]]:
        """The statements that this thread runs for frames inside, in order: filled as they are run. May be nested."""
        statements: list[Statement] = []
        self._pinned.records = (*getattr(self._pinned, "records", ()), statements)
        try:
            yield statements
        finally:
            self._pinned.records = self._pinned.records[:-1]

    @property
    def version(self) -> int:
        """Grows with every change; two reads at one version are equal."""
        with self.reading() as connection:
            return int(connection.execute(select(tables.store.c.version)).scalar_one())

    @property
    def settings(self) -> Settings:
        with self.reading() as connection:
            return _settings(connection)

    def now(self) -> datetime:
        return self.clock()

    def today(self) -> date:
        """The community's local day."""
        return self.now().astimezone(self.settings.zoneinfo).date()

    def data_period(self, kind: str) -> Period | None:
        """The local days that the data of a record kind cover, unfiltered; None where there are none.

        Activities and tickets: from the first to the last instant. All others: from the first to today, or to their
        last day where that is later.
        """
        record = tables.RECORDS[kind]
        zone = self.settings.zone

        def local(column: Any) -> Any:
            return column if isinstance(column.type, Date) else cast(func.timezone(zone, column), Date)

        when = KINDS[kind].when.name
        first = local(func.min(record.c[when]))
        lasts = [local(func.max(record.c[name])) for name in _LAST_INSTANTS.get(kind, (when,))]
        with self.reading() as connection:
            start, *ends = connection.execute(select(first, *lasts).where(record.c.current)).one()
        if start is None:
            return None
        last = max(end for end in ends if end is not None)
        return Period.of(start, last if kind in _LAST_INSTANTS else max(last, self.today()))

    def snapshots(self) -> pd.DataFrame:
        """One row a snapshot, newest first, with the columns of the ``snapshot`` table but its mapping."""
        columns = [column for column in tables.snapshot.c if column.name != "mapping"]
        return self.frame(select(*columns).order_by(tables.snapshot.c.snapshot_id.desc()))

    def saved_mapping(self, source: str, kind: str) -> str | None:
        """The mapping last used for this source and kind, as JSON; None where it is new."""
        used = tables.mapping
        with self.reading() as connection:
            found: str | None = connection.execute(select(used.c.mapping).where(used.c.source == source, used.c.kind == kind)).scalar()
            return found

    # writing

    @contextmanager
    def staging(self, kind: Kind) -> Iterator[Stage]:
        """Room for rows on their way in, gone at the end; ``writing(stage)`` begins the transaction that takes them in."""
        with self._explained(), self._engine.connect() as connection:
            stage = Stage(connection, kind, _settings(connection).zone)
            try:
                yield stage
            finally:
                stage.close()

    @contextmanager
    def writing(self, stage: Stage | None = None) -> Iterator[Writer]:
        """One transaction, alone: it commits at the end, or, after an error or ``discard``, leaves all as it was."""
        with ExitStack() as stack:
            stack.enter_context(self._writing)
            stack.enter_context(self._explained())
            connection = stage.connection if stage else stack.enter_context(self._engine.connect())
            connection.commit()  # the stage: DuckDB reads what a transaction wrote itself on one core only
            transaction = stack.enter_context(connection.begin())
            # first, so that on PostgreSQL writers of other processes wait here for each other
            connection.execute(update(tables.store).values(version=tables.store.c.version + 1))
            writer = Writer(connection, _settings(connection), self.now())
            yield writer
            if writer.discarded:
                transaction.rollback()

    @contextmanager
    def alone(self, work: str, who: str) -> Iterator[None]:
        """Nobody else is at ``work`` on this store meanwhile; StoreBusy where somebody is, with who and since when."""
        with ExitStack() as stack:
            with self._explained():
                stack.enter_context(alone(self._engine, work, Holder(who, self.now())))
            yield

    def holder(self, work: str) -> Holder | None:
        """Who is at ``work`` now, in whichever process; None where nobody is."""
        with self._explained():
            return holder(self._engine, work)

    def set_setting(self, key: str, value: str, who: str, *, source: str | None = None, reason: str | None = None) -> None:
        """Changes one setting: see ``set_settings``."""
        self.set_settings({key: value}, who, source=source, reason=reason)

    def set_settings(self, values: Mapping[str, str], who: str, *, source: str | None = None, reason: str | None = None) -> None:
        """Changes settings together, checked together with the others; days and rollups are made anew where it touches them.

        Each change is kept with who, when, where its value comes from and why, as far as they are given. SettingError where one cannot be so.
        """
        for key in values:
            Settings.describe(key)
        with self.writing() as writer:
            changed = Settings.of({**_stored(writer.connection), **values}).in_order()
            for key in values:
                _put(writer, key, changed.shown[key], who)
                setting_changes.note(writer, key, changed.shown[key], who, source, reason)
            if changed.zone != writer.settings.zone:
                rollups.rebuild(writer.connection, changed)
            elif changed.staff != writer.settings.staff:
                rollups.refresh(writer.connection, changed)

    def withdraw(self, snapshot_id: int, who: str) -> None:
        """Leaves the data as if the snapshot had never come; CommandError where there is none, or it is withdrawn."""
        with self.writing() as writer:
            set_active(writer, snapshot_id, False, who)

    def restore(self, snapshot_id: int, who: str) -> None:
        """Undoes a withdrawal."""
        with self.writing() as writer:
            set_active(writer, snapshot_id, True, who)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turns an engine's error into one that says what to do."""
        try:
            yield
        except DBAPIError as error:
            explained: StoreError = dialect.failure(error, self.shown_url)
            raise explained from error


def _put(writer: Writer, key: str, value: str, who: str) -> None:
    setting = tables.setting
    writer.connection.execute(delete(setting).where(setting.c.key == key))
    writer.connection.execute(insert(setting).values(key=key, value=value, changed_at=writer.now, changed_by=who))


def _stored(connection: Connection) -> dict[str, str]:
    return {row.key: row.value for row in connection.execute(select(tables.setting.c.key, tables.setting.c.value))}


def _settings(connection: Connection) -> Settings:
    return Settings.of(_stored(connection))
