"""Snapshots taken back and brought back. The rows themselves stay; which version of each counts is decided anew.

Of the versions of a record, the one counts that the latest active snapshot brought; none where that one says it is gone.
"""

from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, and_, case, func, literal, select, true, union, union_all, update

from lib.errors import CommandError
from lib.records import KINDS, Kind
from lib.store import tables
from lib.store.rollups import refresh
from lib.store.stage import same_key
from lib.store.temporary import kept

if TYPE_CHECKING:
    from lib.store.writer import Writer

snapshot, presence, absence = tables.snapshot, tables.presence, tables.absence


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
    named = union(*(select(told.c.version_no).where(told.c.snapshot_id == snapshot_id) for told in (presence, absence))).subquery()
    brought = select(record.c.source, *(record.c[name] for name in kind.key)).join(named, named.c.version_no == record.c.version_no).distinct().subquery()
    touched = (
        select(record.c.version_no, record.c.current, record.c.source, *(record.c[name] for name in kind.key))
        .join(brought, and_(record.c.source == brought.c.source, *(same_key(record.c[name], brought.c[name]) for name in kind.key)))
        .subquery()
    )
    told = union_all(
        *(
            select(where.c.version_no, where.c.snapshot_id, literal(is_there).label("is_there"))
            .join(snapshot, and_(snapshot.c.snapshot_id == where.c.snapshot_id, snapshot.c.active == true()))
            .where(where.c.version_no.in_(select(touched.c.version_no)))
            for where, is_there in ((presence, 1), (absence, 0))
        )
    ).subquery()
    latest = (
        select(
            told.c.version_no,
            func.max(told.c.snapshot_id).label("latest"),
            func.max(case((told.c.is_there == 1, told.c.snapshot_id))).label("latest_there"),
        )
        .group_by(told.c.version_no)
        .subquery()
    )
    ranked = (
        select(
            touched.c.version_no,
            touched.c.current,
            (latest.c.latest == latest.c.latest_there).label("is_there"),
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
    counts = case((and_(ranked.c.turn == 1, ranked.c.is_there), True), else_=False)
    return select(ranked.c.version_no, counts.label("counts")).where(ranked.c.current != counts)
