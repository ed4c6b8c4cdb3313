"""What a typical Streamlit app would write for each metric: read the events into pandas, group, loop.

Honest pandas: only the columns needed are read, as Arrow-fast as the engine gives them, with members, staff and bots
joined in SQL; sets and groups are used where people use them. They answer the same question as the metric of the same
name, and the tests compare the two; what only the metric knows (censored waiting times, completeness) is left out.
A function here is found by its metric's name.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pandas as pd

from lib.settings import Settings

Read = Callable[[str], pd.DataFrame]
"""Runs a query on the store's tables, all rows into pandas."""


def events(read: Read, settings: Settings, *columns: str, staff: bool = False) -> pd.DataFrame:
    """All events by members, with ``person``, ``day`` and the columns asked for; ``staff``: those by staff too, marked."""
    extra = "".join(f", a.{column}" for column in columns) + (", coalesce(m.role = 'staff', false) AS staff" if staff else "")
    rows = read(
        f"SELECT coalesce(m.person_id, a.member_id) AS person, a.occurred_at{extra} FROM activity a"
        f" LEFT JOIN member m ON m.source = a.source AND m.member_id = a.member_id AND m.current"
        f" WHERE a.current AND coalesce(m.role, 'member') {'<> ' + repr('bot') if staff else '= ' + repr('member')}"
    )
    rows["occurred_at"] = rows["occurred_at"].dt.tz_convert(settings.zone)
    rows["day"] = rows["occurred_at"].dt.tz_localize(None).dt.normalize()
    return rows


def _sets(rows: pd.DataFrame, column: str) -> dict[pd.Timestamp, set[str]]:
    return {start: set(people) for start, people in rows.groupby(column)["person"]}


def _monthly(rows: pd.DataFrame) -> dict[pd.Timestamp, set[str]]:
    rows["month"] = rows["day"].dt.to_period("M").dt.to_timestamp()
    return _sets(rows[["month", "person"]].drop_duplicates(), "month")


def active_users(read: Read, settings: Settings) -> pd.DataFrame:
    by_day = _sets(events(read, settings)[["day", "person"]].drop_duplicates(), "day")
    found = []
    for day in pd.date_range(min(by_day), max(by_day)):
        weekly: set[str] = set().union(*(by_day.get(day - pd.Timedelta(days=back), set()) for back in range(7)))
        monthly: set[str] = set().union(*(by_day.get(day - pd.Timedelta(days=back), set()) for back in range(30)))
        found.append({"day": day, "dau": len(by_day.get(day, ())), "wau": len(weekly), "mau": len(monthly)})
    return pd.DataFrame(found)


def growth_accounting(read: Read, settings: Settings) -> pd.DataFrame:
    seen: set[str] = set()
    before: set[str] = set()
    found = []
    for month, active in _monthly(events(read, settings)).items():
        new = active - seen
        found.append(
            {
                "period_start": month,
                "active": len(active),
                "new": len(new),
                "retained": len(active & before),
                "resurrected": len(active - new - before),
                "churned": len(before - active),
            }
        )
        seen |= active
        before = active
    return pd.DataFrame(found)


def retention(read: Read, settings: Settings) -> pd.DataFrame:
    rows = events(read, settings)
    rows["month"] = rows["day"].dt.year * 12 + rows["day"].dt.month
    active = rows[["person", "month"]].drop_duplicates()
    active["cohort"] = active.groupby("person")["month"].transform("min")
    active["offset"] = active["month"] - active["cohort"]
    counted = active.groupby(["cohort", "offset"])["person"].nunique().rename("active").reset_index()
    counted["share"] = counted["active"] / counted.groupby("cohort")["active"].transform("first")
    return counted


def returning(read: Read, settings: Settings) -> pd.DataFrame:
    months = list(_monthly(events(read, settings)).items())
    return pd.DataFrame(
        {"period_start": month, "active_previous": len(before), "returned": len(active & before)} for (_, before), (month, active) in pairwise(months)
    )


def power_curve(read: Read, settings: Settings) -> pd.DataFrame:
    rows = events(read, settings)
    last = rows[rows["day"] > rows["day"].max() - pd.Timedelta(days=28)]
    days = last.groupby("person")["day"].nunique()
    return days.value_counts().reindex(range(1, 29), fill_value=0).rename_axis("active_days").rename("members").reset_index()


