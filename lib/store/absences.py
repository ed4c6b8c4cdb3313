"""Records that their source has no more: a whole read did not bring them.

They become not current, and the snapshot of the read notes them as absent: withdrawing it brings them back, a later
snapshot that has them again shows them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import uuid4

import pyarrow as pa
from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, and_, delete, exists, func, insert, literal, select, update
from sqlalchemy.schema import DropTable

from lib.records import Kind
from lib.store import dialect, snapshot_row, tables
from lib.store.load import Counts, SnapshotNote
from lib.store.rollups import refresh
from lib.store.stage import same_key
from lib.store.temporary import Kept, kept

if TYPE_CHECKING:
    from lib.store.writer import Writer

presence, absence = tables.presence, tables.absence


def last_version(connection: Connection) -> int:
    """The highest version number so far: what comes later cannot be missing from a read that begins now."""
    return int(connection.execute(select(tables.store.c.last_version_no)).scalar_one())


def take_out(writer: "Writer", kind: Kind, source: str, read: Sequence[pa.Array], until: int, note: SnapshotNote, to: int | None) -> tuple[int | None, int]:
    """Takes out what the source's store shows of a kind, up to version number ``until``, and the read did not bring.

    ``read``: numbers of the versions it brought, in pieces. Gives the snapshot that notes the absences (``to``, or a new one where that
    is None or can grow no more) and how many records are gone; where none is, ``to`` as it came and 0.
    """
    connection = writer.connection
    record = tables.RECORDS[kind.name]
    seen = Table(f"seen_{uuid4().hex[:12]}", MetaData(), Column("version_no", BigInteger), prefixes=["TEMPORARY"])
    seen.create(connection)
    dialect.insert_arrow(connection, seen, pa.table({"version_no": pa.chunked_array(read, pa.int64())}))
    dialect.settle(connection, seen)
    missing = (
        select(record.c.version_no, *(record.c[name] for name in kind.key))
        .outerjoin(seen, seen.c.version_no == record.c.version_no)
        .where(record.c.source == source, record.c.current, record.c.version_no <= until, seen.c.version_no.is_(None))
    )
    with kept(connection, "missing", missing) as missed:
        # a record that changed since it was read is there under another version
        other = record.alias("other")
        alike = and_(other.c.source == source, *(same_key(other.c[name], missed.c[name]) for name in kind.key))
        there = exists().where(alike, other.c.version_no == seen.c.version_no)
        with kept(connection, "gone", select(missed.c.version_no).where(~there)) as gone:
            count = int(connection.execute(select(func.count()).select_from(gone)).scalar_one())
            if count:
                to = _note(writer, kind, source, gone, note, to)
                connection.execute(update(record).where(record.c.version_no.in_(select(gone.c.version_no))).values(current=False))
                if kind.name in ("activity", "member"):
                    refresh(connection, writer.settings, gone if kind.name == "activity" else None)
    connection.execute(DropTable(seen))
    return to, count


def _note(writer: "Writer", kind: Kind, source: str, gone: Kept, note: SnapshotNote, to: int | None) -> int:
    """Notes the absences; what the same snapshot brought of them earlier is taken out of it."""
    snapshot_id = snapshot_row.growing(writer, kind.name, source, to) or snapshot_row.add(writer, kind.name, source, note, Counts(0, 0, 0, 0))
    numbers = select(gone.c.version_no)
    writer.connection.execute(delete(presence).where(presence.c.snapshot_id == snapshot_id, presence.c.version_no.in_(numbers)))
    writer.connection.execute(insert(absence).from_select(["snapshot_id", "version_no"], select(literal(snapshot_id), gone.c.version_no)))
    return snapshot_id
