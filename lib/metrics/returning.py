"""Whether those who were here come again."""

import pandas as pd

from lib.metrics.days import member_days
from lib.metrics.growth_accounting import comings
from lib.metrics.periods import Calendar, share
from lib.metrics.registry import metric
from lib.scope import Scope
from lib.store import Store


@metric(title="Returning members", unit="share", better="higher")
def returning(store: Store, scope: Scope) -> pd.DataFrame:
    """Share of the members active in the period before who are active again in this one.

    - period_start
    - active_previous: members with any activity in the period before
    - returned: those of them who are active in this one
    - share: returned / active_previous, 0 to 1; null where nobody was active before
    - complete: the period is over, and the whole period before lies within the data

    Null in the first period of the data. Source: activities.
    """
    calendar = Calendar.of(store, scope)
    people = comings(store, member_days(scope), scope.by, calendar.end)
    before = calendar.counted(people, "active", calendar.previous_starts)
    returned = calendar.counted(people, "retained")
    columns = {"active_previous": before, "returned": returned, "share": share(returned, before)}
    return calendar.table(columns, looks_back_to=calendar.previous_starts, null_at_first=columns)
