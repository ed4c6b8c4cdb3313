"""How many questions are solved, how soon, and how many of them without staff."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, func, or_, select

from lib.metrics.periods import Calendar, share
from lib.metrics.registry import metric
from lib.metrics.steps import steps
from lib.metrics.threads import HOUR, hours_between, microseconds, opened, source_ends
from lib.scope import Period, Scope
from lib.statistics.kaplan_meier import Survival
from lib.store import Store
from lib.store.tables import identity, thread

SELF_SOLVED: ColumnElement[bool] = thread.c.solved_at.is_not(None) & or_(thread.c.first_staff_at.is_(None), thread.c.first_staff_at > thread.c.solved_at)
"""No staff had replied when the solution came; a staff reply at the same instant counts as one."""


@metric(title="Solved threads", unit="threads", better="higher")
def resolution(store: Store, scope: Scope) -> pd.DataFrame:
    """Threads that members opened, how many of them are solved, and how many without staff.

    A thread is solved by its earliest reply that is marked as the solution: a post or comment at or after the opening, not
    by a bot, also the opener's own. It is self-solved where no staff replied up to and including the solution.

    - period_start: of the opening
    - threads: opened in the period
    - solved, solved_share: solved to this day, and their share of all threads, 0 to 1; the share is null where there is no thread
    - self_solved, self_solved_share: those of them solved without staff, and their share of all threads, 0 to 1, null likewise
    - median_hours_to_solution: within which 50 % are solved; null where fewer are
    - complete: the period is over and lies within the data

    The median is a Kaplan–Meier estimate: a thread without a solution is known to have waited until the last activity of its
    source. Where nobody marks solutions nothing is solved. Source: activities; the opening is the earliest post of a thread.
    """
    calendar = Calendar.of(store, scope)
    found = _threads(store, scope, calendar.period)
    row = np.searchsorted(calendar.starts, found.opened_on, side="right") - 1
    threads, solved, alone = (np.bincount(row[chosen], minlength=len(calendar)) for chosen in (slice(None), found.solved, found.self_solved))
    median = np.full(len(calendar), np.nan)
    order, bounds = np.argsort(row, kind="stable"), np.concatenate([[0], np.cumsum(threads)])
    for place in np.flatnonzero(threads):
        chosen = order[bounds[place] : bounds[place + 1]]
        median[place] = Survival.of(found.waited[chosen], found.solved[chosen]).quantile(0.5) / HOUR
    return calendar.table(
        {
            "threads": threads,
            "solved": solved,
            "solved_share": share(solved, threads),
            "self_solved": alone,
            "self_solved_share": share(alone, threads),
            "median_hours_to_solution": median,
        }
    )


def solution_curve(store: Store, scope: Scope) -> pd.DataFrame:
    """The share of the scope's threads that is solved within so many hours: columns and rows as ``steps`` has them."""
    with store.reading():
        found = asked_threads(store, scope)
    return steps(found.waited, found.solved)


def overall(store: Store, scope: Scope) -> pd.DataFrame:
    """The figures of ``resolution`` over all threads of the scope together: one row of threads, solved, self_solved, median_hours_to_solution."""
    with store.reading():
        found = asked_threads(store, scope)
    survival = Survival.of(found.waited, found.solved)
    counted = {"threads": len(found.solved), "solved": int(found.solved.sum()), "self_solved": int(found.self_solved.sum())}
    return pd.DataFrame([{**counted, "median_hours_to_solution": survival.quantile(0.5) / HOUR}])


def solutions_are_marked(store: Store) -> bool:
    """Whether any reply in the whole store is marked as a solution: if not, nothing is known of what is solved."""
    with store.reading():
        return not store.frame(select(thread.c.thread_id).where(thread.c.solved_at.is_not(None)).limit(1)).empty


def solvers(store: Store, scope: Scope) -> pd.DataFrame:
    """Who gave the solutions of threads opened in the scope: one row a person, most solutions first.

    Columns: member_id (the person's first account), staff (whether it is staff), solutions, median_hours (from opening to
    solution, of these alone).
    """
    with store.reading():
        period = scope.within(store.data_period("activity"))
        found = store.frame(
            select(thread.c.solver_person_no, identity.c.member_id, identity.c.is_staff, thread.c.opened_at, thread.c.solved_at)
            .join(identity, identity.c.member_no == thread.c.solver_person_no)
            .where(opened(scope, period), thread.c.solved_at.is_not(None))
        )
    found["hours"] = hours_between(found["opened_at"], found["solved_at"])
    people = found.groupby("solver_person_no").agg(
        member_id=("member_id", "first"), staff=("is_staff", "first"), solutions=("hours", "size"), median_hours=("hours", "median")
    )
    people = people.sort_values(["solutions", "member_id"], ascending=[False, True], kind="stable")
    return people.reset_index(drop=True).astype({"staff": "bool", "solutions": "Int64", "median_hours": "float64"})


def unsolved(store: Store, scope: Scope) -> pd.DataFrame:
    """Threads opened in the scope without a solution, the longest open first.

    Columns: thread_id, title, url, channel (of the opening; null where it has none), opened_at, age_hours (to the last
    activity of its source), replies, staff_replied (whether any staff has replied).
    """
    ends = source_ends()
    columns = (thread.c.thread_id, thread.c.title, thread.c.url, thread.c.channel, thread.c.opened_at, thread.c.replies, thread.c.source)
    with store.reading():
        period = scope.within(store.data_period("activity"))
        found = store.frame(
            select(*columns, thread.c.first_staff_at.is_not(None).label("staff_replied"), ends.c.last_at)
            .join(ends, ends.c.source == thread.c.source)
            .where(opened(scope, period), thread.c.solved_at.is_(None))
        )
    found["age_hours"] = hours_between(found["opened_at"], found.pop("last_at"))
    found = found.sort_values(["age_hours", "thread_id", "source"], ascending=[False, True, True], ignore_index=True)
    return found[["thread_id", "title", "url", "channel", "opened_at", "age_hours", "replies", "staff_replied"]]


@dataclass(frozen=True)
class AskedThreads:
    """Of each thread its opening's local day, the microseconds until its solution or as far as is known, and how it was solved.

    ``watched``: the microseconds from its opening to the last activity of its source, solved or not.
    """

    opened_on: NDArray[np.datetime64]
    waited: NDArray[np.int64]
    watched: NDArray[np.int64]
    solved: NDArray[np.bool_]
    self_solved: NDArray[np.bool_]


def asked_threads(store: Store, scope: Scope) -> AskedThreads:
    """All threads of the scope that members opened; to be called while reading."""
    return _threads(store, scope, scope.within(store.data_period("activity")))


def _threads(store: Store, scope: Scope, period: Period | None) -> AskedThreads:
    ends = source_ends()
    found = store.frame(
        select(
            thread.c.local_day,
            thread.c.opened_at,
            func.coalesce(thread.c.solved_at, ends.c.last_at).label("until"),
            ends.c.last_at,
            thread.c.solved_at.is_not(None).label("solved"),
            SELF_SOLVED.label("self_solved"),
        )
        .join(ends, ends.c.source == thread.c.source)
        .where(opened(scope, period))
    )
    opened_at = microseconds(found["opened_at"])
    return AskedThreads(
        found["local_day"].to_numpy(dtype="datetime64[D]"),
        microseconds(found["until"]) - opened_at,
        microseconds(found["last_at"]) - opened_at,
        found["solved"].to_numpy(dtype=bool),
        found["self_solved"].to_numpy(dtype=bool),
    )
