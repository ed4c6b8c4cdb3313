"""Every change of a setting, and closed quarters. What was set before is the first change known of it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "closed_quarter",
        sa.Column("closing_no", sa.BigInteger(), nullable=False),
        sa.Column("quarter", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("store_version", sa.BigInteger(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_by", sa.Text(), nullable=True),
        sa.Column("reopened_why", sa.Text(), nullable=True),
    )
    op.create_table(
        "setting_change",
        sa.Column("change_no", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
    )
    op.execute(
        "INSERT INTO setting_change (change_no, key, value, changed_at, changed_by) "
        "SELECT row_number() OVER (ORDER BY changed_at, key), key, value, changed_at, changed_by FROM setting"
    )


def downgrade() -> None:
    op.drop_table("setting_change")
    op.drop_table("closed_quarter")
