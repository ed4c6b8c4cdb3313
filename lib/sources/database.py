"""A database as a source: a table or a query for each record kind, read in chunks, in order of a cursor column where there is one."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import sleep
from typing import Any, Self

import pyarrow as pa
from pydantic import SecretStr
from sqlalchemy.engine import URL

from lib.errors import SettingError, SourceError
from lib.records import KINDS
from lib.sources import database_session
from lib.sources.cursor import Cursor, is_ahead, usable
from lib.sources.database_session import Columns
from lib.sources.database_table import DatabaseTable
from lib.sources.database_texts import HoldsBytes, texts
from lib.sources.delivery import Delivery
from lib.sources.origin import Chunk, Progress
from lib.sources.origin_type import origin_type
from lib.sources.raw_table import RawTable, cell_names
from lib.sources.section import zone_of
from lib.wording import plural

ROWS = 10_000
"""Rows of a chunk: what is in memory at once, and what is read again after a crash at most."""

TIMEOUT = 300.0
_KEYS = ("url", "zone", "timeout_seconds")
_TRIES = 5
_LONGEST_WAIT = 15.0  # seconds


@origin_type("database")
@dataclass(frozen=True)
class Database:
    """A database as its section of the secrets names it::

        [sources.shop]
        type = "database"
        url = "postgresql://reader:password@host/shop"   # PostgreSQL, MariaDB, MySQL, SQLite or DuckDB
        zone = "Europe/Warsaw"                # of times without an offset; left out: such times are refused
        timeout_seconds = 300                 # for one statement; left out: 300

        [sources.shop.activity]
        table = "posts"                       # or query = "select … from …"; schema = "forum" where it is in one
        cursor = "updated_at"                 # left out: everything is read each time
        overlap = "10 minutes"                # read again behind the cursor; left out: 10 minutes for times, 70 without an offset; none for numbers and days
        dates = "dmy"                         # order of day and month of dates that stand as text
        map = { member_id = "author" }        # columns of other names; those of a field's name or alias are found
        set = { kind = "post" }               # a text for all rows

    A cursor column grows with every change, as a time of the last change does; rows in which it is empty are read each time.
    Rows are streamed in its order, in a transaction that only reads. A lost connection is taken up again from the last
    chunk. Rows deleted at the source are noticed only where everything is read.
    """

    name: str
    url: SecretStr
    tables: tuple[DatabaseTable, ...]
    zone: str | None = None
    timeout_seconds: float = TIMEOUT
    rows: int = field(default=ROWS, repr=False)

    @classmethod
    def of(cls, name: str, section: Mapping[str, Any]) -> Self:
        """From a section of the secrets; SettingError names the key that is wrong, and shows no secret. Nothing is contacted."""
        where = f"sources.{name}"
        url, timeout = section.get("url"), section.get("timeout_seconds", TIMEOUT)
        if isinstance(url, SecretStr):
            url = url.get_secret_value()
        if not isinstance(url, str) or not url.strip():
            raise SettingError(f"{where}.url is missing.", hint=f"write it like {database_session.EXAMPLES}")
        database_session.address(url, where)
        if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0 < timeout <= 86_400:
            raise SettingError(
                f"{where}.timeout_seconds is no span.", found=repr(timeout)[:60], hint="write how many seconds a statement may take, such as 300"
            )
        kinds = [key for key in section if key not in (*_KEYS, "type")]
        if not kinds:
            hint = f"add a section a record kind, such as [{where}.activity]; the kinds are {', '.join(KINDS)}"
            raise SettingError(f"[{where}] does not say which tables to read.", hint=hint)
        tables = tuple(DatabaseTable.of(kind, section[kind], f"{where}.{kind}") for kind in kinds)
        return cls(name, SecretStr(url), tables, zone_of(section, where), float(timeout))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The record kinds that have a subsection, in its order."""
        return tuple(one.kind for one in self.tables)

    @property
    def shown(self) -> str:
        """Engine, host and database: no user, no password."""
        return database_session.shown(self._address)

    def chunks(self, kind: str, after: str | None, tell: Progress) -> Iterator[Chunk]:
        """The rows of a kind from the cursor ``after`` on; all where it is None or belongs to another database, table or column.

        After a lost connection it goes on from the last chunk, where there is no cursor from the start; rows then come again.
        """
        about = next(one for one in self.tables if one.kind == kind)
        of = about.fingerprint(self._address)
        reading = _Reading(about, of, None if about.cursor is None else Cursor.read(after, about.cursor, of), self.zone)
        tries = 0
        while True:
            tell(f"Asking {self.shown} for {about.shown}", 0.0)
            try:
                with database_session.session(self._address, self.timeout_seconds) as session:
                    for columns, portion in session.portions(reading.statement(), self.rows):
                        tries = 0
                        yield reading.chunk(columns, portion)
                return
            except SourceError as error:
                tries += 1
                if not error.again or tries >= _TRIES:
                    raise
                wait = random.uniform(0.5, 1.0) * min(_LONGEST_WAIT, 2.0 ** (tries - 1))  # noqa: S311
                tell(f"{error.what} Trying again in {wait:.0f} s", 0.0)
                sleep(wait)

    def check(self) -> str:
        """What was reached, in words: each table with its number of columns. SettingError where a named column is not there."""
        found = []
        with database_session.session(self._address, self.timeout_seconds) as session:
            for one in self.tables:
                columns = next(session.portions(one.nothing(), 1))[0].names
                known = {name.casefold() for name in columns}
                for name in filter(None, (*one.columns.values(), one.cursor)):
                    if name.strip().casefold() not in known:
                        raise SettingError(
                            f"{one.shown} has no column {name!r}, which [{one.where}] names.", found=", ".join(columns), hint="check the spelling"
                        )
                found.append(f"{one.kind} from {one.shown} ({plural(len(columns), 'column')})")
        return f"{self.shown} answers: {', '.join(found)}"

    @property
    def _address(self) -> URL:
        return database_session.address(self.url.get_secret_value(), f"sources.{self.name}")


