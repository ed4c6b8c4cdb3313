"""How many of those who came at one time are still here later."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import func, select

from lib.metrics.days import member_days
from lib.metrics.periods import Calendar, Days, counts, days, period_start, share
from lib.metrics.registry import metric
from lib.scope import Period, Scope
from lib.store import Store


@metric(title="Retention", unit="share", better="higher")
def retention(store: Store, scope: Scope) -> pd.DataFrame:
    """Share of the members who came in one period who are active in a later one.

    A row a cohort and period. A cohort are the members whose first activity ever (under a channel filter: ever in that
    channel) lies in one complete period. Its rows go up to the end of the scope, through periods that are over.

    - cohort_start: first day of the period in which they came
    - offset: how many periods later; 0 is the period in which they came, whose share is 1
    - cohort_size: members who came
    - active: those of them with any activity in the period that lies ``offset`` later
    - share: active / cohort_size, 0 to 1; null where nobody came
    - complete: true; cells that are not over are left out

    Source: activities.
    """
    calendar = Calendar.of(store, scope)
    starts = calendar.starts[calendar.over]
    came, cell = np.nonzero(np.triu(np.repeat(calendar.complete()[calendar.over][:, None], len(starts), axis=1)))
    seen = _seen(store, scope, calendar.period, starts)
    size, active = seen[came, came], seen[came, cell]
    return pd.DataFrame(
        {
            "cohort_start": days(starts[came]),
            "offset": (cell - came).astype(np.int64),
            "cohort_size": counts(size),
            "active": counts(active),
            "share": share(active, size),
            "complete": np.ones(len(came), dtype=bool),
        }
    )


def _seen(store: Store, scope: Scope, period: Period | None, starts: Days) -> NDArray[np.int64]:
    """Members who came in the period of one place of ``starts`` and were active in that of another."""
    seen = np.zeros((len(starts), len(starts)), dtype=np.int64)
    if period is None or not len(starts):
        return seen
    member_day = member_days(scope)
    start: Any = period_start(member_day.c.local_day, scope.by).label("period_start")
    present = select(member_day.c.person_no, start).where(member_day.c.local_day < period.end).distinct().subquery()
    came = func.min(present.c.period_start).over(partition_by=present.c.person_no).label("cohort_start")
    cohort = select(came, present.c.period_start).subquery()
    found = store.frame(
        select(cohort.c.cohort_start, cohort.c.period_start, func.count().label("members"))
        .where(cohort.c.cohort_start >= starts[0].astype(object), cohort.c.period_start <= starts[-1].astype(object))
        .group_by(cohort.c.cohort_start, cohort.c.period_start)
    )
    places = (np.searchsorted(starts, found[name].to_numpy(dtype="datetime64[D]")) for name in ("cohort_start", "period_start"))
    seen[tuple(places)] = found["members"].to_numpy(dtype=np.int64)
    return seen
