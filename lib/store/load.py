"""Bringing staged rows into the store: compared with what is there, committed as one snapshot.

A row whose key the store does not show is *new*; one that differs from what it shows is *changed*; one that is equal is
the *same*. Each distinct version of a row is kept once, however many snapshots brought it.

``commit`` makes one snapshot of the stage. ``append`` brings a portion of a longer import, in a transaction of its own: the
first portion in which anything is new or changed makes the snapshot, later ones add to it. A record that changes again within
the import is in its snapshot with its last version only. Rows of a portion that are the same are not noted.
"""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from sqlalchemy import Table, and_, case, delete, exists, func, insert, literal, or_, select, true, union_all, update

from lib.errors import StoreChanged
from lib.store import dialect, snapshot_row, tables
from lib.store.rollups import refresh
from lib.store.stage import Stage, same_key
from lib.store.temporary import Kept, kept

if TYPE_CHECKING:
    from lib.store.writer import Writer

_NUMBERED = (("member_no", "member_id", tables.member_number), ("thread_no", "thread_id", tables.thread_number))


@dataclass(frozen=True)
class SnapshotNote:
    """What is kept of an import beside its rows. ``read`` and ``rejected`` count rows; ``who`` is who imported.

    ``remember``: its mapping is that of the source's next file, unless that has one of its own.
    """

    file_name: str | None
    file_size: int | None
    file_sha256: str | None
    mapping_json: str
    read: int
    rejected: int
    who: str
    remember: bool = True


@dataclass(frozen=True)
class Counts:
    """What became of the staged rows. ``snapshot_id`` is that of the earlier import where a file came again unchanged."""

    snapshot_id: int
    new: int
    changed: int
    same: int


@dataclass(frozen=True)
class Appended:
    """What became of a portion's rows. ``snapshot_id``: None while nothing was new or changed.

    ``versions``: the numbers of the versions that its rows are, in no order; empty unless asked for.
    """

    snapshot_id: int | None
    new: int
    changed: int
    same: int
    versions: pa.ChunkedArray


