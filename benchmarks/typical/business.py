"""About support and customers."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from benchmarks.typical.events import Read, events, local, month_of
from benchmarks.typical.people import active_users
from lib.settings import Settings

LAGS = 9
POWER_DAYS, LOOKS_BACK = 4, pd.Timedelta(days=28)


def _customers(read: Read, settings: Settings) -> pd.DataFrame:
    rows = read("SELECT customer_id, started_at, converted_at, churned_at, member_id FROM customer WHERE current")
    for name in ("started_at", "converted_at", "churned_at"):
        rows[name] = local(rows[name], settings).dt.normalize()
    return rows


def tickets(read: Read, settings: Settings) -> pd.DataFrame:
    rows = read("SELECT created_at, first_response_at, resolved_at FROM ticket WHERE current")
    opened, resolved = (month_of(local(rows[name], settings)) for name in ("created_at", "resolved_at"))
    found = pd.DataFrame({"opened": opened.value_counts().sort_index()})
    found["resolved"] = resolved.value_counts().reindex(found.index, fill_value=0)
    found["backlog"] = (found["opened"] - found["resolved"]).cumsum()
    for name, column in (("first_response", "first_response_at"), ("resolution", "resolved_at")):
        hours = (rows[column] - rows["created_at"]) / pd.Timedelta(hours=1)
        found[f"median_hours_to_{name}"] = hours.groupby(opened).median()  # of those that have one only, as people do
    customers = _customers(read, settings)
    ends = [month + pd.offsets.MonthBegin(1) for month in found.index]
    found["customers"] = [((customers["converted_at"] < end) & ~(customers["churned_at"] < end)).sum() for end in ends]
    found["tickets_per_1000_customers"] = 1000 * found["opened"] / found["customers"].where(found["customers"] > 0)
    return found.rename_axis("period_start").reset_index()


def growth_vs_tickets(read: Read, settings: Settings) -> pd.DataFrame:
    found = tickets(read, settings).rename(columns={"opened": "tickets"})
    mau = active_users(read, settings).set_index("day")["mau"]
    found["mau"] = mau.reindex(found["period_start"] + pd.offsets.MonthEnd(0)).to_numpy()
    return found[["period_start", "mau", "tickets", "customers", "tickets_per_1000_customers"]]


def growth_vs_tickets_relation(read: Read, settings: Settings) -> pd.DataFrame:
    both = growth_vs_tickets(read, settings)[["mau", "tickets_per_1000_customers"]].diff()
    return pd.DataFrame({"lag": range(LAGS), "r": [both["mau"].corr(both["tickets_per_1000_customers"].shift(-lag)) for lag in range(LAGS)]})


def _grouped(read: Read, settings: Settings, customers: pd.DataFrame) -> Iterator[tuple[pd.Timestamp, set[str], set[str]]]:
    """Each month with the customers that are members by then, and those that are power members."""
    rows = events(read, settings, "member_id")
    joined = read("SELECT coalesce(person_id, member_id) AS person, member_id, joined_at FROM member WHERE current AND role = 'member'")
    joined["day"] = local(joined["joined_at"], settings).dt.normalize()
    people = pd.concat([rows[["person", "member_id", "day"]], joined[["person", "member_id", "day"]]])
    since = people.groupby("member_id").agg(person=("person", "first"), since=("day", "min"))
    linked = customers[["customer_id", "member_id"]].merge(since, left_on="member_id", right_index=True)
    active = rows[["person", "day"]].drop_duplicates()
    active = active[active["person"].isin(linked["person"])]
    for month in pd.date_range(month_of(customers["started_at"]).min(), month_of(rows["day"]).max(), freq="MS"):
        recent = active[(active["day"] < month) & (active["day"] >= month - LOOKS_BACK)].groupby("person").size()
        powerful = set(recent[recent >= POWER_DAYS].index)
        members = linked[linked["since"] < month]
        yield month, set(members["customer_id"]), set(members.loc[members["person"].isin(powerful), "customer_id"])


def churn(read: Read, settings: Settings) -> pd.DataFrame:
    customers = _customers(read, settings)
    found = []
    for month, members, powerful in _grouped(read, settings, customers):
        here = customers[(customers["converted_at"] < month) & ~(customers["churned_at"] < month)]
        left = here["churned_at"] < month + pd.offsets.MonthBegin(1)
        power, member = here["customer_id"].isin(powerful), here["customer_id"].isin(members)
        for group, chosen in (("member", member & ~power), ("power_member", power), ("non_member", ~member & ~power)):
            found.append({"period_start": month, "group": group, "customers": chosen.sum(), "churned": (chosen & left).sum()})
    table = pd.DataFrame(found)
    return table.assign(rate=table["churned"] / table["customers"].where(table["customers"] > 0))


def conversion(read: Read, settings: Settings) -> pd.DataFrame:
    """Groups as at the month's start, also of those who came later in it: close to the metric, which asks on the day each came."""
    customers = _customers(read, settings)
    found = []
    for month, members, powerful in _grouped(read, settings, customers):
        end = month + pd.offsets.MonthBegin(1)
        was_open = (customers["started_at"] < end) & ~(customers["converted_at"] < month) & ~(customers["churned_at"] < month)
        here = customers[was_open]
        converted = here["converted_at"] < end
        power, member = here["customer_id"].isin(powerful), here["customer_id"].isin(members)
        for group, chosen in (("member", member & ~power), ("power_member", power), ("non_member", ~member & ~power)):
            found.append({"period_start": month, "group": group, "prospects": chosen.sum(), "converted": (chosen & converted).sum()})
    table = pd.DataFrame(found)
    return table.assign(rate=table["converted"] / table["prospects"].where(table["prospects"] > 0))


def customer_value(read: Read, settings: Settings) -> pd.DataFrame:
    """At the start of the last month: close to the metric, which asks about the day after the last."""
    customers = _customers(read, settings).merge(read("SELECT customer_id, value FROM customer WHERE current"), on="customer_id")
    month, members, powerful = list(_grouped(read, settings, customers))[-1]
    here = customers[(customers["converted_at"] < month) & ~(customers["churned_at"] < month)]
    group = np.select([here["customer_id"].isin(powerful), here["customer_id"].isin(members)], ["power_member", "member"], "non_member")
    return here.groupby(group)["value"].agg(["size", "count", "mean", "median", "std"]).rename_axis("group").reset_index()
