"""Rows that runs of configured sources refused: what stood where, why not, and what helps.

Written in the transaction of their portion, so that they agree with the run's counts. A run keeps at most MOST of them; the
counts go on. They stay until a later run of the same source and kind has read everything: then they came again, or are mended.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection, Select, delete, func, select

from lib.store import table_rows
from lib.store.tables import refused_row, sync_run

if TYPE_CHECKING:
    from lib.store.store import Store
    from lib.store.writer import Writer

MOST = 10_000
"""Problems that are kept of one run; a row may have several."""
MOST_RUNS = 30
"""Of one source and kind, the last so many runs that refused anything keep their rows: what is read again each time is refused each time."""


@dataclass(frozen=True)
class Kept:
    """The refused rows of one run: ``rows`` is how many there were, ``problems`` how many faults of theirs are kept."""

    run_id: int
    source: str
    kind: str
    started_at: datetime
    rows: int
    problems: int

    @property
    def cut(self) -> bool:
        """Whether there may be more than were kept."""
        return self.problems >= MOST


def add(writer: "Writer", run_id: int, refused: pd.DataFrame) -> None:
    """Keeps faults of a run, as many as there is room for: columns line, column, field, value (null: not to be kept), reason, hint."""
    if refused.empty:
        return
    kept: int = writer.connection.execute(select(func.count()).where(refused_row.c.run_id == run_id)).scalar_one()
    fitting = refused.head(max(0, MOST - kept))
    texts = {name: _text(fitting[name]) for name in ("column", "field", "value", "reason", "hint")}
    columns = {
        "run_id": pa.array([run_id] * len(fitting), pa.int64()),
        "line": pa.array(fitting["line"], pa.int64()),
        "column_name": texts.pop("column"),
        **texts,
    }
    table_rows.add(writer.connection, refused_row, pa.table(columns))


def forget(connection: Connection, run_id: int) -> None:
    """Takes out those of a run that begins again."""
    connection.execute(delete(refused_row).where(refused_row.c.run_id == run_id))


def settle(connection: Connection, source: str, kind: str, run_id: int, *, everything: bool) -> None:
    """At the end of a run: where it read ``everything``, what earlier ones refused is done with; else their last ones stay."""
    runs = select(sync_run.c.run_id).where(sync_run.c.source == source, sync_run.c.kind == kind)
    if everything:
        old = runs.where(sync_run.c.run_id < run_id)
    else:
        old = runs.where(sync_run.c.run_id.in_(select(refused_row.c.run_id))).order_by(sync_run.c.run_id.desc()).offset(MOST_RUNS)
    numbers = list(connection.execute(old).scalars())
    if numbers:
        connection.execute(delete(refused_row).where(refused_row.c.run_id.in_(numbers)))


def kept(store: "Store") -> list[Kept]:
    """Runs of which refused rows are kept, newest first."""
    r = sync_run
    named = (r.c.run_id, r.c.source, r.c.kind, r.c.started_at, r.c.rows_rejected)
    statement = select(*named, func.count().label("problems")).join(refused_row, refused_row.c.run_id == r.c.run_id).group_by(*named)
    with store.reading() as connection:
        return [Kept(*row) for row in connection.execute(statement.order_by(r.c.run_id.desc()))]


def listed(store: "Store", source: str, most: int | None = None) -> pd.DataFrame:
    """The problems of a source, those of its newest runs first, at most ``most``.

    Columns: kind, read_at (when the run began), line, column, field, value (null: not kept), reason, hint.
    """
    r, row = sync_run, refused_row
    found: Select[tuple[object, ...]] = (
        select(r.c.kind, r.c.started_at.label("read_at"), row.c.line, row.c.column_name.label("column"), row.c.field, row.c.value, row.c.reason, row.c.hint)
        .join(row, row.c.run_id == r.c.run_id)
        .where(r.c.source == source)
        .order_by(r.c.run_id.desc(), row.c.line, row.c.field)
    )
    return store.frame(found if most is None else found.limit(most))


def _text(column: "pd.Series[str]") -> pa.Array:
    """As a store takes it: PostgreSQL knows no zero byte."""
    return pc.replace_substring(pa.array(column, pa.string(), from_pandas=True), "\x00", "\ufffd")
