"""The store's tables.

A table a record kind, made from its declaration: one row a *version* of a record. ``current`` marks the version that
counts today; ``presence`` ties versions to the snapshots that brought them, so that a withdrawal loses nothing.
Members and threads have integer numbers of ours beside the source's text ids. ``identity``, ``member_day`` and
``thread`` are rollups: they can be made again from the rest, and are, for the touched keys, in the transaction of the
rows they come from.

Instants are UTC; days and hours are local to the community's zone.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Float, MetaData, SmallInteger, Table, Text
from sqlalchemy.types import TypeEngine

from lib.records import KINDS, Kind, Type

metadata = MetaData()

_SQL_TYPES: dict[Type, Callable[[], TypeEngine[Any]]] = {
    Type.ID: Text,
    Type.TEXT: Text,
    Type.CHOICE: Text,
    Type.INSTANT: lambda: DateTime(timezone=True),
    Type.DAY: Date,
    Type.MONTH: Date,
    Type.NUMBER: Float,
    Type.INTEGER: BigInteger,
    Type.BOOLEAN: Boolean,
    Type.EMAIL_HASH: Text,
}

_ENRICHED: dict[str, tuple[tuple[str, Callable[[], TypeEngine[Any]]], ...]] = {
    # member_no and thread_no: ours; local_day and local_hour: in the community's zone
    # language: two letters, null where there is no text or it was not looked at; sentiment: -1 to 1, null where it cannot be scored;
    # scorer: what looked at the text, with all that its result depends on; null: nothing has yet
    "member": (("member_no", BigInteger),),
    "activity": (
        ("member_no", BigInteger),
        ("thread_no", BigInteger),
        ("local_day", Date),
        ("local_hour", SmallInteger),
        ("language", Text),
        ("sentiment", Float),
        ("scorer", Text),
    ),
}


def _record_table(kind: Kind) -> Table:
    fields = [Column(field.name, _SQL_TYPES[field.type](), nullable=not field.required) for field in kind.fields]
    enriched = [Column(name, sql_type()) for name, sql_type in _ENRICHED.get(kind.name, ())]
    return Table(
        kind.name,
        metadata,
        Column("version_no", BigInteger, nullable=False),
        Column("source", Text, nullable=False),
        *fields,
        *enriched,
        Column("current", Boolean, nullable=False),
    )


RECORDS: dict[str, Table] = {kind.name: _record_table(kind) for kind in KINDS.values()}

store = Table(  # one row
    "store",
    metadata,
    Column("version", BigInteger, nullable=False),  # grows by one with every commit that changes data
    Column("last_version_no", BigInteger, nullable=False),
    Column("last_member_no", BigInteger, nullable=False),
    Column("last_thread_no", BigInteger, nullable=False),
    Column("last_snapshot_id", BigInteger, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("key", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", Text, nullable=False),
)

setting_change = Table(  # every value a setting, or what else the worth of the community is reckoned from, was ever given; nothing is changed here
    "setting_change",
    metadata,
    Column("change_no", BigInteger, nullable=False),
    Column("key", Text, nullable=False),  # a setting's, or what lib/store/setting_changes.py says
    Column("value", Text, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("source", Text),  # where the value comes from, in words; null: nobody said
    Column("reason", Text),  # why it is so; null: nobody said
)

closed_quarter = Table(  # a report that an analyst froze; nothing is changed here but by being opened again
    "closed_quarter",
    metadata,
    Column("closing_no", BigInteger, nullable=False),
    Column("quarter", Date, nullable=False),  # its first day
    Column("closed_at", DateTime(timezone=True), nullable=False),
    Column("closed_by", Text, nullable=False),
    Column("store_version", BigInteger, nullable=False),  # the one that its figures are of
    Column("report", Text, nullable=False),  # JSON: figures, assumptions, snapshots, definitions
    Column("reopened_at", DateTime(timezone=True)),  # null: in force
    Column("reopened_by", Text),
    Column("reopened_why", Text),
)

snapshot = Table(
    "snapshot",
    metadata,
    Column("snapshot_id", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("imported_at", DateTime(timezone=True), nullable=False),
    Column("imported_by", Text, nullable=False),
    Column("file_name", Text),
    Column("file_size", BigInteger),  # bytes
    Column("file_sha256", Text),
    Column("mapping", Text, nullable=False),  # JSON
    Column("rows_read", BigInteger, nullable=False),
    Column("rows_new", BigInteger, nullable=False),
    Column("rows_changed", BigInteger, nullable=False),
    Column("rows_same", BigInteger, nullable=False),
    Column("rows_rejected", BigInteger, nullable=False),
    Column("active", Boolean, nullable=False),  # false: withdrawn
    Column("changed_at", DateTime(timezone=True)),  # of the last withdrawal or restoring
    Column("changed_by", Text),
)

presence = Table(
    "presence",
    metadata,
    Column("snapshot_id", BigInteger, nullable=False),
    Column("version_no", BigInteger, nullable=False),
)

absence = Table(  # a version that a snapshot says is gone at its source: the opposite of presence
    "absence",
    metadata,
    Column("snapshot_id", BigInteger, nullable=False),
    Column("version_no", BigInteger, nullable=False),
)

sync_run = Table(  # one row a run of one kind of one configured source; the snapshot has what it brought
    "sync_run",
    metadata,
    Column("run_id", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("started_by", Text, nullable=False),
    Column("whole", Boolean, nullable=False),  # everything was asked for, so that what did not come is gone
    Column("finished_at", DateTime(timezone=True)),  # null: it runs, or it died and the next run goes on with it
    Column("outcome", Text),  # done or failed; null as finished_at is
    Column("said", Text),  # the error in words, or notes; null where there is nothing to say
    Column("snapshot_id", BigInteger),  # null while nothing came that was new or changed
    Column("rows_read", BigInteger, nullable=False),
    Column("rows_new", BigInteger, nullable=False),
    Column("rows_changed", BigInteger, nullable=False),
    Column("rows_same", BigInteger, nullable=False),
    Column("rows_rejected", BigInteger, nullable=False),
    Column("rows_gone", BigInteger, nullable=False),
    Column("cursor", Text),  # where the source is to be read from next; null: from its start
)

refused_row = Table(  # a fault of a row that a run refused; see lib/store/refused_rows.py for how many, and for how long
    "refused_row",
    metadata,
    Column("run_id", BigInteger, nullable=False),
    Column("line", BigInteger, nullable=False),  # of what the source gave
    Column("column_name", Text, nullable=False),  # empty where the fault is of no column
    Column("field", Text, nullable=False),  # empty where the fault is of the whole row
    Column("value", Text),  # as it stood there, a long one cut short, and personal; null: not to be kept
    Column("reason", Text, nullable=False),
    Column("hint", Text, nullable=False),
)

person_link = Table(  # an analyst's word that accounts are one person; goes before the record's own person_id
    "person_link",
    metadata,
    Column("source", Text, nullable=False),
    Column("member_id", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("reason", Text, nullable=False),  # what suggested it: email, customer, name; or by hand
    Column("linked_at", DateTime(timezone=True), nullable=False),
    Column("linked_by", Text, nullable=False),
)

person_apart = Table(  # an analyst's word that two accounts are two people: not suggested again; the pair in order of (source, member_id)
    "person_apart",
    metadata,
    Column("source", Text, nullable=False),
    Column("member_id", Text, nullable=False),
    Column("other_source", Text, nullable=False),
    Column("other_member_id", Text, nullable=False),
    Column("decided_at", DateTime(timezone=True), nullable=False),
    Column("decided_by", Text, nullable=False),
)

mapping = Table(  # the last mapping used, a source and kind
    "mapping",
    metadata,
    Column("source", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("mapping", Text, nullable=False),  # JSON
)

review = Table(  # posts of the review queue that somebody has looked at; kept however often the post itself comes anew
    "review",
    metadata,
    Column("source", Text, nullable=False),
    Column("activity_id", Text, nullable=False),
    Column("reviewed_at", DateTime(timezone=True), nullable=False),
    Column("reviewed_by", Text, nullable=False),
)

sentiment_label = Table(  # what a person says of a post's mood, to hold the scorer against; one row a post and labeller
    "sentiment_label",
    metadata,
    Column("source", Text, nullable=False),
    Column("activity_id", Text, nullable=False),
    Column("label", SmallInteger),  # 1 positive, 0 neutral, -1 negative; null: the labeller cannot tell
    Column("labelled_at", DateTime(timezone=True), nullable=False),
    Column("labelled_by", Text, nullable=False),
)

annotation = Table(  # dated events that explain a chart, entered by an analyst
    "annotation",
    metadata,
    Column("annotation_id", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),  # change: something new from that day on; incident: something went wrong
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),  # the same where it was a single day
    Column("name", Text, nullable=False),
    Column("entered_at", DateTime(timezone=True), nullable=False),
    Column("entered_by", Text, nullable=False),
)

member_number = Table(
    "member_number",
    metadata,
    Column("member_no", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("member_id", Text, nullable=False),
)

thread_number = Table(
    "thread_number",
    metadata,
    Column("thread_no", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("thread_id", Text, nullable=False),
)

identity = Table(  # rollup: one row a member number; what its person is today
    "identity",
    metadata,
    Column("member_no", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("member_id", Text, nullable=False),
    Column("person_no", BigInteger, nullable=False),  # the smallest member number of the person
    Column("is_staff", Boolean, nullable=False),  # of the person: any of its records says so, or the settings do
    Column("is_bot", Boolean, nullable=False),  # of the person
    Column("segment", Text),  # of this member record
    Column("name", Text),  # of this member record; personal
    Column("since_day", Date),  # of this member: the earlier of joined_at and first activity; null: nothing is known of it today
)

member_day = Table(  # rollup: one row a person and local day with any activity, bots and staff included
    "member_day",
    metadata,
    Column("person_no", BigInteger, nullable=False),
    Column("local_day", Date, nullable=False),
    Column("posts", BigInteger, nullable=False),
    Column("comments", BigInteger, nullable=False),
    Column("reactions", BigInteger, nullable=False),
    Column("attendances", BigInteger, nullable=False),
)

thread = Table(  # rollup: one row a thread that has an opening post
    "thread",
    metadata,
    Column("thread_no", BigInteger, nullable=False),
    Column("source", Text, nullable=False),
    Column("thread_id", Text, nullable=False),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("local_day", Date, nullable=False),  # of the opening
    Column("member_no", BigInteger, nullable=False),  # who opened it
    Column("person_no", BigInteger, nullable=False),
    Column("opener_is_member", Boolean, nullable=False),  # neither staff nor a bot
    Column("platform", Text),  # of the opening, as channel, title, url and views
    Column("channel", Text),
    Column("title", Text),
    Column("url", Text),
    Column("views", BigInteger),
    Column("replies", BigInteger, nullable=False),  # posts and comments at or after the opening, not by a bot, the opener's own included
    Column("first_staff_at", DateTime(timezone=True)),  # first reply by staff
    Column("first_staff_person_no", BigInteger),
    Column("first_other_at", DateTime(timezone=True)),  # first reply by anyone but the opener
    Column("first_other_person_no", BigInteger),
    Column("solved_at", DateTime(timezone=True)),  # earliest reply marked is_solution
    Column("solver_person_no", BigInteger),
)

ROLLUPS = (identity, member_day, thread)
