"""What people say of the mood of single posts, to hold the scorer against. A post keeps its labels however often it comes anew."""

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import ColumnElement, and_, delete, insert, select

from lib.errors import CommandError
from lib.store.tables import sentiment_label

if TYPE_CHECKING:
    from lib.store.store import Store

LABELS = (-1, 0, 1, None)
"""Negative, neutral, positive; None: it cannot be told."""


def label(store: "Store", source: str, activity_id: str, value: int | None, who: str) -> None:
    """Notes what ``who`` says of a post, in place of what they said of it before; CommandError for what is no label."""
    if value not in LABELS:
        raise CommandError(f"{value!r} is no label.", hint="1 is positive, 0 neutral, -1 negative, nothing where it cannot be told")
    with store.writing() as writer:
        writer.connection.execute(delete(sentiment_label).where(_by(source, activity_id, who)))
        row = {"source": source, "activity_id": activity_id, "label": value, "labelled_at": writer.now, "labelled_by": who}
        writer.connection.execute(insert(sentiment_label).values(**row))


def unlabel(store: "Store", source: str, activity_id: str, who: str) -> None:
    """Takes back what ``who`` said of a post; nothing happens where they said nothing."""
    with store.writing() as writer:
        if not writer.connection.execute(delete(sentiment_label).where(_by(source, activity_id, who)).returning(sentiment_label.c.source)).all():
            writer.discard()


def labels(store: "Store") -> pd.DataFrame:
    """source, activity_id, label (1, 0, -1, null: cannot be told), labelled_at, labelled_by: a row a post and person, in the order they came."""
    table = sentiment_label
    found = store.frame(select(table).order_by(table.c.labelled_at, table.c.source, table.c.activity_id, table.c.labelled_by))
    return found.assign(label=found["label"].astype("Int64"))


def _by(source: str, activity_id: str, who: str) -> ColumnElement[bool]:
    return and_(sentiment_label.c.source == source, sentiment_label.c.activity_id == activity_id, sentiment_label.c.labelled_by == who)
