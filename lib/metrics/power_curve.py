"""How often members come: a few days a month, or nearly every day."""

import numpy as np
import pandas as pd
from sqlalchemy import func, select

from lib.metrics.days import member_days
from lib.metrics.periods import counts, during
from lib.metrics.registry import metric
from lib.scope import DAY, Period, Scope
from lib.store import Store

WINDOW = 28
"""Days: whole weeks, so that weekends weigh the same wherever the window ends."""


@metric(title="Power curve", unit="members")
def power_curve(store: Store, scope: Scope) -> pd.DataFrame:
    """Members by the number of days on which they were active, of the 28 days that end the period. 28 rows.

    - active_days: 1 to 28
    - members: who had any activity on exactly so many of the days; null where the 28 days lie wholly outside the data

    A curve that rises at its right end shows a core that comes nearly every day. Source: activities.
    """
    data = store.data_period("activity")
    asked = scope.within(data)
    window = Period.of(asked.last - (WINDOW - 1) * DAY, asked.last) if asked else None
    member_day = member_days(scope)
    active_days = func.count().label("active_days")
    person = select(member_day.c.person_no, active_days).where(during(member_day.c.local_day, window)).group_by(member_day.c.person_no).subquery()
    found = store.frame(select(person.c.active_days, func.count().label("members")).group_by(person.c.active_days))
    members = np.zeros(WINDOW + 1, dtype=np.int64)
    members[found["active_days"].to_numpy(dtype=np.int64)] = found["members"].to_numpy(dtype=np.int64)
    unknown = not (window and data and window.start < data.end and data.start < window.end)
    return pd.DataFrame({"active_days": np.arange(1, WINDOW + 1), "members": counts(members[1:], np.full(WINDOW, unknown))})
