"""A snapshot's own row: who brought what when, and how many rows of each fate."""

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from lib.store import tables

if TYPE_CHECKING:
    from lib.store.load import Counts, SnapshotNote
    from lib.store.writer import Writer

snapshot, mapping = tables.snapshot, tables.mapping


def add(writer: "Writer", kind: str, source: str, note: "SnapshotNote", counts: "Counts") -> int:
    """Writes a new snapshot's row, saves its mapping as the last used where it is to be remembered, and gives its id."""
    snapshot_id = writer.take("last_snapshot_id", 1) + 1
    writer.connection.execute(
        insert(snapshot).values(
            snapshot_id=snapshot_id,
            kind=kind,
            source=source,
            imported_at=writer.now,
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
    if note.remember:
        writer.connection.execute(delete(mapping).where(mapping.c.source == source, mapping.c.kind == kind))
        writer.connection.execute(insert(mapping).values(source=source, kind=kind, mapping=note.mapping_json))
    return snapshot_id


def growing(writer: "Writer", kind: str, source: str, snapshot_id: int | None) -> int | None:
    """The snapshot if more may be added to it: it is active, and none came later of this kind and source. Otherwise None.

    What is added to an older one would count before what came since, and not after.
    """
    chosen = select(snapshot.c.snapshot_id, snapshot.c.active).where(snapshot.c.kind == kind, snapshot.c.source == source)
    newest = writer.connection.execute(chosen.order_by(snapshot.c.snapshot_id.desc()).limit(1)).one_or_none()
    return snapshot_id if newest is not None and newest.active and newest.snapshot_id == snapshot_id else None
