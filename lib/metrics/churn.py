"""Who leaves: customers who are members of the community against those who are not."""

import pandas as pd

from lib.metrics.customer_groups import Groups, table
from lib.metrics.customers import customers
from lib.metrics.periods import Calendar, period_start
from lib.metrics.registry import metric
from lib.scope import Scope
from lib.store import Store


@metric(title="Churn", unit="share of customers", better="lower", data="customer")
def churn(store: Store, scope: Scope) -> pd.DataFrame:
    """Share of the customers at a period's start who leave in it, by what they are to the community. Members chose to join: a difference is no effect.

    A row a period and group. A customer is one from converted_at on where any record of its source has that, else from
    started_at; at the start S of a period are those who are customers since before S and have not left before S.
    Records of one customer_id are one customer.

    - period_start
    - group: by what the customer was at the start.
      `power_member`: one of its members was active on 4 or more of the 28 days before; `member`: one came before, but none so often; `non_member`: all others
    - customers: at the period's start
    - churned: those of them whose churned_at lies in the period
    - rate: churned / customers, 0 to 1; null where there are none
    - ci_low, ci_high: 95 % interval of the rate (Wilson); null where there are no customers
    - difference: rate minus that of `non_member`, in the same period, -1 to 1; null for these, and where either has no customers
    - difference_low, difference_high: its 95 % interval (Newcombe, hybrid score)
    - complete: the period is over, and it and the 28 days before it lie within the days from the first customer to today

    Members of a customer are named by its member_id or name it by their customer_id; staff are none unless the scope
    includes them, bots never. A member came on the earlier of joining and first activity; the day itself does not count
    yet. Platform and channel choose the activities that make a power member, nothing else. A segment leaves out customers without a
    member in it: the others of it are then those who came later, and no fair comparison.
    All null where the period lies outside the data. Source: customers; members' joined_at and customer_id; activities.
    """
    calendar = Calendar.of(store, scope, "customer")
    groups, one = Groups(store, scope, calendar), customers(store.settings.zone)
    start = period_start(one.c.left_day, scope.by)
    at_start = groups.standing(one, one.c.from_day, one.c.left_day)
    left = groups.counted(one, one.c.left_day, start, one.c.from_day < start)
    return table(calendar, "customers", "churned", *groups.told(at_start, left))
