"""How much of what members write could be scored, and why the rest could not."""

import pandas as pd
from sqlalchemy import case, func, select

from lib.metrics.days import activities
from lib.metrics.periods import during
from lib.scope import Scope
from lib.sentiment import signature
from lib.store import Store
from lib.store.tables import RECORDS

activity = RECORDS["activity"]
REASONS = ("scored", "no_text", "waiting", "language", "words")
"""In this order: has a score of today's; has no text; was not looked at by today's scorer; is in none of the settings' languages, or has no
words of its own; is in one that the scorer does not know. A text without a charged word in a language that it does know is neutral, and scored."""


def unscored(store: Store, scope: Scope) -> "pd.Series[int]":
    """Posts and comments by members in the period, by reason: all of REASONS, 0 where there are none."""
    with store.reading():
        period = scope.within(store.data_period("activity"))
        reason = case(
            (activity.c.text.is_(None), "no_text"),
            (activity.c.scorer.is_distinct_from(signature(store.settings)), "waiting"),
            (activity.c.sentiment.is_not(None), "scored"),
            (activity.c.language.is_(None), "language"),
            else_="words",
        ).label("reason")
        statement = (
            select(reason, func.count().label("posts"))
            .where(activities(scope), activity.c.kind.in_(("post", "comment")), during(activity.c.local_day, period))
            .group_by(reason)
        )
        found = store.frame(statement)
    counted = dict(zip(found["reason"], found["posts"].astype("int64"), strict=True))
    return pd.Series({name: int(counted.get(name, 0)) for name in REASONS}, name="posts")
