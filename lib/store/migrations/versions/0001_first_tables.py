"""The first tables."""

import sqlalchemy as sa
from alembic import op

from lib.store import dialect

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "member",
        sa.Column("version_no", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("segment", sa.Text(), nullable=True),
        sa.Column("customer_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("member_no", sa.BigInteger(), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "activity",
        sa.Column("version_no", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("activity_id", sa.Text(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("thread_id", sa.Text(), nullable=True),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("is_solution", sa.Boolean(), nullable=True),
        sa.Column("views", sa.BigInteger(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("member_no", sa.BigInteger(), nullable=True),
        sa.Column("thread_no", sa.BigInteger(), nullable=True),
        sa.Column("local_day", sa.Date(), nullable=True),
        sa.Column("local_hour", sa.SmallInteger(), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "ticket",
        sa.Column("version_no", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_response_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=True),
        sa.Column("satisfaction", sa.BigInteger(), nullable=True),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("customer_id", sa.Text(), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "survey_response",
        sa.Column("version_no", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("response_id", sa.Text(), nullable=False),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("survey", sa.Text(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("wave", sa.Text(), nullable=True),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("segment", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "customer",
        sa.Column("version_no", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("converted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("churned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "idea",
        sa.Column("version_no", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("idea_id", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("votes", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "mention",
        sa.Column("version_no", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("medium", sa.Text(), nullable=True),
        sa.Column("mentions", sa.BigInteger(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "programme_cost",
        sa.Column("version_no", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "reported_series",
        sa.Column("version_no", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
    )
    op.create_table(
        "store",
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("last_version_no", sa.BigInteger(), nullable=False),
        sa.Column("last_member_no", sa.BigInteger(), nullable=False),
        sa.Column("last_thread_no", sa.BigInteger(), nullable=False),
        sa.Column("last_snapshot_id", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
    )
    op.create_table(
        "snapshot",
        sa.Column("snapshot_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("file_size", sa.BigInteger(), nullable=True),
        sa.Column("file_sha256", sa.Text(), nullable=True),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("rows_read", sa.BigInteger(), nullable=False),
        sa.Column("rows_new", sa.BigInteger(), nullable=False),
        sa.Column("rows_changed", sa.BigInteger(), nullable=False),
        sa.Column("rows_same", sa.BigInteger(), nullable=False),
        sa.Column("rows_rejected", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by", sa.Text(), nullable=True),
    )
    op.create_table(
        "presence",
        sa.Column("snapshot_id", sa.BigInteger(), nullable=False),
        sa.Column("version_no", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "mapping",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
    )
    op.create_table(
        "member_number",
        sa.Column("member_no", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
    )
    op.create_table(
        "thread_number",
        sa.Column("thread_no", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("thread_id", sa.Text(), nullable=False),
    )
    op.create_table(
        "identity",
        sa.Column("member_no", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("person_no", sa.BigInteger(), nullable=False),
        sa.Column("is_staff", sa.Boolean(), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("since_day", sa.Date(), nullable=True),
    )
    op.create_table(
        "member_day",
        sa.Column("person_no", sa.BigInteger(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("posts", sa.BigInteger(), nullable=False),
        sa.Column("comments", sa.BigInteger(), nullable=False),
        sa.Column("reactions", sa.BigInteger(), nullable=False),
        sa.Column("attendances", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "thread",
        sa.Column("thread_no", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("thread_id", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("member_no", sa.BigInteger(), nullable=False),
        sa.Column("person_no", sa.BigInteger(), nullable=False),
        sa.Column("opener_is_member", sa.Boolean(), nullable=False),
        sa.Column("platform", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("views", sa.BigInteger(), nullable=True),
        sa.Column("replies", sa.BigInteger(), nullable=False),
        sa.Column("first_staff_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_staff_person_no", sa.BigInteger(), nullable=True),
        sa.Column("first_other_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_other_person_no", sa.BigInteger(), nullable=True),
        sa.Column("solved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("solver_person_no", sa.BigInteger(), nullable=True),
    )
    op.execute("INSERT INTO store (version, last_version_no, last_member_no, last_thread_no, last_snapshot_id) VALUES (0, 0, 0, 0, 0)")
    _index_where_it_pays()


def _index_where_it_pays() -> None:
    meta = sa.MetaData()
    bind = op.get_bind()
    keys = {
        "member": ("source", "member_id"),
        "activity": ("source", "activity_id"),
        "ticket": ("source", "ticket_id"),
        "survey_response": ("source", "response_id"),
        "customer": ("source", "customer_id"),
        "idea": ("source", "idea_id"),
        "reported_series": ("source", "day", "series"),
        "programme_cost": ("source", "month", "item"),
        "mention": ("source", "day", "brand"),
    }
    wanted: dict[str, list[tuple[tuple[str, ...], bool]]] = {name: [(key, False), (("version_no",), True)] for name, key in keys.items()}
    wanted["activity"] += [(("member_no", "local_day"), False), (("thread_no",), False), (("local_day",), False)]
    wanted["presence"] = [(("snapshot_id", "version_no"), True), (("version_no",), False)]
    wanted["setting"] = [(("key",), True)]
    wanted["mapping"] = [(("source", "kind"), True)]
    wanted["snapshot"] = [(("snapshot_id",), True)]
    wanted["member_number"] = [(("source", "member_id"), True), (("member_no",), True)]
    wanted["thread_number"] = [(("source", "thread_id"), True), (("thread_no",), True)]
    wanted["identity"] = [(("member_no",), True), (("person_no",), False)]
    wanted["member_day"] = [(("person_no", "local_day"), True)]
    wanted["thread"] = [(("thread_no",), True), (("local_day",), False)]
    for name, indexes in wanted.items():
        columns = {column for indexed, _ in indexes for column in indexed}
        table = sa.Table(name, meta, *(sa.Column(column) for column in sorted(columns)))
        dialect.index(
            bind, *(sa.Index(f"ix_{name}_{'_'.join(indexed)}", *(table.c[column] for column in indexed), unique=unique) for indexed, unique in indexes)
        )


def downgrade() -> None:
    for name in (
        "thread",
        "member_day",
        "identity",
        "thread_number",
        "member_number",
        "mapping",
        "presence",
        "snapshot",
        "setting",
        "store",
        "reported_series",
        "programme_cost",
        "mention",
        "idea",
        "customer",
        "survey_response",
        "ticket",
        "activity",
        "member",
    ):
        op.drop_table(name)
