"""The queue: who waits for an answer, now and at earlier moments."""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import pandas as pd
from sqlalchemy import select

from lib.metrics.threads import opened, source_ends
from lib.scope import Period, Scope
from lib.store import Store
from lib.store.tables import thread


def queue(store: Store, scope: Scope) -> pd.DataFrame:
    """The threads of ``unanswered``, the longest waiting first, with what a person needs who wants to answer.

    Columns: age_hours, title, channel, views (null where the platform does not say), url (null where it has none).
    """
    ends = source_ends()
    period = scope.within(store.data_period("activity"))
    found = store.frame(
        select(thread.c.opened_at, ends.c.last_at, thread.c.title, thread.c.channel, thread.c.views, thread.c.url, thread.c.thread_no)
        .join(ends, ends.c.source == thread.c.source)
        .where(opened(scope, period), thread.c.first_other_at.is_(None))
    )
    found["age_hours"] = (found.pop("last_at") - found.pop("opened_at")).dt.total_seconds() / 3600
    found = found.sort_values(["age_hours", "thread_no"], ascending=[False, True], ignore_index=True)
    return found[["age_hours", "title", "channel", "views", "url"]]


def waiting(store: Store, scope: Scope, moments: Sequence[pd.Timestamp], days: int, hours: float = 24) -> pd.DataFrame:
    """How many threads had waited for more than ``hours`` at each of ``moments`` (zone-aware), of those opened in the ``days`` days before it.

    Columns: moment, waiting. The scope's filters count, its days do not. A source that had fallen silent tells nothing
    of the time after: its threads have waited until its last activity, as everywhere.
    """
    ends = source_ends()
    if not len(moments):
        return pd.DataFrame({"moment": pd.DatetimeIndex([], tz="UTC"), "waiting": pd.Series([], dtype="int64")})
    at = pd.DatetimeIndex(pd.to_datetime(list(moments), utc=True))
    reach = Period.of((at.min() - timedelta(days=days + 1)).date(), (at.max() + timedelta(days=1)).date())
    found = store.frame(
        select(thread.c.opened_at, thread.c.first_other_at, ends.c.last_at).join(ends, ends.c.source == thread.c.source).where(opened(scope, reach))
    )
    asked, answered, last = (found[name].dt.tz_localize(None).to_numpy(dtype="datetime64[us]") for name in found.columns)
    limit, window = np.timedelta64(int(hours * 3600), "s"), np.timedelta64(days, "D")
    counts = []
    for moment in at.tz_localize(None).to_numpy(dtype="datetime64[us]"):
        open_then = np.isnat(answered) | (answered > moment)
        counts.append(int(((asked >= moment - window) & open_then & (np.minimum(last, moment) - asked > limit)).sum()))
    return pd.DataFrame({"moment": at, "waiting": counts})
