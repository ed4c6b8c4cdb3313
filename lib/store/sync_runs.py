"""Runs of configured sources: when each was, what it brought, where the next one goes on.

One row a run of one kind of one source. Its outcome is null while it runs; a run that died keeps the null, and the next
one goes on with its very row. What a run writes of itself leaves ``Store.version`` alone as long as no record changed: read
these rows anew where they are shown, not from what is cached by version.
"""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Literal

import pandas as pd
from sqlalchemy import Connection, func, insert, select, update

from lib.errors import StoreChanged
from lib.store import refused_rows, tables
from lib.store.store import Store
from lib.store.writer import Writer

sync_run, snapshot = tables.sync_run, tables.snapshot

Outcome = Literal["done", "failed"]


@dataclass(frozen=True)
class Tally:
    """Counts of rows: ``new + changed + same + rejected == read``. ``gone``: records that the source has no more."""

    read: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    rejected: int = 0
    gone: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(Tally)})


@dataclass(frozen=True)
class Run:
    """One run, as its row has it. ``finished_at`` and ``outcome``: null while it runs, or where it died.

    ``said``: the error in words, or notes; ``snapshot_id``: what it brought, None where nothing was new, changed or gone;
    ``cursor``: where the source is to be read from next, None: from its start. ``continued``: it goes on where it died before.
    """

    run_id: int
    source: str
    kind: str
    started_at: datetime
    started_by: str
    whole: bool
    finished_at: datetime | None
    outcome: Outcome | None
    said: str | None
    snapshot_id: int | None
    tally: Tally
    cursor: str | None
    continued: bool = False


def begin(store: Store, source: str, kind: str, *, whole: bool, who: str) -> Run:
    """The run to do now: the one that died, gone on with, or a new one from where the last one came to.

    A whole run begins at the start, also where it is gone on with, and keeps the cursor that was there until it is done.
    A run that died as a whole one stays one.
    """
    with store.writing() as writer:
        writer.keep_version()
        last = _newest(writer.connection, source, kind)
        if last is not None and last.outcome is None:
            run = replace(last, whole=last.whole or whole, continued=True)
            if run.whole or run.cursor is None:
                refused_rows.forget(writer.connection, run.run_id)  # all of them come again
            writer.connection.execute(update(sync_run).where(sync_run.c.run_id == run.run_id).values(whole=run.whole))
            return run
        highest = writer.connection.execute(select(func.coalesce(func.max(sync_run.c.run_id), 0))).scalar_one()
        run = Run(int(highest) + 1, source, kind, writer.now, who, whole, None, None, None, None, Tally(), last.cursor if last else None)
        writer.connection.execute(insert(sync_run).values(_row(run)))
    return run


def advance(writer: Writer, run: Run, more: Tally, *, snapshot_id: int | None, cursor: str | None) -> Run:
    """The run with one more portion, written in the transaction that brings the portion; its snapshot grows with it.

    StoreChanged where the run's row is not as ``run`` has it: another process goes on with the same run.
    """
    found = _newest(writer.connection, run.source, run.kind)
    if found is None or (found.run_id, found.outcome, found.tally, found.cursor) != (run.run_id, None, run.tally, run.cursor):
        raise StoreChanged(f"Another process syncs {run.kind} of {run.source} at the same time.", hint="let one of the two finish")
    grown = replace(run, tally=run.tally + more, snapshot_id=snapshot_id, cursor=cursor)
    _write(writer, grown)
    if snapshot_id is not None:
        added = grown.tally if run.snapshot_id is None else more
        counts = {name: snapshot.c[name] + count for name, count in _counts(added).items() if name in snapshot.c}
        writer.connection.execute(update(snapshot).where(snapshot.c.snapshot_id == snapshot_id).values(counts))
    return grown


def finish(store: Store, run: Run, outcome: Outcome, said: str | None = None) -> Run:
    """Marks a run as over. One that read everything does away with what earlier ones refused."""
    with store.writing() as writer:
        writer.keep_version()
        ended = replace(run, finished_at=writer.now, outcome=outcome, said=said)
        _write(writer, ended)
        everything = outcome == "done" and (run.whole or run.cursor is None)
        refused_rows.settle(writer.connection, run.source, run.kind, run.run_id, everything=everything)
    return ended


def runs(store: Store, last: int = 200) -> pd.DataFrame:
    """The last runs, newest first, with the columns of the ``sync_run`` table but the cursor."""
    columns = [column for column in sync_run.c if column.name != "cursor"]
    return store.frame(select(*columns).order_by(sync_run.c.run_id.desc()).limit(last))


def recent_runs(store: Store, last: int = 2000) -> list[Run]:
    """The last runs, newest first."""
    with store.reading() as connection:
        return [_run(dict(row)) for row in connection.execute(select(sync_run).order_by(sync_run.c.run_id.desc()).limit(last)).mappings()]


def last_run(store: Store, source: str, kind: str) -> Run | None:
    """The newest run of a kind of a source, None where there was none; with an outcome of None it runs, or died."""
    with store.reading() as connection:
        return _newest(connection, source, kind)


def snapshots(source: str, kind: str) -> Any:
    """A select of the ids of all active snapshots that runs of a kind of a source made."""
    made = select(sync_run.c.snapshot_id).where(sync_run.c.source == source, sync_run.c.kind == kind, sync_run.c.snapshot_id.is_not(None))
    return select(snapshot.c.snapshot_id).where(snapshot.c.active, snapshot.c.snapshot_id.in_(made))


def _newest(connection: Connection, source: str, kind: str) -> Run | None:
    chosen = select(sync_run).where(sync_run.c.source == source, sync_run.c.kind == kind)
    row = connection.execute(chosen.order_by(sync_run.c.run_id.desc()).limit(1)).mappings().one_or_none()
    return None if row is None else _run(dict(row))


def _run(values: dict[str, Any]) -> Run:
    tally = Tally(**{field.name: values.pop(f"rows_{field.name}") for field in fields(Tally)})
    return Run(**values, tally=tally)


def _counts(tally: Tally) -> dict[str, int]:
    return {f"rows_{field.name}": getattr(tally, field.name) for field in fields(Tally)}


def _row(run: Run) -> dict[str, Any]:
    plain = {field.name: getattr(run, field.name) for field in fields(Run) if field.name not in ("tally", "continued")}
    return {**plain, **_counts(run.tally)}


def _write(writer: Writer, run: Run) -> None:
    writer.connection.execute(update(sync_run).where(sync_run.c.run_id == run.run_id).values(_row(run)))
