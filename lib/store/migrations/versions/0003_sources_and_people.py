"""Runs of configured sources, rows they refused, rows gone at their source, accounts of one person, hashes of e-mail addresses."""

import sqlalchemy as sa
from alembic import op

from lib.store import dialect

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    absence = op.create_table("absence", sa.Column("snapshot_id", sa.BigInteger(), nullable=False), sa.Column("version_no", sa.BigInteger(), nullable=False))
    dialect.index(
        op.get_bind(),
        sa.Index("ix_absence_snapshot_id_version_no", absence.c.snapshot_id, absence.c.version_no, unique=True),
        sa.Index("ix_absence_version_no", absence.c.version_no),
    )
    op.create_table(
        "person_apart",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("other_source", sa.Text(), nullable=False),
        sa.Column("other_member_id", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
    )
    op.create_table(
        "person_link",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("member_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("linked_by", sa.Text(), nullable=False),
    )
    refused_row = op.create_table(
        "refused_row",
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
    )
    dialect.index(op.get_bind(), sa.Index("ix_refused_row_run_id", refused_row.c.run_id))
    op.create_table(
        "sync_run",
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("snapshot_id", sa.BigInteger(), nullable=True),
        sa.Column("rows_read", sa.BigInteger(), nullable=False),
        sa.Column("rows_new", sa.BigInteger(), nullable=False),
        sa.Column("rows_changed", sa.BigInteger(), nullable=False),
        sa.Column("rows_same", sa.BigInteger(), nullable=False),
        sa.Column("rows_rejected", sa.BigInteger(), nullable=False),
        sa.Column("rows_gone", sa.BigInteger(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=True),
    )
    op.add_column("member", sa.Column("email_hash", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("member", "email_hash")
    op.drop_table("sync_run")
    op.drop_table("refused_row")
    op.drop_table("person_link")
    op.drop_table("person_apart")
    op.drop_table("absence")