class _Reading:
    """One table while it is read. ``of`` tells it from others, ``cursor``: up to where it is."""

    def __init__(self, about: DatabaseTable, of: str, cursor: Cursor | None, zone: str | None) -> None:
        self.about, self.of, self.cursor, self.zone = about, of, cursor, zone
        self.number = 0

    def statement(self) -> Any:
        """What is still to be read, and the overlap."""
        return self.about.statement(None if self.cursor is None else self.cursor.start(self.about.overlap, self.about.where))

    def chunk(self, columns: Columns, portion: Sequence[Any]) -> Chunk:
        """Some rows as texts; the cursor is theirs from here on."""
        values: list[Sequence[Any]] = list(zip(*portion, strict=True)) if portion else [()] * len(columns.names)
        arrays, notes = [], []
        for place, (name, column) in enumerate(zip(columns.names, values, strict=True)):
            try:
                cells = texts(column, utc=place in columns.utc)
            except HoldsBytes:
                if name in self.about.columns.values():
                    hint = "let the query turn it into text, or map another column"
                    raise SourceError(f"The column {name} of {self.about.shown} holds bytes, which are no text.", hint=hint) from None
                notes.append(f"{name} holds bytes and was not read")
                cells = [""] * len(column)
            arrays.append(pa.array(cells, pa.string()))
        lines = pa.array(range(self.number + 1, self.number + len(portion) + 1), pa.int64())
        self.number += len(portion)
        if self.about.cursor is not None:
            self._move(columns, values)
        cells_table = pa.table([*arrays, lines, lines], names=cell_names(len(columns.names)))
        table = RawTable(self.about.shown, columns.names, cells_table, notes=tuple(notes))
        delivery = Delivery(self.about.kind, table, self.about.columns, self.about.texts, self.zone, self.about.dates)
        return Chunk(delivery, None if self.cursor is None else self.cursor.text())

    def _move(self, columns: Columns, values: Sequence[Sequence[Any]]) -> None:
        """To the last value of the cursor's column: rows come in its order. Times that have not come yet are read, and do not count."""
        name = str(self.about.cursor)
        place = next((place for place, known in enumerate(columns.names) if known.casefold() == name.casefold()), None)
        if place is None:
            what = f"{self.about.shown} has no column {name!r} to go on by."
            raise SettingError(what, found=", ".join(columns.names), hint=f"check {self.about.where}.cursor, and that the query gives that column")
        now = datetime.now(UTC)
        last = next((value for value in reversed(values[place]) if value is not None and not is_ahead(value, now)), None)
        if last is None:
            return
        if not usable(last):
            hint = "choose a column of times, numbers or texts"
            raise SettingError(f"{self.about.where}.cursor is a column that has no order.", found=type(last).__name__, hint=hint)
        if place in columns.utc:
            last = last.replace(tzinfo=UTC)
        self.cursor = Cursor(name, self.of, last)
