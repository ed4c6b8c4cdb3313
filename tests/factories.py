"""Tiny makers of records, and the way they come into a store without a file."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pyarrow as pa

from lib.records import Kind, Type, kind
from lib.store import Store
from lib.store.load import Counts, Load, SnapshotNote

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""A Monday morning, from which ``hours`` are counted."""

ARROW = {
    Type.ID: pa.string(),
    Type.TEXT: pa.string(),
    Type.CHOICE: pa.string(),
    Type.EMAIL_HASH: pa.string(),
    Type.INSTANT: pa.timestamp("us", "UTC"),
    Type.DAY: pa.date32(),
    Type.MONTH: pa.date32(),
    Type.NUMBER: pa.float64(),
    Type.INTEGER: pa.int64(),
    Type.BOOLEAN: pa.bool_(),
}
_ids = count(1)

Record = dict[str, Any]


def at(hours: float) -> datetime:
    """The moment ``hours`` after START."""
    return START + timedelta(hours=hours)


def post(member: str = "ana", hours: float = 0, **more: Any) -> Record:
    """An opening post; its thread has the post's own id unless told."""
    number = more.pop("activity_id", f"p{next(_ids)}")
    return {"activity_id": number, "occurred_at": at(hours), "member_id": member, "kind": "post", "thread_id": number, **more}


def comment(member: str = "ben", hours: float = 1, thread: str | None = None, **more: Any) -> Record:
    return {"activity_id": f"c{next(_ids)}", "occurred_at": at(hours), "member_id": member, "kind": "comment", "thread_id": thread, **more}


def table(record_kind: Kind, records: list[Record]) -> pa.Table:
    """Records as the checked rows an import hands over; lines from 2 on."""
    columns = {field.name: pa.array([record.get(field.name) for record in records], ARROW[field.type]) for field in record_kind.fields}
    return pa.table({**columns, "line": pa.array(range(2, len(records) + 2), pa.int64())})


def put(store: Store, kind_name: str, *records: Record, source: str = "forum", file: str | None = None) -> Counts:
    """Commits records as one snapshot. ``file`` names the file they came from; by default each call has its own."""
    record_kind = kind(kind_name)
    name = file or f"{kind_name}-{next(_ids)}.csv"
    with store.staging(record_kind) as stage:
        stage.add(table(record_kind, list(records)))
        repeated = stage.duplicates()
        with store.writing(stage) as writer:
            return Load(writer, stage, source).commit(SnapshotNote(name, 1, name, '{"fields": {}}', len(records), len(repeated), "tests"))
