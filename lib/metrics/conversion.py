"""Who begins to pay: prospects who are members of the community against those who are not."""

import pandas as pd
from sqlalchemy import func

from lib.metrics.customer_groups import Groups, table
from lib.metrics.customers import prospects
from lib.metrics.periods import Calendar, period_start
from lib.metrics.registry import metric
from lib.scope import Scope
from lib.store import Store


@metric(title="Conversion", unit="share of prospects", better="higher", data="customer")
def conversion(store: Store, scope: Scope) -> pd.DataFrame:
    """Share of a period's prospects who convert in it, by what they were to the community on entry. Members chose to join: a difference is no effect.

    A row a period and group. Prospects of a period are open at its start S (started before S, neither converted nor left before S), or started in it. Only
    sources with any converted_at tell who was a prospect: others are left out.

    - period_start
    - group: by what the prospect was on entry: at the period's start, or on the day it started where that is later.
      `power_member`: one of its members was active on 4 or more of the 28 days before; `member`: one came before, but none so often; `non_member`: all others
    - prospects: open at the start, or started in the period
    - converted: those of them whose converted_at lies in the period
    - rate: converted / prospects, 0 to 1; null where there are none
    - ci_low, ci_high: 95 % interval of the rate (Wilson); null where there are no prospects
    - difference: rate minus that of `non_member`, in the same period, -1 to 1; null for these, and where either has no prospects
    - difference_low, difference_high: its 95 % interval (Newcombe, hybrid score)
    - complete: the period is over, and it and the 28 days before it lie within the days from the first customer to today

    A prospect who is open through several periods counts in each: the rate is one of a period, not of a lifetime. Who is
    a member, and what filters do, is as for `churn`. All null where the period lies outside the data. Source: customers;
    members' joined_at and customer_id; activities.
    """
    calendar = Calendar.of(store, scope, "customer")
    groups, one = Groups(store, scope, calendar), prospects(store.settings.zone)
    open_until = func.least(one.c.converted_day, one.c.left_day)
    start = period_start(one.c.converted_day, scope.by)
    were_open, began = groups.standing(one, one.c.started_day, open_until), groups.counted(one, one.c.started_day, one.c.started_day)
    was_open = (one.c.started_day >= start) | one.c.left_day.is_(None) | (one.c.left_day >= start)
    converting = groups.counted(one, one.c.converted_day, func.greatest(start, one.c.started_day), was_open)
    opened, new, converted = groups.told(were_open, began, converting)
    return table(calendar, "prospects", "converted", opened + new, converted)
