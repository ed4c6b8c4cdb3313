"""What members make, against what staff make."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import func, select

from lib.metrics.days import Who, member_days
from lib.metrics.growth_accounting import comings
from lib.metrics.periods import Calendar, during, period_start, share
from lib.metrics.registry import metric
from lib.scope import Scope
from lib.store import Store

KINDS = ("posts", "comments", "reactions")


@metric(title="Member content", unit="posts and comments", better="higher")
def ugc(store: Store, scope: Scope) -> pd.DataFrame:
    """Posts and comments, and how much of them members make themselves (user-generated content).

    - period_start
    - posts, comments, reactions: by members; by staff, too, where the scope includes staff
    - ugc: posts and comments by members, never staff
    - staff_content: posts and comments by staff, always
    - ugc_share: ugc / (ugc + staff_content), 0 to 1; null where there is neither
    - contributors: members with a post or comment in the period
    - new_contributors: those of them whose first post or comment ever it is (or ever in the channel filtered by); null in the first period of the data
    - complete: the period is over and lies within the data

    Bots never count. Source: activities.
    """
    calendar = Calendar.of(store, scope)
    members, staff = _made(store, scope, "members", calendar), _made(store, scope, "staff", calendar)
    asked = {name: members[name] + staff[name] if scope.include_staff else members[name] for name in KINDS}
    of_members, of_staff = members["posts"] + members["comments"], staff["posts"] + staff["comments"]
    member_day = member_days(scope, "members")
    people = comings(store, member_day, scope.by, calendar.end, member_day.c.posts + member_day.c.comments > 0)
    return calendar.table(
        {
            **asked,
            "ugc": of_members,
            "staff_content": of_staff,
            "ugc_share": share(of_members, of_members + of_staff),
            "contributors": calendar.counted(people, "active"),
            "new_contributors": calendar.counted(people, "new"),
        },
        null_at_first=("new_contributors",),
    )


def _made(store: Store, scope: Scope, who: Who, calendar: Calendar) -> dict[str, NDArray[np.int64]]:
    """How much was made in each row's period, by kind."""
    member_day = member_days(scope, who)
    sums = [func.sum(member_day.c[kind]).label(kind) for kind in KINDS]
    day = select(member_day.c.local_day, *sums).where(during(member_day.c.local_day, calendar.period)).group_by(member_day.c.local_day).subquery()
    start = period_start(day.c.local_day, scope.by).label("period_start")  # of a thousand days, not of millions of rows
    found = store.frame(select(start, *(func.sum(day.c[kind]).label(kind) for kind in KINDS)).group_by(start))
    return {kind: calendar.counted(found, kind) for kind in KINDS}