def _threads(read: Read, settings: Settings) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The threads that members opened, and the later posts and comments in them."""
    rows = events(read, settings, "thread_id", "kind", staff=True)
    rows = rows[rows["kind"].isin(["post", "comment"]) & rows["thread_id"].notna()].sort_values("occurred_at")
    opened = rows[rows["kind"] == "post"].drop_duplicates("thread_id")
    replies = rows[~rows.index.isin(opened.index)]
    opened = opened[~opened["staff"]]
    replies = replies.merge(opened[["thread_id", "person", "occurred_at"]], on="thread_id", suffixes=("", "_opened"))
    return opened, replies[replies["occurred_at"] >= replies["occurred_at_opened"]]


def _asked(replies: pd.DataFrame, responder: str) -> pd.DataFrame:
    return replies[replies["staff"]] if responder == "staff" else replies[replies["person"] != replies["person_opened"]]


def _business_hours(start: pd.Series, end: pd.Series) -> pd.Series:
    """Hours between, as far as they lie on Monday to Friday, 9 to 17."""

    def elapsed(moment: pd.Series) -> np.ndarray:
        local = moment.dt.tz_localize(None)
        day = local.to_numpy().astype("datetime64[D]")
        hour = (local - local.dt.normalize()) / pd.Timedelta(hours=1)
        return np.busday_count(np.datetime64("2000-01-03"), day) * 8 + np.where(np.is_busday(day), (hour - 9).clip(0, 8), 0)

    return pd.Series(elapsed(end) - elapsed(start), index=start.index)


def response_time(read: Read, settings: Settings, responder: str = "staff", clock: str = "calendar") -> pd.DataFrame:
    opened, replies = _threads(read, settings)
    first = _asked(replies, responder).drop_duplicates("thread_id").set_index("thread_id")["occurred_at"]
    opened["answered_at"] = opened["thread_id"].map(first)
    if clock == "business":
        waited = opened["answered_at"].notna()
        opened.loc[waited, "hours"] = _business_hours(opened.loc[waited, "occurred_at"], opened.loc[waited, "answered_at"])
    else:
        opened["hours"] = (opened["answered_at"] - opened["occurred_at"]) / pd.Timedelta(hours=1)
    months = opened.groupby(opened["day"].dt.to_period("M").dt.to_timestamp().rename("period_start"))["hours"]
    return pd.DataFrame(
        {
            "threads": months.size(),
            "answered": months.count(),
            "mean_hours": months.mean(),
            "median_hours": months.median(),  # of the answered only, as people do
            "p90_hours": months.quantile(0.9),
            "within_1h": months.apply(lambda hours: (hours <= 1).mean()),
            "within_24h": months.apply(lambda hours: (hours <= 24).mean()),
        }
    ).reset_index()


def responders(read: Read, settings: Settings, responder: str = "staff") -> pd.DataFrame:
    _, replies = _threads(read, settings)
    asked = _asked(replies, responder)
    first = asked.drop_duplicates("thread_id")
    hours = (first["occurred_at"] - first["occurred_at_opened"]) / pd.Timedelta(hours=1)
    answered = hours.groupby(first["person"]).agg(first_replies="size", median_hours="median")
    return asked.groupby("person").size().rename("replies").to_frame().join(answered).rename_axis("member_id").reset_index()


def unanswered(read: Read, settings: Settings) -> pd.DataFrame:
    opened, replies = _threads(read, settings)
    waiting = opened[~opened["thread_id"].isin(_asked(replies, "anyone")["thread_id"])]
    waiting = waiting.merge(read("SELECT thread_id, channel, title FROM activity WHERE current AND kind = 'post'"), on="thread_id")
    last = read("SELECT max(occurred_at) AS moment FROM activity")["moment"].item()
    waiting["age_hours"] = (last - waiting["occurred_at"]) / pd.Timedelta(hours=1)
    return waiting[["thread_id", "occurred_at", "channel", "person", "title", "age_hours"]]


def ugc(read: Read, settings: Settings) -> pd.DataFrame:
    rows = events(read, settings, "kind", staff=True)
    rows["month"] = rows["day"].dt.to_period("M").dt.to_timestamp()
    members = rows[~rows["staff"]]
    content = members[members["kind"].isin(["post", "comment"])]
    counts = members.groupby(["month", "kind"]).size().unstack(fill_value=0)
    found = pd.DataFrame({"posts": counts["post"], "comments": counts["comment"], "reactions": counts["reaction"]})
    found["ugc"] = found["posts"] + found["comments"]
    found["staff_content"] = rows[rows["staff"] & rows["kind"].isin(["post", "comment"])].groupby("month").size()
    found["ugc_share"] = found["ugc"] / (found["ugc"] + found["staff_content"].fillna(0))
    found["contributors"] = content.groupby("month")["person"].nunique()
    found["new_contributors"] = content.groupby("person")["month"].min().value_counts()
    return found.rename_axis("period_start").reset_index()


def activity_hours(read: Read, settings: Settings) -> pd.DataFrame:
    rows = events(read, settings)
    weekday, hour = rows["occurred_at"].dt.day_of_week + 1, rows["occurred_at"].dt.hour
    counted = rows.groupby([weekday.rename("weekday"), hour.rename("hour")]).size()
    return counted.reindex(pd.MultiIndex.from_product([range(1, 8), range(24)], names=["weekday", "hour"]), fill_value=0).rename("activities").reset_index()
