"""Where a period's active members come from, and who is missing."""

from datetime import date

import pandas as pd
from sqlalchemy import ColumnElement, Subquery, func, select

from lib.metrics.days import member_days
from lib.metrics.periods import LONGEST, Calendar, period_start, share
from lib.metrics.registry import metric
from lib.scope import Grain, Scope
from lib.store import Store


@metric(title="Growth accounting", unit="members")
def growth_accounting(store: Store, scope: Scope) -> pd.DataFrame:
    """The active members of each period by where they come from, and those of the period before who did not come again.

    - period_start
    - active: members with any activity in the period; active = new + retained + resurrected
    - new: their first activity ever lies in the period (under a channel filter: ever in that channel)
    - retained: active in the period before, too
    - resurrected: active at some time before, but not in the period before
    - churned: active in the period before, but not in this one
    - quick_ratio: (new + resurrected) / churned; above 1 the community grows; null where nobody churned
    - complete: the period is over, and the whole period before lies within the data

    In the first period of the data all but active are null: nobody can have been seen before. Source: activities.
    """
    calendar = Calendar.of(store, scope)
    people = comings(store, member_days(scope), scope.by, calendar.end)
    active, new, retained = (calendar.counted(people, name) for name in ("active", "new", "retained"))
    resurrected = active - new - retained
    churned = calendar.counted(people, "active", calendar.previous_starts) - retained
    return calendar.table(
        {
            "active": active,
            "new": new,
            "retained": retained,
            "resurrected": resurrected,
            "churned": churned,
            "quick_ratio": share(new + resurrected, churned),
        },
        looks_back_to=calendar.previous_starts,
        null_at_first=("new", "retained", "resurrected", "churned", "quick_ratio"),
    )


def comings(store: Store, member_days: Subquery, grain: Grain, end: date | None, *conditions: ColumnElement[bool]) -> pd.DataFrame:
    """People of member days that meet ``conditions``, a row a period before ``end`` in which anybody was there.

    Columns: period_start, active, new (never there before), retained (there in the period before).
    """
    present = (
        select(member_days.c.person_no, period_start(member_days.c.local_day, grain).label("period_start"))
        .where(member_days.c.local_day < (end or date.min), *conditions)
        .distinct()
        .subquery()
    )
    before = func.lag(present.c.period_start).over(partition_by=present.c.person_no, order_by=present.c.period_start)
    seen = select(present.c.period_start, (present.c.period_start - before).label("absent_days")).subquery()
    return store.frame(
        select(
            seen.c.period_start,
            func.count().label("active"),
            func.count().filter(seen.c.absent_days.is_(None)).label("new"),
            func.count().filter(seen.c.absent_days <= LONGEST[grain]).label("retained"),
        )
        .group_by(seen.c.period_start)
        .order_by(seen.c.period_start)
    )
