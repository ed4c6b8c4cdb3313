"""Snapshots taken back and brought back. The rows themselves stay; which version of each counts is decided anew.

Of the versions of a record, the one counts that the latest active snapshot brought.
"""

from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, and_, case, func, select, true, update

from lib.errors import CommandError
from lib.records import KINDS, Kind
from lib.store import tables
from lib.store.rollups import refresh
from lib.store.stage import same_key
from lib.store.temporary import kept

if TYPE_CHECKING:
    from lib.store.writer import Writer

snapshot, presence = tables.snapshot, tables.presence


def set_active(writer: "Writer", snapshot_id: int, active: bool, who: str) -> None:
    """Withdraws (``active`` false) or restores a snapshot; CommandError where there is none, or it is so already."""
    found = writer.connection.execute(select(snapshot.c.kind, snapshot.c.active).where(snapshot.c.snapshot_id == snapshot_id)).one_or_none()
    if found is None:
        raise CommandError(f"There is no snapshot {snapshot_id}.", hint="python -m lib snapshots lists them")
    if found.active == active:
        raise CommandError(f"Snapshot {snapshot_id} is {'active' if active else 'withdrawn'} already.", hint="nothing need be done")
    writer.connection.execute(update(snapshot).where(snapshot.c.snapshot_id == snapshot_id).values(active=active, changed_at=writer.now, changed_by=who))
    kind = KINDS[found.kind]
    record = tables.RECORDS[kind.name]
    with kept(writer.connection, "flipped", _flipped(kind, record, snapshot_id)) as flipped:
        for counts in (False, True):
            versions = select(flipped.c.version_no).where(flipped.c.counts if counts else ~flipped.c.counts)
            writer.connection.execute(update(record).where(record.c.version_no.in_(versions)).values(current=counts))
        if kind.name in ("activity", "member"):
            refresh(writer.connection, writer.settings, flipped if kind.name == "activity" else None)


def _flipped(kind: Kind, record: Table, snapshot_id: int) -> Any:
    """Versions of the snapshot's records that count now and did not, or the other way round."""
    brought = (
        select(record.c.source, *(record.c[name] for name in kind.key))
        .join(presence, and_(presence.c.version_no == record.c.version_no, presence.c.snapshot_id == snapshot_id))
        .distinct()
        .subquery()
    )
    touched = (
        select(record.c.version_no, record.c.current, record.c.source, *(record.c[name] for name in kind.key))
        .join(brought, and_(record.c.source == brought.c.source, *(same_key(record.c[name], brought.c[name]) for name in kind.key)))
        .subquery()
    )
    latest = (
        select(presence.c.version_no, func.max(presence.c.snapshot_id).label("latest"))
        .join(snapshot, and_(snapshot.c.snapshot_id == presence.c.snapshot_id, snapshot.c.active == true()))
        .where(presence.c.version_no.in_(select(touched.c.version_no)))
        .group_by(presence.c.version_no)
        .subquery()
    )
    ranked = (
        select(
            touched.c.version_no,
            touched.c.current,
            latest.c.latest,
            func.row_number()
            .over(
                partition_by=[touched.c.source, *(touched.c[name] for name in kind.key)],
                order_by=func.coalesce(latest.c.latest, -1).desc(),
            )
            .label("turn"),
        )
        .select_from(touched)
        .outerjoin(latest, latest.c.version_no == touched.c.version_no)
        .subquery()
    )
    counts = case((and_(ranked.c.turn == 1, ranked.c.latest.is_not(None)), True), else_=False)
    return select(ranked.c.version_no, counts.label("counts")).where(ranked.c.current != counts)
