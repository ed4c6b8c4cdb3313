"""How often a brand is named, beside the others."""

import numpy as np
import pandas as pd
from sqlalchemy import func, select

from lib.metrics.periods import Calendar, days, during, period_start, share
from lib.metrics.periods import counts as whole_numbers
from lib.metrics.registry import metric
from lib.scope import Scope
from lib.store import Store
from lib.store.tables import RECORDS

mention = RECORDS["mention"]


@metric(title="Share of voice", unit="mentions", data="mention")
def share_of_voice(store: Store, scope: Scope) -> pd.DataFrame:
    """Mentions of each brand, and its share of the mentions of all brands in the data.

    A row for every brand in every period, brands in alphabetical order.

    - period_start
    - brand: every one that was ever looked for
    - mentions: in all media together
    - share: of the mentions of all brands in the period, 0 to 1; null where none was mentioned
    - complete: the period is over and lies within the data

    Which brands and media are listened to decides the share: compare it with itself over time. The filters of activities choose no
    mentions. Days outside the data are null. Source: mentions.
    """
    calendar = Calendar.of(store, scope, "mention")
    names = brands(store)
    start = period_start(mention.c.day, scope.by).label("period_start")
    found = store.frame(
        select(start, mention.c.brand, func.sum(mention.c.mentions).label("mentions"))
        .where(mention.c.current, during(mention.c.day, calendar.period))
        .group_by(start, mention.c.brand)
    )
    table = np.zeros((len(calendar), len(names)), dtype=np.int64)
    rows, columns = days(calendar.starts).get_indexer(days(found["period_start"])), pd.Index(names).get_indexer(pd.Index(found["brand"]))
    table[rows, columns] = found["mentions"].to_numpy(dtype=np.int64)
    named, unknown = table.ravel(), np.repeat(~calendar.known, len(names))
    return pd.DataFrame(
        {
            "period_start": days(np.repeat(calendar.starts, len(names))),
            "brand": pd.Series(np.tile(np.array(names, dtype=object), len(calendar)), dtype="str"),
            "mentions": whole_numbers(named, unknown),
            "share": np.where(unknown, np.nan, share(named, np.repeat(table.sum(axis=1), len(names)))),
            "complete": np.repeat(calendar.complete(), len(names)),
        }
    )


def brands(store: Store) -> list[str]:
    """Every brand of the store, in alphabetical order."""
    return sorted(store.frame(select(mention.c.brand).where(mention.c.current).distinct())["brand"])
