"""Sentiment, reviews, labels and annotations."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "annotation",
        sa.Column("annotation_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.Text(), nullable=False),
    )
    op.create_table(
        "review",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("activity_id", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.Text(), nullable=False),
    )
    op.create_table(
        "sentiment_label",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("activity_id", sa.Text(), nullable=False),
        sa.Column("label", sa.SmallInteger(), nullable=True),
        sa.Column("labelled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("labelled_by", sa.Text(), nullable=False),
    )
    op.add_column("activity", sa.Column("language", sa.Text(), nullable=True))
    op.add_column("activity", sa.Column("sentiment", sa.Float(), nullable=True))
    op.add_column("activity", sa.Column("scorer", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("activity", "scorer")
    op.drop_column("activity", "sentiment")
    op.drop_column("activity", "language")
    op.drop_table("sentiment_label")
    op.drop_table("review")
    op.drop_table("annotation")
