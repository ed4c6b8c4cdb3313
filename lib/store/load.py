"""Bringing staged rows into the store: compared with what is there, committed as one snapshot.

A row whose key the store does not show is *new*; one that differs from what it shows is *changed*; one that is equal is
the *same*. Each distinct version of a row is kept once, however many snapshots brought it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, and_, case, delete, exists, func, insert, literal, select, true, union_all, update

from lib.errors import StoreChanged
from lib.store import dialect, tables
from lib.store.rollups import refresh
from lib.store.stage import Stage, same_key
from lib.store.temporary import kept

if TYPE_CHECKING:
    from lib.store.writer import Writer

_NUMBERED = (("member_no", "member_id", tables.member_number), ("thread_no", "thread_id", tables.thread_number))


@dataclass(frozen=True)
class SnapshotNote:
    """What is kept of an import beside its rows. ``read`` and ``rejected`` count rows; ``who`` is who imported."""

    file_name: str | None
    file_size: int | None
    file_sha256: str | None
    mapping_json: str
    read: int
    rejected: int
    who: str


@dataclass(frozen=True)
class Counts:
    """What became of the staged rows. ``snapshot_id`` is that of the earlier import where a file came again unchanged."""

    snapshot_id: int
    new: int
    changed: int
    same: int


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
            snapshot_id = self._write(matched, note, counts)
        return Counts(snapshot_id, counts.new, counts.changed, counts.same)

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

    def _counts(self, matched: Table) -> Counts:
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

    def _write(self, matched: Table, note: SnapshotNote, counts: Counts) -> int:
        stage, record, connection = self.stage, self.record, self.connection
        base = self.writer.take("last_version_no", int(connection.execute(select(func.coalesce(func.max(stage.c.place), 0))).scalar_one()))
        snapshot_id = self.writer.take("last_snapshot_id", 1) + 1
        fresh = select((literal(base) + stage.c.place).label("version_no")).select_from(_beside(stage, stage, matched)).where(matched.c.equal_no.is_(None))
        woken = select(matched.c.equal_no.label("version_no")).where(matched.c.equal_no.is_not(None), matched.c.equal_no.is_distinct_from(matched.c.current_no))
        stale = select(matched.c.current_no).where(matched.c.current_no.is_not(None), matched.c.equal_no.is_distinct_from(matched.c.current_no))
        connection.execute(update(record).where(record.c.version_no.in_(stale)).values(current=False))
        connection.execute(update(record).where(record.c.version_no.in_(woken)).values(current=True))
        for number, text_id, numbers in _NUMBERED:
            if number in record.c:
                self._number(numbers, number, text_id)
        if counts.same < self.rows:
            self._insert_versions(base, matched)
        brought = union_all(fresh, select(matched.c.equal_no).where(matched.c.equal_no.is_not(None))).subquery()
        connection.execute(insert(tables.presence).from_select(["snapshot_id", "version_no"], select(literal(snapshot_id), brought.c.version_no)))
        self._record_snapshot(snapshot_id, note, counts)
        if self._acted:
            with kept(connection, "touched", union_all(fresh, woken, stale)) as touched:
                refresh(connection, self.writer.settings, touched)
        elif self.kind.name == "member":
            refresh(connection, self.writer.settings)
        return snapshot_id

    def _number(self, known: Table, number: str, text_id: str) -> None:
        """Gives a number to each member or thread of the source that has none yet."""
        ids = select(self.stage.c[text_id].label("id")).where(self.stage.c[text_id].is_not(None)).distinct().subquery()
        unknown = select(ids.c.id).where(~exists().where(known.c.source == self.source, known.c[text_id] == ids.c.id)).subquery()
        count = int(self.connection.execute(select(func.count()).select_from(unknown)).scalar_one())
        if count:
            base = self.writer.take(f"last_{number}", count)
            numbered = select(literal(base) + func.row_number().over(order_by=unknown.c.id), literal(self.source), unknown.c.id)
            self.connection.execute(insert(known).from_select([number, "source", text_id], numbered))

    def _insert_versions(self, base: int, matched: Table) -> None:
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

    def _record_snapshot(self, snapshot_id: int, note: SnapshotNote, counts: Counts) -> None:
        self.connection.execute(
            insert(tables.snapshot).values(
                snapshot_id=snapshot_id,
                kind=self.kind.name,
                source=self.source,
                imported_at=self.writer.now,
                imported_by=note.who,
                file_name=note.file_name,
                file_size=note.file_size,
                file_sha256=note.file_sha256,
                mapping=note.mapping_json,
                rows_read=note.read,
                rows_new=counts.new,
                rows_changed=counts.changed,
                rows_same=counts.same,
                rows_rejected=note.rejected,
                active=True,
            )
        )
        used = tables.mapping
        self.connection.execute(delete(used).where(used.c.source == self.source, used.c.kind == self.kind.name))
        self.connection.execute(insert(used).values(source=self.source, kind=self.kind.name, mapping=note.mapping_json))


def _beside(rows: Any, stage: Table, matched: Table) -> Any:
    """Staged rows beside what they match. An outer join: for NOT EXISTS, DuckDB would hash the stage with all its texts."""
    return rows.outerjoin(matched, matched.c.place == stage.c.place)
