"""Which threads a question is about, and what is known of how long they wait.

All filters look at a thread's opening: its local day, platform and channel, and the segment of the member who wrote it.
Threads opened by staff or a bot are left out. One without an answer has waited until the last activity of its own
source, whatever the filters: later, nothing is known of it.
"""

from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select

from lib.metrics.days import filters
from lib.metrics.periods import during
from lib.scope import Period, Scope
from lib.store.tables import RECORDS, thread

activity = RECORDS["activity"]

Responder = Literal["staff", "anyone"]
RESPONDER = {"responder": ("staff", "anyone")}
"""The option of all metrics about answers: by staff, or by anyone but the opener."""

HOUR = 3_600_000_000
"""Microseconds. Durations are whole numbers of them, so that ties are ties."""

FIRST_AT: dict[Responder, ColumnElement[Any]] = {"staff": thread.c.first_staff_at, "anyone": thread.c.first_other_at}
FIRST_BY: dict[Responder, ColumnElement[Any]] = {"staff": thread.c.first_staff_person_no, "anyone": thread.c.first_other_person_no}


def opened(scope: Scope, period: Period | None) -> ColumnElement[bool]:
    """The condition on the thread table: opened by a member in ``period`` and let through by the scope's filters."""
    return and_(thread.c.opener_is_member, during(thread.c.local_day, period), *filters(scope, thread))


def source_ends() -> Subquery:
    """source, last_at: the last activity of each source."""
    return (
        select(activity.c.source, func.max(activity.c.occurred_at).label("last_at"))
        .where(activity.c.current)
        .group_by(activity.c.source)
        .subquery("source_end")
    )


def waits(scope: Scope, period: Period | None, responder: Responder) -> Select[Any]:
    """local_day, opened_at, until, answered: how long each thread waited, ``until`` its first answer or, unanswered, as far as is known."""
    ends, answer = source_ends(), FIRST_AT[responder]
    return (
        select(
            thread.c.local_day,
            thread.c.opened_at,
            func.coalesce(answer, ends.c.last_at).label("until"),
            answer.is_not(None).label("answered"),
        )
        .join(ends, ends.c.source == thread.c.source)
        .where(opened(scope, period))
    )


def microseconds(instants: "pd.Series[pd.Timestamp]") -> NDArray[np.int64]:
    """Instants as microseconds since 1970 (UTC); none may be null."""
    numbers: NDArray[np.int64] = np.asarray(instants.dt.as_unit("us").astype("int64"), dtype=np.int64)
    return numbers


def hours_between(start: "pd.Series[pd.Timestamp]", end: "pd.Series[pd.Timestamp]") -> NDArray[np.float64]:
    """Hours from each ``start`` to its ``end``."""
    return (microseconds(end) - microseconds(start)) / HOUR
