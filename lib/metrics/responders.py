"""Who answers."""

import pandas as pd
from sqlalchemy import func, select

from lib.metrics.registry import metric
from lib.metrics.threads import FIRST_AT, FIRST_BY, RESPONDER, Responder, activity, hours_between, opened
from lib.scope import Period, Scope
from lib.store import Store
from lib.store.tables import identity, thread


@metric(title="Responders", unit="replies", options=RESPONDER)
def responders(store: Store, scope: Scope, responder: Responder = "staff") -> pd.DataFrame:
    """Who replied in the threads that members opened in the period, whenever the reply came. Most first replies first.

    With responder=staff only staff; with responder=anyone anybody, but not in threads of their own. Bots never.

    - member_id: of the person; where several accounts are one person, of the one that was known first
    - first_replies: threads in which theirs was the first reply of all that are asked for
    - replies: posts and comments at or after the opening
    - median_hours: half of their first replies came within so many hours after the opening; null where they have none

    Source: activities.
    """
    period = scope.within(store.data_period("activity"))
    replies = _replies(store, scope, period, responder).set_index("person_no")
    firsts = _firsts(store, scope, period, responder)
    hours = firsts["hours"].groupby(firsts["person_no"])
    replies["first_replies"] = hours.size().reindex(replies.index, fill_value=0)
    replies["median_hours"] = hours.median().reindex(replies.index).astype("float64")
    ranked = replies.reset_index().sort_values(["first_replies", "replies", "member_id", "person_no"], ascending=[False, False, True, True], ignore_index=True)
    ranked = ranked.astype({"first_replies": "Int64", "replies": "Int64"})
    return ranked[["member_id", "first_replies", "replies", "median_hours"]]


def _replies(store: Store, scope: Scope, period: Period | None, responder: Responder) -> pd.DataFrame:
    """person_no, member_id and how many replies."""
    author, person = identity.alias("author"), identity.alias("person")
    asked = author.c.is_staff if responder == "staff" else author.c.person_no != thread.c.person_no
    counted = (
        select(author.c.person_no, func.count().label("replies"))
        .select_from(activity)
        .join(thread, thread.c.thread_no == activity.c.thread_no)
        .join(author, author.c.member_no == activity.c.member_no)
        .where(
            activity.c.current,
            activity.c.kind.in_(("post", "comment")),
            activity.c.occurred_at >= thread.c.opened_at,
            ~author.c.is_bot,
            asked,
            opened(scope, period),
        )
        .group_by(author.c.person_no)
        .subquery()
    )
    return store.frame(select(counted.c.person_no, person.c.member_id, counted.c.replies).join(person, person.c.member_no == counted.c.person_no))


def _firsts(store: Store, scope: Scope, period: Period | None, responder: Responder) -> pd.DataFrame:
    """person_no and hours of each thread's first reply."""
    by, at = FIRST_BY[responder], FIRST_AT[responder]
    found = store.frame(select(by.label("person_no"), thread.c.opened_at, at.label("answered_at")).where(at.is_not(None), opened(scope, period)))
    found["hours"] = hours_between(found["opened_at"], found["answered_at"])
    return found
