"""Questions that nobody has answered."""

import pandas as pd
from sqlalchemy import select

from lib.metrics.registry import metric
from lib.metrics.threads import hours_between, opened, source_ends
from lib.scope import Scope
from lib.store import Store
from lib.store.tables import identity, thread


@metric(title="Unanswered threads", unit="threads", better="lower")
def unanswered(store: Store, scope: Scope) -> pd.DataFrame:
    """Threads opened by a member in the period to which nobody but their opener has replied. The longest waiting first.

    - thread_id
    - opened_at: instant of the opening
    - channel: of the opening; null where it has none
    - member_id: who opened it
    - title: of the opening; null where it has none
    - age_hours: hours from the opening to the last activity of its source, as far as is known that it waits

    A bot's post is no reply. Source: activities.
    """
    ends = source_ends()
    period = scope.within(store.data_period("activity"))
    found = store.frame(
        select(thread.c.thread_id, thread.c.opened_at, thread.c.channel, identity.c.member_id, thread.c.title, ends.c.last_at, thread.c.source)
        .join(ends, ends.c.source == thread.c.source)
        .join(identity, identity.c.member_no == thread.c.member_no)
        .where(opened(scope, period), thread.c.first_other_at.is_(None))
    )
    found["age_hours"] = hours_between(found["opened_at"], found.pop("last_at"))
    found = found.sort_values(["age_hours", "thread_id", "source"], ascending=[False, True, True], ignore_index=True)
    return found.drop(columns="source")