class Load:
    """What a stage holds, compared with the store and committed, within one transaction on the stage's connection."""

    def __init__(self, writer: "Writer", stage: Stage, source: str) -> None:
        self.writer, self.kind, self.source = writer, stage.kind, source
        self.connection = writer.connection
        self.record = tables.RECORDS[stage.kind.name]
        self.stage, self.rows = stage.table, stage.rows
        self._acted = stage.kind.name == "activity"
        if writer.settings.zone != stage.zone:
            raise StoreChanged("The community's time zone changed during the import.", found=writer.settings.zone, hint="do the import again")

    def compare(self) -> Counts:
        """What a commit would count, for a look before it: nothing is written, and the transaction is given up. No snapshot: 0."""
        dialect.settle(self.connection, self.stage)
        with kept(self.connection, "matched", self._matched()) as matched:
            counts = self._counts(matched)
        self.writer.discard()
        return counts

    def commit(self, note: SnapshotNote) -> Counts:
        """Writes the staged rows as one snapshot; where that file came before and nothing differs, nothing is written."""
        dialect.settle(self.connection, self.stage)
        with kept(self.connection, "matched", self._matched()) as matched:
            counts = self._counts(matched)
            known = self._came_before(note) if counts.same == self.rows else None
            if known is not None:
                self.writer.discard()
                return Counts(known, 0, 0, counts.same)
            snapshot_id = snapshot_row.add(self.writer, self.kind.name, self.source, note, counts)
            self._write(matched, snapshot_id, counts, select(matched.c.equal_no).where(_is_same(matched)))
        return Counts(snapshot_id, counts.new, counts.changed, counts.same)

    def append(self, note: SnapshotNote, to: int | None, *, ours: Any = None, versions: bool = False) -> Appended:
        """Writes the staged rows as a portion of snapshot ``to``, or of a new one where that is None or can grow no more.

        Rows that are the same are noted, unless ``to`` or a snapshot of ``ours`` (a select of ids) brought them just so: were they not,
        the withdrawal of an upload that had them first would take them away.
        Its counts are the caller's to write; a new one has none. ``versions`` asks for the numbers of all rows' versions.
        """
        dialect.settle(self.connection, self.stage)
        with ExitStack() as stack:
            matched = stack.enter_context(kept(self.connection, "matched", self._matched()))
            counts = self._counts(matched)
            snapshot_id, base = to, 0
            unclaimed = stack.enter_context(kept(self.connection, "unclaimed", self._unclaimed(matched, to, ours)))
            if counts.same < self.rows or self.connection.execute(select(func.count()).select_from(unclaimed)).scalar_one():
                empty = replace(note, read=0, rejected=0)
                snapshot_id = snapshot_row.growing(self.writer, self.kind.name, self.source, to)
                if snapshot_id is None:
                    snapshot_id = snapshot_row.add(self.writer, self.kind.name, self.source, empty, Counts(0, 0, 0, 0))
                else:
                    self._forget(matched, snapshot_id)
                base = self._write(matched, snapshot_id, counts, select(unclaimed.c.version_no))
            found = self._versions(matched, base) if versions else pa.chunked_array([], pa.int64())
        return Appended(snapshot_id, counts.new, counts.changed, counts.same, found)

    def shown(self) -> pa.ChunkedArray:
        """Numbers of the versions that the store shows under the staged rows' keys."""
        with kept(self.connection, "matched", self._matched()) as matched:
            return dialect.fetch(self.connection, select(matched.c.current_no).where(matched.c.current_no.is_not(None)))["current_no"]

    def _versions(self, matched: Kept, base: int) -> pa.ChunkedArray:
        number = func.coalesce(matched.c.equal_no, literal(base) + self.stage.c.place).label("number")
        return dialect.fetch(self.connection, select(number).select_from(_beside(self.stage, self.stage, matched)))["number"]

    def _forget(self, matched: Kept, snapshot_id: int) -> None:
        """Takes out what the snapshot said before of records that come anew: another version, or that they are gone."""
        presence, absence = tables.presence, tables.absence
        stale = select(matched.c.current_no).where(matched.c.current_no.is_not(None), matched.c.equal_no.is_distinct_from(matched.c.current_no))
        self.connection.execute(delete(presence).where(presence.c.snapshot_id == snapshot_id, presence.c.version_no.in_(stale)))
        gone = absence.c.snapshot_id == snapshot_id
        if self.connection.execute(select(func.count()).select_from(absence).where(gone)).scalar_one():
            record, stage = self.record, self.stage
            alike = and_(*(same_key(record.c[name], stage.c[name]) for name in self.kind.key))
            back = select(absence.c.version_no).where(gone).join(record, record.c.version_no == absence.c.version_no).join(stage, alike)
            self.connection.execute(delete(absence).where(gone, absence.c.version_no.in_(back.scalar_subquery())))

    def _matched(self) -> Any:
        """Per staged row that the source has in any version: the equal version, and the one that counts today."""
        record, stage = self.record, self.stage
        matching = and_(record.c.source == self.source, *(same_key(record.c[name], stage.c[name]) for name in self.kind.key))
        equal = and_(true(), *(record.c[name].is_not_distinct_from(stage.c[name]) for name in self.kind.names if name not in self.kind.key))
        return (
            select(
                stage.c.place,
                func.max(case((equal, record.c.version_no))).label("equal_no"),
                func.max(case((record.c.current, record.c.version_no))).label("current_no"),
            )
            .select_from(stage)
            .join(record, matching)
            .group_by(stage.c.place)
        )

    def _counts(self, matched: Kept) -> Counts:
        shown = matched.c.current_no.is_not(None)
        equal = matched.c.equal_no.is_not_distinct_from(matched.c.current_no)
        row = self.connection.execute(select(func.count().filter(shown), func.count().filter(shown, equal)).select_from(matched)).one()
        return Counts(0, new=self.rows - row[0], changed=row[0] - row[1], same=row[1])

    def _came_before(self, note: SnapshotNote) -> int | None:
        """The active snapshot this very file made of this kind and source with as many rows, if any."""
        s = tables.snapshot
        same = (s.c.active, s.c.kind == self.kind.name, s.c.source == self.source, s.c.file_sha256 == note.file_sha256, s.c.mapping == note.mapping_json)
        last: int | None = self.connection.execute(select(func.max(s.c.snapshot_id)).where(*same, s.c.rows_rejected == note.rejected)).scalar()
        return last

    def _unclaimed(self, matched: Kept, to: int | None, ours: Any) -> Any:
        """Versions that come the same, and that neither ``to`` nor ``ours`` brought."""
        presence = tables.presence
        known = presence.c.snapshot_id == to if ours is None else or_(presence.c.snapshot_id == to, presence.c.snapshot_id.in_(ours))
        claimed = select(presence.c.version_no).where(known, presence.c.version_no == matched.c.equal_no).exists()
        return select(matched.c.equal_no.label("version_no")).where(_is_same(matched), ~claimed)

    def _write(self, matched: Kept, snapshot_id: int, counts: Counts, same: Any) -> int:
        """Writes versions, presence and rollups, and gives the number after which those of the new versions come.

        ``same`` chooses the versions that are the same and are noted as brought too.
        """
        stage, record, connection = self.stage, self.record, self.connection
        base = self.writer.take("last_version_no", int(connection.execute(select(func.coalesce(func.max(stage.c.place), 0))).scalar_one()))
        fresh = select((literal(base) + stage.c.place).label("version_no")).select_from(_beside(stage, stage, matched)).where(matched.c.equal_no.is_(None))
        woken = select(matched.c.equal_no.label("version_no")).where(matched.c.equal_no.is_not(None), matched.c.equal_no.is_distinct_from(matched.c.current_no))
        stale = select(matched.c.current_no).where(matched.c.current_no.is_not(None), matched.c.equal_no.is_distinct_from(matched.c.current_no))
        if counts.changed:
            connection.execute(update(record).where(record.c.version_no.in_(stale)).values(current=False))
        if counts.same < self.rows:
            connection.execute(update(record).where(record.c.version_no.in_(woken)).values(current=True))
            for number, text_id, numbers in _NUMBERED:
                if number in record.c:
                    self._number(numbers, number, text_id)
            self._insert_versions(base, matched)
        brought = union_all(fresh, woken, same).subquery()
        connection.execute(insert(tables.presence).from_select(["snapshot_id", "version_no"], select(literal(snapshot_id), brought.c.version_no)))
        if self._acted:
            with kept(connection, "touched", union_all(fresh, woken, stale)) as touched:
                refresh(connection, self.writer.settings, touched)
        elif self.kind.name == "member":
            refresh(connection, self.writer.settings)
        return base

    def _number(self, known: Table, number: str, text_id: str) -> None:
        """Gives a number to each member or thread of the source that has none yet."""
        ids = select(self.stage.c[text_id].label("id")).where(self.stage.c[text_id].is_not(None)).distinct().subquery()
        unknown = select(ids.c.id).where(~exists().where(known.c.source == self.source, known.c[text_id] == ids.c.id)).subquery()
        numbered = select(literal(self.writer.last(f"last_{number}")) + func.row_number().over(order_by=unknown.c.id), literal(self.source), unknown.c.id)
        inserted = insert(known).from_select([number, "source", text_id], numbered)
        count = self.connection.execute(inserted, execution_options={"preserve_rowcount": True}).rowcount
        if count:
            self.writer.take(f"last_{number}", count)

    def _insert_versions(self, base: int, matched: Kept) -> None:
        stage = self.stage
        values: dict[str, Any] = {
            "version_no": literal(base) + stage.c.place,
            "source": literal(self.source),
            "current": true(),
            **{column.name: column for column in stage.c if column.name in self.record.c},
        }
        joined: Any = stage
        for number, text_id, known in _NUMBERED:
            if number in self.record.c:
                values[number] = known.c[number]
                joined = joined.outerjoin(known, and_(known.c.source == self.source, known.c[text_id] == stage.c[text_id]))
        rows = select(*values.values()).select_from(_beside(joined, stage, matched)).where(matched.c.equal_no.is_(None))
        self.connection.execute(insert(self.record).from_select(list(values), rows))


def _is_same(matched: Kept) -> Any:
    return matched.c.equal_no == matched.c.current_no


def _beside(rows: Any, stage: Table, matched: Kept) -> Any:
    """Staged rows beside what they match. An outer join: for NOT EXISTS, DuckDB would hash the stage with all its texts."""
    return rows.outerjoin(matched, matched.c.place == stage.c.place)
