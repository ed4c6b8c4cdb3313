"""How much of the content hangs on a few members."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import func, select

from lib.metrics.days import member_days
from lib.metrics.periods import Calendar, during, period_start, share
from lib.metrics.registry import metric
from lib.scope import Scope
from lib.store import Store


@metric(title="Concentration", unit="share", better="lower")
def concentration(store: Store, scope: Scope) -> pd.DataFrame:
    """How much of what members write comes from the few who write most.

    Of members with a post or comment in the period, by how many they wrote; staff and bots never count.

    - period_start
    - contributors: members with a post or comment
    - top_1_share, top_10_share: share of all these posts and comments by the 1 % and the 10 % who wrote most, 0 to 1; so many people
      rounded up, at least one; null where nobody wrote
    - gini: 0 where all wrote as much, towards 1 where one wrote nearly all; null where nobody wrote
    - complete: the period is over and lies within the data

    Gini is Σ(2i − n − 1)xᵢ / (nΣx) over the n contributors in ascending order, without a correction for small n.
    Source: activities of kinds post and comment.
    """
    calendar = Calendar.of(store, scope)
    found = _amounts(store, scope, calendar)
    rows = len(calendar)
    row = np.searchsorted(calendar.starts, found["period_start"].to_numpy(dtype="datetime64[D]"))
    written, people = (found[name].to_numpy(dtype=np.int64) for name in ("written", "people"))

    def total(values: NDArray[np.int64]) -> NDArray[np.int64]:
        sums = np.zeros(rows, dtype=np.int64)
        np.add.at(sums, row, values)
        return sums

    contributors, ugc = total(people), total(people * written)
    first = np.concatenate([[0], np.cumsum(contributors)])[row]  # contributors of all periods before
    below = np.cumsum(people) - people - first
    above = contributors[row] - below - people

    def top(percent: int) -> NDArray[np.float64]:
        most = -(-percent * contributors // 100)
        return share(total(np.clip(most[row] - above, 0, people) * written), ugc)

    unequal = total(people * (2 * below + people - contributors[row]) * written)  # 2i − n − 1, summed over those who wrote as much
    return calendar.table(
        {"contributors": contributors, "top_1_share": top(1), "top_10_share": top(10), "gini": share(unequal, contributors * ugc)},
    )


def _amounts(store: Store, scope: Scope, calendar: Calendar) -> pd.DataFrame:
    """period_start, written, people: how many members wrote exactly so much in the period; fewer rows than there are people."""
    member_day = member_days(scope, "members")
    start = period_start(member_day.c.local_day, scope.by).label("period_start")
    content = member_day.c.posts + member_day.c.comments
    person = (
        select(start, func.sum(content).label("written"))
        .where(during(member_day.c.local_day, calendar.period), content > 0)
        .group_by(member_day.c.person_no, start)
        .subquery()
    )
    statement = select(person.c.period_start, person.c.written, func.count().label("people")).group_by(person.c.period_start, person.c.written)
    return store.frame(statement.order_by(person.c.period_start, person.c.written))
