"""When in the week the community is awake."""

import numpy as np
import pandas as pd
from sqlalchemy import func, select

from lib.metrics.days import activities, activity
from lib.metrics.periods import counts, during
from lib.metrics.registry import metric
from lib.scope import Scope
from lib.store import Store


@metric(title="Activity by hour", unit="activities")
def activity_hours(store: Store, scope: Scope) -> pd.DataFrame:
    """Activities by weekday and hour of day, in the community's time zone, summed over the period. 168 rows.

    - weekday: 1 (Monday) to 7
    - hour: 0 to 23, the hour in which it happened
    - activities: posts, comments, reactions and attendances; null where the period lies wholly outside the data

    Bots never count, staff only where the scope includes them. Source: activities.
    """
    data = store.data_period("activity")
    period = scope.within(data)
    found = store.frame(
        select(activity.c.local_day, activity.c.local_hour, func.count().label("activities"))
        .where(activities(scope), during(activity.c.local_day, period))
        .group_by(activity.c.local_day, activity.c.local_hour)
    )
    week = np.zeros((7, 24), dtype=np.int64)
    np.add.at(week, (found["local_day"].dt.day_of_week.to_numpy(), found["local_hour"].to_numpy()), found["activities"].to_numpy(dtype=np.int64))
    unknown = not (period and data and period.start < data.end and data.start < period.end)
    weekday, hour = np.divmod(np.arange(168), 24)
    return pd.DataFrame({"weekday": weekday + 1, "hour": hour, "activities": counts(week.ravel(), np.full(168, unknown))})
