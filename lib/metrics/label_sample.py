"""Which posts a person is asked to label, and what they said of them beside what the scorer says.

The sample is drawn so that every scored post has the same chance, spread over the strata (class of the score, language,
platform) in proportion: within a stratum of N posts in random order, the post of rank r has the place (r − u)/N, where u is
the stratum's own random start between 0 and 1, and posts are asked for in order of their places. The first n are then a
systematic sample of n for every n: who stops early, and who goes on, keeps a fair one. As all have the same chance no
weights are needed, also when another scorer sorts the posts into other classes later.

The order is random and yet always the same: it is that of a hash of the post's id. A post that comes in later finds its
place between the others.
"""

from hashlib import md5
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, Text, and_, case, desc, func, literal, select

from lib.metrics.sentiment import MILD, written
from lib.scope import ALL_TIME
from lib.sentiment import signature
from lib.store import Store
from lib.store.tables import RECORDS, sentiment_label

activity = RECORDS["activity"]
SEED = "label"
STRATA = ("class", "language", "platform")
SPARE = 20
"""Of a big community so many times as many posts are looked at as are asked for: of the rest none can come so early."""


def posts_to_label(store: Store, size: int) -> pd.DataFrame:
    """source, activity_id, class: the first ``size`` posts to label, or as many as could be scored, in their order."""
    with store.reading():
        among = _among(store)
        sizes = store.frame(select(*(among.c[name] for name in STRATA), func.count().label("stratum")).group_by(*(among.c[name] for name in STRATA)))
        total = int(sizes["stratum"].sum())
        statement = select(among)
        if total > SPARE * size:
            statement = statement.where(among.c.hash < f"{int(16**8 * SPARE * size / total):08x}")
        found = store.frame(statement)
    found = found.merge(sizes, on=list(STRATA)).sort_values(["hash", "source", "activity_id"], ignore_index=True)
    start = found[list(STRATA)].apply(lambda row: _start(*row), axis=1) if len(found) else 0.0
    found["place"] = (found.groupby(list(STRATA)).cumcount() + 1 - start) / found["stratum"]
    return found.sort_values(["place", "hash", "source", "activity_id"], ignore_index=True).head(size)[["source", "activity_id", "class"]]


def labelled(store: Store) -> pd.DataFrame:
    """source, activity_id, label (-1, 0, 1), class (-1, 0, 1), score: labelled posts that today's scorer could score, a row each.

    Of several labels of a post the latest counts.
    """
    table = sentiment_label
    latest = func.row_number().over(partition_by=[table.c.source, table.c.activity_id], order_by=[desc(table.c.labelled_at), table.c.labelled_by])
    said = select(table.c.source, table.c.activity_id, table.c.label, latest.label("turn")).subquery("said")
    with store.reading():
        condition = and_(said.c.turn == 1, said.c.label.is_not(None), _counts(store))
        score: Any = activity.c.sentiment
        statement = (
            select(said.c.source, said.c.activity_id, said.c.label, _class().label("class"), score.label("score"))
            .join(activity, and_(activity.c.source == said.c.source, activity.c.activity_id == said.c.activity_id))
            .where(condition)
            .order_by(said.c.source, said.c.activity_id)
        )
        return store.frame(statement)


def _among(store: Store) -> Any:
    """All posts that count, with their stratum and the hash that orders them."""
    named = literal(f"{SEED}\n") + activity.c.source + "\n" + activity.c.activity_id
    statement: Select[Any] = select(
        activity.c.source,
        activity.c.activity_id,
        _class().label("class"),
        func.coalesce(activity.c.language, "").label("language"),
        func.coalesce(activity.c.platform, "").label("platform"),
        func.md5(named, type_=Text).label("hash"),
    ).where(_counts(store))
    return statement.subquery("among")


def _counts(store: Store) -> ColumnElement[bool]:
    """The posts and comments that the metric counts as scored."""
    scores = and_(activity.c.sentiment.is_not(None), activity.c.scorer == signature(store.settings))
    return and_(written(ALL_TIME, store.data_period("activity")), scores)


def _class() -> Any:
    """-1, 0 or 1, as the metric has it."""
    return case((activity.c.sentiment >= MILD, 1), (activity.c.sentiment <= -MILD, -1), else_=0)


def _start(*stratum: object) -> float:
    """The stratum's random start, 0 to 1."""
    return int(md5("\n".join(map(str, (SEED, *stratum))).encode(), usedforsecurity=False).hexdigest()[:8], 16) / 16**8
