"""How many people are active: daily, weekly and monthly."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import func, select

from lib.metrics.days import member_days
from lib.metrics.known import known_before
from lib.metrics.periods import Calendar, during, share
from lib.metrics.registry import metric
from lib.scope import DAY, Period, Scope
from lib.store import Store

MONTH = 30
"""Days in the window of the monthly active users, the widest of the three."""


@metric(title="Active users", unit="members", better="higher")
def active_users(store: Store, scope: Scope) -> pd.DataFrame:
    """Members with any activity (post, comment, reaction or attendance) in the 1, 7 and 30 days that end on each day.

    A row for every day of the period. A member who acted in several of those days counts once.

    - day
    - dau, wau, mau: members active on the day, in its 7 and in its 30 days, the day itself included
    - stickiness: dau / mau, 0 to 1; null where nobody was active in the 30 days
    - members: people known by the end of the day: who joined or were first active by then, of the chosen segments, on any platform
    - engagement: mau / members, 0 to 1; null where nobody is known yet
    - complete: the day is over and its 30 days lie within the data

    Days outside the data are null. Source: activities; members' joined_at.
    """
    calendar = Calendar.of_days(store, scope)
    spells = _spells(store, scope, calendar)
    dau, wau, mau = (_active(spells, calendar, window) for window in (1, 7, MONTH))
    members = known_before(store, scope, calendar.ends)
    return calendar.table(
        {"dau": dau, "wau": wau, "mau": mau, "stickiness": share(dau, mau), "members": members, "engagement": share(mau, members)},
        name="day",
        looks_back_to=calendar.starts - np.timedelta64(MONTH - 1, "D"),
    )


def _spells(store: Store, scope: Scope, calendar: Calendar) -> pd.DataFrame:
    """How many people were active on ``day`` and next ``gap`` days later: at most 30, which also stands for never again.

    With a window of w days each of them is active from ``day`` on for min(gap, w) days, and no day of anybody is
    counted twice: exact, without a row for each person and day of each window.
    """
    member_day = member_days(scope)
    reach = Period(calendar.period.start - (MONTH - 1) * DAY, calendar.period.end) if calendar.period else None
    following = func.lead(member_day.c.local_day).over(partition_by=member_day.c.person_no, order_by=member_day.c.local_day)
    gap = func.coalesce(func.least(following - member_day.c.local_day, MONTH), MONTH)
    spell = select(member_day.c.local_day.label("day"), gap.label("gap")).where(during(member_day.c.local_day, reach)).subquery()
    return store.frame(select(spell.c.day, spell.c.gap, func.count().label("members")).group_by(spell.c.day, spell.c.gap))


def _active(spells: pd.DataFrame, calendar: Calendar, window: int) -> NDArray[np.int64]:
    """Members active in the ``window`` days that end on each row."""
    change = np.zeros(len(calendar) + 2 * MONTH, dtype=np.int64)  # in how many are active, from 29 days before the first row on
    begins = _place(spells["day"], calendar) + MONTH - 1
    members = spells["members"].to_numpy(dtype=np.int64)
    np.add.at(change, begins, members)
    np.subtract.at(change, begins + np.minimum(spells["gap"].to_numpy(dtype=np.int64), window), members)
    return np.cumsum(change)[MONTH - 1 : MONTH - 1 + len(calendar)]


def _place(day: "pd.Series[pd.Timestamp]", calendar: Calendar) -> NDArray[np.int64]:
    """How many rows after the first each day stands."""
    origin = calendar.starts[0] if len(calendar) else np.datetime64(0, "D")
    return (day.to_numpy(dtype="datetime64[D]") - origin).astype(np.int64)
