"""What customers are worth: those who are members of the community against the rest."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats
from sqlalchemy import Date, literal, or_

from lib.metrics.customer_groups import GROUPS, Groups
from lib.metrics.customers import customers
from lib.metrics.periods import Calendar, counts
from lib.metrics.registry import metric
from lib.scope import DAY, Grain, Scope
from lib.store import Store


@metric(title="Value per customer", unit="currency of the settings, a year", better="higher", data="customer")
def customer_value(store: Store, scope: Scope) -> pd.DataFrame:
    """Value a year of the customers who pay when the period ends, by what they are to the community then. Members chose to join: a difference is no effect.

    - group: `member`, `power_member`, `non_member` as in churn, and `any_member`, the first two together
    - customers: who pay on the morning after the last day asked for, or after today
    - valued: those of them whose records say a value
    - mean, median: of these; null where there are none
    - low, high: 95 % interval of the mean (Student's t); null under two
    - difference, difference_low, difference_high: of the mean to that of non_member, with its 95 % interval (Welch); null for these

    Segments, platform and channel as in churn. No rows where the days asked for lie outside the data. Source: value of customers; members'
    joined_at and customer_id; activities.
    """
    data = store.data_period("customer")
    period = scope.within(data)
    if not period or not data or period.start >= data.end or period.end <= data.start:
        return _table({})
    return _table(_values(store, scope, min(period.end, store.today() + DAY)))


def _values(store: Store, scope: Scope, end: date) -> dict[str, NDArray[np.float64]]:
    """Of each customer there is, by group; NaN where no record says."""
    day = Scope(end, end, Grain.DAY)
    groups = Groups(store, replace(scope, first=end, last=end, by=Grain.DAY), Calendar.of(store, day, "customer"))
    one, on = customers(store.settings.zone), literal(end, Date)
    found = store.frame(groups.each(one, on, one.c.value).where(one.c.from_day < on, or_(one.c.left_day.is_(None), one.c.left_day >= on)))
    by_group = {group: np.sort(found.loc[found["customer_group"] == group, "value"].to_numpy(dtype="float64")) for group in GROUPS}
    return {"any_member": np.sort(np.concatenate([by_group["member"], by_group["power_member"]])), **by_group}


def _table(values: dict[str, NDArray[np.float64]]) -> pd.DataFrame:
    known = {group: found[~np.isnan(found)] for group, found in values.items()}
    others = known.get("non_member", np.zeros(0))
    rows = [_row(group, len(values[group]), found, None if group == "non_member" else others) for group, found in known.items()]
    of = list(zip(*rows, strict=True)) or [()] * 10
    numbers = ("mean", "median", "low", "high", "difference", "difference_low", "difference_high")
    return pd.DataFrame(
        {
            "group": pd.Series(of[0], dtype="str"),
            "customers": counts(of[1]),
            "valued": counts(of[2]),
            **{name: np.asarray(values, dtype=np.float64) for name, values in zip(numbers, of[3:], strict=True)},
        }
    )


def _row(group: str, customers: int, found: NDArray[np.float64], others: NDArray[np.float64] | None) -> tuple[str | float, ...]:
    middle = (float(found.mean()), float(np.median(found))) if len(found) else (np.nan, np.nan)
    low, high = mean_interval(found)
    return (group, customers, len(found), *middle, low, high, *(welch(found, others) if others is not None else (np.nan, np.nan, np.nan)))


def mean_interval(values: NDArray[np.float64]) -> tuple[float, float]:
    """The 95 % interval of a mean by Student's t; NaN under two values."""
    if len(values) < 2:
        return np.nan, np.nan
    width = stats.t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / len(values) ** 0.5
    return float(values.mean() - width), float(values.mean() + width)


def welch(one: NDArray[np.float64], other: NDArray[np.float64]) -> tuple[float, float, float]:
    """How far one mean lies above another, with its 95 % interval (Welch, 1947); NaN where either has under two values."""
    if min(len(one), len(other)) < 2:
        return np.nan, np.nan, np.nan
    difference = float(one.mean() - other.mean())
    if one.std() == 0 and other.std() == 0:
        return difference, difference, difference
    interval = stats.ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    return difference, float(interval.low), float(interval.high)
