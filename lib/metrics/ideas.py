"""What members propose, and what becomes of it."""

from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Date, Select, and_, case, cast, func, or_, select

from lib.metrics.days import counts_as_person
from lib.metrics.links import linked_members
from lib.metrics.periods import Calendar, during, period_start, share
from lib.metrics.registry import metric
from lib.scope import Period, Scope
from lib.store import Store
from lib.store.tables import RECORDS, identity

idea = RECORDS["idea"]

SHIPPED: ColumnElement[bool] = or_(func.coalesce(idea.c.status, "") == "shipped", idea.c.shipped_at.is_not(None))
"""What is shipped was accepted, also where nobody noted when."""
ACCEPTED: ColumnElement[bool] = or_(SHIPPED, func.coalesce(idea.c.status, "") == "accepted", idea.c.accepted_at.is_not(None))


@metric(title="Ideas", unit="ideas", better="higher", data="idea")
def ideas(store: Store, scope: Scope) -> pd.DataFrame:
    """Ideas by the period in which they were submitted, and what has become of them to this day.

    - period_start: of the submission
    - submitted: ideas
    - accepted: those of them accepted so far: the status or a date says accepted or shipped, also where it was declined later
    - shipped: those of them shipped so far, by status or date
    - acceptance_rate: accepted / submitted, 0 to 1; null where none was submitted
    - complete: the period is over and lies within the data

    The younger a period, the less time its ideas had: its rate may rise still. Ideas by bots never count, those by staff only where the
    scope includes them, those by nobody known always. A segment is the proposing member's; platform and channel leave ideas alone.
    Periods outside the data are null. Source: ideas.
    """
    calendar = Calendar.of(store, scope, "idea")
    start = period_start(_submitted_on(store), scope.by).label("period_start")
    statement = select(
        start,
        func.count().label("submitted"),
        func.count().filter(ACCEPTED).label("accepted"),
        func.count().filter(SHIPPED).label("shipped"),
    )
    found = store.frame(proposed(statement, store, scope, calendar.period).group_by(start))
    submitted, accepted, shipped = (calendar.counted(found, name) for name in ("submitted", "accepted", "shipped"))
    return calendar.table({"submitted": submitted, "accepted": accepted, "shipped": shipped, "acceptance_rate": share(accepted, submitted)})


STATES = ("shipped", "accepted", "declined", "open")
"""What an idea is today; one of them. Declined goes before an acceptance that it took back."""


def idea_states(store: Store, scope: Scope) -> pd.DataFrame:
    """Ideas by the period in which they were submitted, by what they are today: the rows and the complete of ``ideas``.

    Columns: period_start, shipped, accepted, declined, open (null outside the data), complete.
    """
    with store.reading():
        calendar = Calendar.of(store, scope, "idea")
        start = period_start(_submitted_on(store), scope.by).label("period_start")
        state = _state().label("state")
        found = store.frame(proposed(select(start, state, func.count().label("ideas")), store, scope, calendar.period).group_by(start, state))
    return calendar.table({name: calendar.counted(found[found["state"] == name], "ideas") for name in STATES})


def _state() -> ColumnElement[Any]:
    declined = func.coalesce(idea.c.status, "") == "declined"
    return case((SHIPPED, "shipped"), (declined, "declined"), (ACCEPTED, "accepted"), else_="open")


def open_ideas(store: Store, scope: Scope) -> pd.DataFrame:
    """Ideas submitted in the scope's days that are neither accepted, shipped nor declined; the most votes first, then the oldest.

    Columns: idea_id, submitted_at, title, votes (null where not known, and last), source.
    """
    with store.reading():
        period = scope.within(store.data_period("idea"))
        statement = proposed(select(idea.c.idea_id, idea.c.submitted_at, idea.c.title, idea.c.votes, idea.c.source), store, scope, period)
        found = store.frame(statement.where(_state() == "open"))
    return found.sort_values(["votes", "submitted_at", "idea_id", "source"], ascending=[False, True, True, True], ignore_index=True)


def _submitted_on(store: Store) -> ColumnElement[Any]:
    """The community's day of the submission."""
    return cast(func.timezone(store.settings.zone, idea.c.submitted_at), Date)


def proposed(statement: Select[Any], store: Store, scope: Scope, period: Period | None) -> Select[Any]:
    """The statement over the ideas that count in the scope and were submitted in ``period``."""
    linked = linked_members(idea)
    statement = (
        statement.select_from(idea)
        .outerjoin(linked, and_(linked.c.source == idea.c.source, linked.c.member_id == idea.c.member_id))
        .outerjoin(identity, identity.c.member_no == linked.c.member_no)
        .where(idea.c.current, during(_submitted_on(store), period), or_(identity.c.member_no.is_(None), counts_as_person(scope)))
    )
    return statement.where(identity.c.segment.in_(scope.segments)) if scope.segments else statement
