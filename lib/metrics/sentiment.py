"""In what mood members write."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import BigInteger, Column, ColumnElement, Select, and_, case, cast, func, null, select

from lib.metrics.days import activities, activity
from lib.metrics.periods import Calendar, counts, during, period_start, share
from lib.metrics.registry import metric
from lib.scope import Period, Scope
from lib.sentiment import signature
from lib.sentiment.moods import DIGITS
from lib.statistics.mean_band import mean_band
from lib.store import Store

MILD = 0.05
"""A score as far from 0 as this is positive or negative; nearer to it, neutral."""

UNIT = 10**DIGITS

_SUMS = ("posts", "scored", "total", "squares", "positive", "negative")


@metric(title="Sentiment", unit="score, −1 to 1", better="higher")
def sentiment(store: Store, scope: Scope) -> pd.DataFrame:
    """The mood of posts and comments by members, scored from their text: −1 negative to 1 positive.

    - period_start
    - posts: posts and comments with a text
    - scored: those of them that today's scorer knows the language of; the others are null, never 0
    - coverage: scored / posts, 0 to 1; null where there are none
    - mean: of the scored; null where there are none
    - ci_low, ci_high: 95 % interval of the mean by Student's t; null where fewer than two are scored
    - positive, neutral, negative: shares of the scored, 0 to 1: a score of 0.05 or more, between, of −0.05 or less; null where none is scored
    - net: positive − negative
    - complete: the period is over and lies within the data

    By staff, too, where the scope includes staff. Bots never count. Texts that another scorer or other languages were
    set for count as not scored until `python -m lib rescore`. Source: activities.
    """
    calendar = Calendar.of(store, scope)
    day = _sums(store, scope, calendar.period, activity.c.local_day).subquery()
    start = period_start(day.c.local_day, scope.by).label("period_start")  # of a thousand days, not of millions of rows
    found = store.frame(select(start, *(cast(func.sum(day.c[name]), BigInteger).label(name) for name in _SUMS)).group_by(start))
    rows = {name: calendar.counted(found, name) for name in _SUMS}
    scored = rows["scored"]
    mean, low, high = mean_band(scored.tolist(), rows["total"].tolist(), rows["squares"].tolist(), UNIT)
    positive, negative = share(rows["positive"], scored), share(rows["negative"], scored)
    return calendar.table(
        {
            "posts": rows["posts"],
            "scored": scored,
            "coverage": share(scored, rows["posts"]),
            "mean": mean,
            "ci_low": low,
            "ci_high": high,
            "positive": positive,
            "neutral": share(scored - rows["positive"] - rows["negative"], scored),
            "negative": negative,
            "net": share(rows["positive"] - rows["negative"], scored),
        }
    )


def written(scope: Scope, period: Period | None) -> ColumnElement[bool]:
    """The condition on the activity table: a post or comment with a text, in ``period``, that counts in the scope."""
    return and_(activities(scope), activity.c.kind.in_(("post", "comment")), activity.c.text.is_not(None), during(activity.c.local_day, period))


def score_now(store: Store) -> ColumnElement[Any]:
    """An activity's sentiment as far as today's scorer gave it, else null."""
    return case((activity.c.scorer == signature(store.settings), activity.c.sentiment))


def _sums(store: Store, scope: Scope, period: Period | None, group: Column[Any]) -> Select[Any]:
    """posts, scored, total, squares, positive, negative by ``group``. Scores as whole numbers of 1/UNIT: sums are exact and equal on both engines."""
    whole = cast(func.round(score_now(store) * UNIT), BigInteger).label("score")
    counted = and_(activities(scope), activity.c.kind.in_(("post", "comment")), during(activity.c.local_day, period))
    # what was looked at has a text: DuckDB need not read those
    looked_at = select(group, whole).where(counted, activity.c.scorer.is_not(None))
    waiting = select(group, null()).where(counted, activity.c.scorer.is_(None), activity.c.text.is_not(None))
    each = looked_at.union_all(waiting).subquery()
    score, mild = each.c.score, round(MILD * UNIT)
    return select(
        each.c[group.key],
        func.count().label("posts"),
        func.count(score).label("scored"),
        func.coalesce(func.sum(score), 0).label("total"),
        func.coalesce(func.sum(score * score), 0).label("squares"),
        func.count().filter(score >= mild).label("positive"),
        func.count().filter(score <= -mild).label("negative"),
    ).group_by(each.c[group.key])


def sentiment_by(store: Store, scope: Scope, column: str) -> pd.DataFrame:
    """The same over the whole period by ``channel`` or ``platform``, the most scored first.

    Columns: that one (null: posts without it), posts, scored, coverage, mean, ci_low, ci_high, positive, negative (shares).
    """
    period = scope.within(store.data_period("activity"))
    found = store.frame(_sums(store, scope, period, activity.c[column]))
    found = found.sort_values(["scored", "posts", column], ascending=[False, False, True], na_position="last", ignore_index=True)
    numbers: dict[str, NDArray[np.int64]] = {name: found[name].to_numpy(dtype=np.int64, na_value=0) for name in _SUMS}
    mean, low, high = mean_band(numbers["scored"].tolist(), numbers["total"].tolist(), numbers["squares"].tolist(), UNIT)
    return pd.DataFrame(
        {
            column: found[column],
            "posts": counts(numbers["posts"]),
            "scored": counts(numbers["scored"]),
            "coverage": share(numbers["scored"], numbers["posts"]),
            "mean": mean,
            "ci_low": low,
            "ci_high": high,
            "positive": share(numbers["positive"], numbers["scored"]),
            "negative": share(numbers["negative"], numbers["scored"]),
        }
    )


EXCERPT = 240
"""Characters of a text that a list shows."""


def posts_behind(store: Store, scope: Scope, period: Period | None = None, *, most: int = 500) -> pd.DataFrame:
    """The posts and comments that ``sentiment`` counts in ``period`` (default: the scope's), the most negative first, at most ``most``.

    Columns: occurred_at, channel, sentiment (null: not scored), excerpt, url, language, source, activity_id, member_id. Unscored ones come last.
    """
    period = period or scope.within(store.data_period("activity"))
    score = score_now(store).label("sentiment")
    columns = [activity.c[name] for name in ("occurred_at", "channel")]
    others = [activity.c[name] for name in ("url", "language", "source", "activity_id", "member_id")]
    return store.frame(
        select(*columns, score, func.substr(activity.c.text, 1, EXCERPT).label("excerpt"), *others)
        .where(written(scope, period))
        .order_by(score.asc().nulls_last(), activity.c.occurred_at, activity.c.source, activity.c.activity_id)
        .limit(most)
    )
