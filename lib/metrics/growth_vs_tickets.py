"""Does community growth relieve support: both side by side, and whether one moves with the other."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.metrics.active_users import active_users
from lib.metrics.periods import Calendar, counts
from lib.metrics.registry import metric
from lib.metrics.tickets import customers_at_the_end, opened_in, per_1000
from lib.scope import DAY, Grain, Scope
from lib.statistics.relation import LAGS, Relation, relation
from lib.store import Store

SEASON = {Grain.DAY: 7, Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4}
"""Periods after which a season comes round: a week of days, and years of all others."""


@metric(title="Growth vs tickets", unit="members and tickets", data="ticket")
def growth_vs_tickets(store: Store, scope: Scope) -> pd.DataFrame:
    """Monthly active members beside the tickets support gets.

    - period_start
    - mau: members active in the 30 days that end with the period's last day, as in active_users; null unless that day lies within the activities' days
    - tickets: opened in the period, as in tickets
    - customers: who pay at the end of the period; null where there are no customer records
    - tickets_per_1000_customers: 1,000 × tickets / customers; null where there are no customers
    - complete: the period is over and lies within the tickets' days, and the 30 days of mau within the activities'

    All null where the period lies outside the tickets' days. A segment counts for members, tickets and customers, platform and channel for
    members alone. Source: activities; tickets; customers.
    """
    calendar = Calendar.of(store, scope, "ticket")
    mau, known = _monthly_active(store, scope, calendar)
    table = calendar.table({"mau": mau, "tickets": opened_in(store, scope, calendar), "customers": customers_at_the_end(store, scope, calendar)})
    table["mau"] = table["mau"].astype("Int64")
    table["customers"] = table["customers"].astype("Int64")
    table.insert(len(table.columns) - 1, "tickets_per_1000_customers", per_1000(table["tickets"], table["customers"]))
    return table.assign(complete=table["complete"] & known)


@metric(title="Growth and tickets related", unit="correlation of changes", data="ticket")
def growth_vs_tickets_relation(store: Store, scope: Scope) -> pd.DataFrame:
    """Whether tickets move with active members, in the same period or up to 8 periods later. A relation found is not yet a cause.

    Of the complete periods of growth_vs_tickets: mau against tickets per 1,000 customers where these are always known, else against tickets.
    Two things that both grow look related on their levels, so changes from one period to the next are compared: first differences;
    where at least 24 remain, seasonal differences first and then first ones (a season has 52 weeks, 12 months, 4 quarters or 7 days).
    Always the nine rows of lags 0 to 8.

    - lag: how many periods the tickets come after the members
    - r: Pearson's correlation of the changes of mau with those of tickets so many periods later, -1 to 1; null where the series are too short, or
      one never changes
    - pairs: how many changes were compared; null where the series are too short
    - p_adjusted: how often chance alone gives as strong a relation at any of the nine lags, 0 to 1, the same in all rows; null where there is no r
    - verdict: the same in all rows. `too short to tell`: under 24 periods; `no relation found`: p_adjusted is 0.05 or more; `rise together` or
      `one rises as the other falls`: by the sign of r at the strongest lag

    p is that of Student's t for each lag, with Bartlett's effective number of pairs (n − lag) / max(1, 1 + 2 Σ (1 − k/n) ρx(k) ρy(k)), k from 1 to
    the smaller of n/4 and 13, at least 3.01, for neighbouring changes are alike; the smallest p times nine. Source: activities; tickets; customers.
    """
    found = related(growth_vs_tickets(store, scope), scope.by)
    unknown = np.full(LAGS, not found.told)
    return pd.DataFrame(
        {
            "lag": np.arange(LAGS),
            "r": found.r if found.told else np.full(LAGS, np.nan),
            "pairs": counts(found.pairs if found.told else np.zeros(LAGS), unknown),
            "p_adjusted": np.full(LAGS, found.p_adjusted),
            "verdict": pd.Series([found.verdict] * LAGS, dtype="str"),
        }
    )


def related(table: pd.DataFrame, by: Grain) -> Relation:
    """The relation in a table of growth_vs_tickets, of its complete rows."""
    whole = table[table["complete"]]
    return relation(whole["mau"].to_numpy(dtype=np.float64), whole[measured(table)].to_numpy(dtype=np.float64), SEASON[by])


def measured(table: pd.DataFrame) -> str:
    """The column that the relation looks at: tickets for each 1,000 customers where all complete rows know it, else tickets."""
    name = "tickets_per_1000_customers"
    return name if table.loc[table["complete"], name].notna().all() else "tickets"


def _monthly_active(store: Store, scope: Scope, calendar: Calendar) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """mau at each row's last day, NaN where it is not known; and whether its 30 days are over and known."""
    if calendar.period is None:
        return np.zeros(0), np.zeros(0, dtype=bool)
    daily = active_users(store, scope.during(calendar.period))
    last = daily.set_index("day").loc[pd.DatetimeIndex(calendar.ends - np.timedelta64(DAY))]
    return last["mau"].to_numpy(dtype=np.float64, na_value=np.nan), last["complete"].to_numpy(dtype=bool)
