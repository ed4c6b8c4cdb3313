"""Sentiment of what came in: texts that nothing has scored yet, or that were scored by other rules than today's.

Portions of version numbers are read, scored and written, each in a transaction of its own: a run that was interrupted goes on
where it stopped. All versions are scored, also those that do not count today, so that a restored snapshot needs no scoring.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pyarrow as pa
from sqlalchemy import BigInteger, Column, ColumnElement, Float, MetaData, Table, Text, and_, exists, func, select, update
from sqlalchemy.schema import DropTable

from lib.sentiment.moods import Judge, Mood, judging
from lib.sentiment.registry import signature
from lib.store import Store, dialect, tables

Progress = Callable[[str, float], None]

PORTION = 20_000
"""Version numbers at once: their texts fit into memory whatever was imported, and a page waits little for the write."""

STEP = "Reading the mood of posts"

activity, presence = tables.RECORDS["activity"], tables.presence


@dataclass(frozen=True)
class Scored:
    """What a run did: ``scorer`` is today's signature, ``texts`` were looked at, ``scored`` of them have a sentiment now."""

    scorer: str
    texts: int
    scored: int


def stale(store: Store) -> int:
    """How many texts wait for today's scorer."""
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(activity).where(_waits(signature(store.settings)))).scalar_one())


def rescore(store: Store, progress: Progress | None = None) -> Scored:
    """Scores every text that today's scorer has not seen. It may be interrupted, and goes on with the next call."""
    return _score(store, (), progress)


def score_snapshot(store: Store, snapshot_id: int, progress: Progress | None = None) -> Scored:
    """The same for the texts that one snapshot brought."""
    brought = exists().where(presence.c.snapshot_id == snapshot_id, presence.c.version_no == activity.c.version_no)
    return _score(store, (brought,), progress)


def _waits(today: str) -> ColumnElement[bool]:
    """Posts and comments with a text, whose scorer is not today's."""
    return and_(activity.c.kind.in_(("post", "comment")), activity.c.text.is_not(None), activity.c.scorer.is_distinct_from(today))


def _score(store: Store, chosen: tuple[ColumnElement[bool], ...], progress: Progress | None) -> Scored:
    tell = progress or (lambda step, share: None)
    settings = store.settings
    today = signature(settings)
    waiting = (_waits(today), *chosen)
    number = activity.c.version_no
    with store.reading() as connection:
        first, last, count = connection.execute(select(func.min(number), func.max(number), func.count()).where(*waiting)).one()
    if not count:
        return Scored(today, 0, 0)
    tell(STEP, 0.0)
    looked_at = scored = 0
    with judging(settings.sentiment_scorer, settings.languages, count) as judge:
        for start in range(first, last + 1, PORTION):
            moods = _judged(store, judge, (*waiting, number >= start, number < start + PORTION))
            if moods:
                _write(store, moods, today)
                looked_at += len(moods)
                scored += sum(sentiment is not None for _, sentiment in moods.values())
                tell(STEP, min(1.0, looked_at / count))
    return Scored(today, looked_at, scored)


def _judged(store: Store, judge: Judge, conditions: tuple[ColumnElement[bool], ...]) -> dict[int, Mood]:
    """The mood of each version."""
    with store.reading() as connection:
        rows = dialect.fetch(connection, select(activity.c.version_no, activity.c.text).where(*conditions))
    return dict(zip(rows["version_no"].to_pylist(), judge(rows["text"].to_pylist()), strict=True))


def _write(store: Store, moods: dict[int, Mood], today: str) -> None:
    """One transaction: the moods as a temporary table, and one update from it."""
    table = Table(
        f"moods_{uuid4().hex[:12]}",
        MetaData(),
        Column("version_no", BigInteger),
        Column("language", Text),
        Column("sentiment", Float),
        prefixes=["TEMPORARY"],
    )
    languages, sentiments = zip(*moods.values(), strict=True)
    rows = pa.table({"version_no": pa.array(moods, pa.int64()), "language": pa.array(languages, pa.string()), "sentiment": pa.array(sentiments, pa.float64())})
    with store.writing() as writer:
        connection = writer.connection
        table.create(connection)
        dialect.insert_arrow(connection, table, rows)
        dialect.settle(connection, table)
        changed = {"language": table.c.language, "sentiment": table.c.sentiment, "scorer": today}
        same = and_(activity.c.version_no == table.c.version_no, activity.c.version_no.between(min(moods), max(moods)))
        connection.execute(update(activity).values(changed).where(same))
        connection.execute(DropTable(table))
