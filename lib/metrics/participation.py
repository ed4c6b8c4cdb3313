"""How members take part: from looking on to making something, and how they move between these levels."""

from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, and_, case, func, or_, select

from lib.metrics.days import member_days
from lib.metrics.known import known_before, known_people
from lib.metrics.periods import Calendar, counts, days, during, period_start
from lib.metrics.registry import metric
from lib.scope import Period, Scope
from lib.store import Store

LEVELS = ("observer", "reactor", "commenter", "creator")
"""From the lowest step to the highest."""


@metric(title="Participation", unit="members")
def participation(store: Store, scope: Scope) -> pd.DataFrame:
    """The known members by the highest step they took in the period: none, a reaction, a comment, or a post. Four rows a period.

    - period_start
    - level: observer (took none of these steps; attendance is none), reactor, commenter or creator (wrote a post)
    - members: how many; the four sum to the people known by the period's end, who joined or were first active by then, of the chosen
      segments, on any platform; null outside the data
    - complete: the period is over and lies within the data

    Under a platform or channel filter only what was done there counts as a step. Source: activities; members' joined_at.
    """
    calendar = Calendar.of(store, scope)
    member_day = member_days(scope)
    start = period_start(member_day.c.local_day, scope.by).label("period_start")
    acted = or_(member_day.c.posts > 0, member_day.c.comments > 0, member_day.c.reactions > 0)
    person = (
        select(member_day.c.person_no, start, func.max(_step(member_day.c)).label("step"))
        .where(during(member_day.c.local_day, calendar.period), acted)
        .group_by(member_day.c.person_no, start)
        .subquery()
    )
    found = store.frame(select(person.c.period_start, person.c.step, func.count().label("members")).group_by(person.c.period_start, person.c.step))
    members = np.zeros((len(calendar), len(LEVELS)), dtype=np.int64)
    for step in range(1, len(LEVELS)):
        members[:, step] = calendar.counted(found[found["step"] == step], "members")
    members[:, 0] = known_before(store, scope, calendar.ends) - members.sum(axis=1)
    rows = len(LEVELS)
    return pd.DataFrame(
        {
            "period_start": days(np.repeat(calendar.starts, rows)),
            "level": pd.array(np.tile(np.array(LEVELS, dtype=object), len(calendar)), dtype="str"),
            "members": counts(members.ravel(), np.repeat(~calendar.known, rows)),
            "complete": np.repeat(calendar.complete(), rows),
        }
    )


@metric(title="Moves between levels", unit="members")
def participation_flow(store: Store, scope: Scope) -> pd.DataFrame:
    """How the members known by the end of one period took part in it, and in the one after: between the last two whole periods. 16 rows.

    The later is the last period of the scope that is complete, the earlier the one before it, also where that lies before the scope.

    - from: level in the earlier period: observer, reactor, commenter or creator, as in participation
    - to: level in the later period
    - members: how many; they sum to the members known by the end of the earlier period; null where there are not two whole periods

    Members who came later are left out. Source: activities; members' joined_at.
    """
    pair = flow_periods(store, scope)
    members = np.zeros((len(LEVELS), len(LEVELS)), dtype=np.int64)
    if pair:
        found = _moves(store, scope, *pair)
        members[found["before"].to_numpy(dtype=np.int64), found["after"].to_numpy(dtype=np.int64)] = found["members"].to_numpy(dtype=np.int64)
    names = np.array(LEVELS, dtype=object)
    return pd.DataFrame(
        {
            "from": pd.array(np.repeat(names, len(LEVELS)), dtype="str"),
            "to": pd.array(np.tile(names, len(LEVELS)), dtype="str"),
            "members": counts(members.ravel(), np.full(members.size, pair is None)),
        }
    )


def flow_periods(store: Store, scope: Scope) -> tuple[Period, Period] | None:
    """The last two whole periods; None where there are not two."""
    calendar = Calendar.of(store, scope)
    whole = np.flatnonzero(calendar.complete(calendar.previous_starts))
    if not len(whole):
        return None
    later = calendar.first_days[whole[-1]]
    return Period(scope.by.previous(later), later), Period(later, scope.by.next(later))


def _moves(store: Store, scope: Scope, earlier: Period, later: Period) -> pd.DataFrame:
    """before, after (places in LEVELS), members: of those known by the end of the earlier period."""
    member_day, known = member_days(scope), known_people(scope)
    both = Period(earlier.start, later.end)

    def highest(period: Period) -> ColumnElement[Any]:
        return func.max(case((during(member_day.c.local_day, period), _step(member_day.c)), else_=0))

    taken = (
        select(member_day.c.person_no, highest(earlier).label("before"), highest(later).label("after"))
        .where(during(member_day.c.local_day, both))
        .group_by(member_day.c.person_no)
        .subquery()
    )
    before, after = (func.coalesce(taken.c[name], 0).label(name) for name in ("before", "after"))
    return store.frame(
        select(before, after, func.count().label("members"))
        .select_from(known)
        .outerjoin(taken, and_(taken.c.person_no == known.c.person_no))
        .where(known.c.since_day < earlier.end)
        .group_by(before, after)
    )


def _step(day: Any) -> ColumnElement[Any]:
    """The highest step of a member day, as a place in LEVELS."""
    return case((day.posts > 0, 3), (day.comments > 0, 2), (day.reactions > 0, 1), else_=0)
