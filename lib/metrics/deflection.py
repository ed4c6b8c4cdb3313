"""What self-solved questions spare support, in tickets and in money."""

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import func, select

from lib.metrics.periods import Calendar, days, during, period_start, share
from lib.metrics.registry import metric
from lib.metrics.resolution import SELF_SOLVED
from lib.metrics.threads import opened
from lib.scope import Grain, Scope
from lib.store import Store
from lib.store.tables import RECORDS, thread

programme_cost = RECORDS["programme_cost"]

CASES = ("low", "base", "high")


@metric(title="Ticket deflection", unit="tickets", better="higher")
def deflection(store: Store, scope: Scope) -> pd.DataFrame:
    """Support tickets that were never written because members solved the question themselves: an estimate in three cases. Three rows a quarter.

    How many self-solved threads would else have become a ticket is an assumption, which the settings name for each case.

    - quarter: its first day, of the threads' opening; calendar quarters, whatever the rows of other metrics are
    - case: low, base or high: which of the settings deflection_share_low, deflection_share_base and deflection_share_high is assumed
    - deflected_tickets: self-solved threads (as in resolution) times the assumed share; null outside the data
    - value: deflected_tickets times the setting cost_per_ticket, in the settings' currency; null until that is set
    - programme_cost: of the whole programme in the quarter's months, whatever the filters; null without any row, and where any is in
      another currency than the settings'
    - net: value less programme_cost; null where either is
    - roi: net / programme_cost, 1 is 100 %; null where either is, and where it cost nothing, or brought in more than it cost
    - complete: the quarter is over and lies within the data

    A cost without a currency is in the settings' one. Source: activities; programme_cost; settings.
    """
    calendar = Calendar.of(store, replace(scope, by=Grain.QUARTER))
    settings, rows = store.settings, len(CASES)
    assumed = np.tile([settings.deflection_share_low, settings.deflection_share_base, settings.deflection_share_high], len(calendar))
    known = np.repeat(calendar.known, rows)
    tickets = np.where(known, np.repeat(_self_solved(store, scope, calendar), rows) * assumed, np.nan)
    value = tickets * (np.nan if settings.cost_per_ticket is None else settings.cost_per_ticket)
    cost = np.where(known, np.repeat(_cost(store, calendar), rows), np.nan)
    net = value - cost
    return pd.DataFrame(
        {
            "quarter": days(np.repeat(calendar.starts, rows)),
            "case": pd.array(np.tile(np.array(CASES, dtype=object), len(calendar)), dtype="str"),
            "deflected_tickets": tickets,
            "value": value,
            "programme_cost": cost,
            "net": net,
            "roi": share(net, np.where(cost > 0, cost, np.nan)),
            "complete": np.repeat(calendar.complete(), rows),
        }
    )


def _self_solved(store: Store, scope: Scope, calendar: Calendar) -> NDArray[np.int64]:
    start = period_start(thread.c.local_day, Grain.QUARTER).label("period_start")
    found = store.frame(select(start, func.count().label("threads")).where(opened(scope, calendar.period), SELF_SOLVED).group_by(start))
    return calendar.counted(found, "threads")


def _cost(store: Store, calendar: Calendar) -> NDArray[np.float64]:
    """Of each quarter; NaN where it cannot be told."""
    start = period_start(programme_cost.c.month, Grain.QUARTER).label("period_start")
    foreign = func.coalesce(programme_cost.c.currency, store.settings.currency) != store.settings.currency
    found = store.frame(
        select(start, func.sum(programme_cost.c.amount).label("amount"), func.count().filter(foreign).label("foreign_items"))
        .where(programme_cost.c.current, during(programme_cost.c.month, calendar.period))
        .group_by(start)
    )
    found = found[found["foreign_items"] == 0]
    amount = pd.Series(found["amount"].to_numpy(dtype=np.float64), index=days(found["period_start"]))
    return amount.reindex(days(calendar.starts)).to_numpy(dtype=np.float64)
