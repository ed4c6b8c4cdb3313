"""About threads: how soon they are answered and solved, and by whom."""

import numpy as np
import pandas as pd

from benchmarks.typical.events import Read, events, month_of
from lib.settings import Settings


def _threads(read: Read, settings: Settings, *columns: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The threads that members opened, and the later posts and comments in them."""
    rows = events(read, settings, "thread_id", "kind", *columns, staff=True)
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
    months = opened.groupby(month_of(opened["day"]).rename("period_start"))["hours"]
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


def _solved(read: Read, settings: Settings) -> pd.DataFrame:
    """The threads that members opened, with when they were solved, and whether without staff."""
    opened, replies = _threads(read, settings, "is_solution")
    opened = opened.set_index("thread_id")
    opened["solved_at"] = replies[replies["is_solution"].fillna(value=False).astype(bool)].drop_duplicates("thread_id").set_index("thread_id")["occurred_at"]
    opened["staff_at"] = replies[replies["staff"]].drop_duplicates("thread_id").set_index("thread_id")["occurred_at"]
    opened["self_solved"] = opened["solved_at"].notna() & ~(opened["staff_at"] <= opened["solved_at"])
    return opened


def resolution(read: Read, settings: Settings) -> pd.DataFrame:
    opened = _solved(read, settings)
    opened["hours"] = (opened["solved_at"] - opened["occurred_at"]) / pd.Timedelta(hours=1)
    months = opened.groupby(month_of(opened["day"]).rename("period_start"))
    found = pd.DataFrame({"threads": months.size(), "solved": months["hours"].count(), "self_solved": months["self_solved"].sum()})
    found["solved_share"], found["self_solved_share"] = found["solved"] / found["threads"], found["self_solved"] / found["threads"]
    found["median_hours_to_solution"] = months["hours"].median()  # of the solved only, as people do
    return found.reset_index()


def deflection(read: Read, settings: Settings) -> pd.DataFrame:
    opened = _solved(read, settings)
    quarters = opened.groupby(opened["day"].dt.to_period("Q").dt.to_timestamp().rename("quarter"))["self_solved"].sum()
    costs = read("SELECT month, amount FROM programme_cost WHERE current")
    cost = costs.groupby(pd.to_datetime(costs["month"]).dt.to_period("Q").dt.to_timestamp())["amount"].sum().reindex(quarters.index)
    shares = {"low": settings.deflection_share_low, "base": settings.deflection_share_base, "high": settings.deflection_share_high}
    cases = []
    for case, assumed in shares.items():
        found = pd.DataFrame({"case": case, "deflected_tickets": quarters * assumed, "programme_cost": cost})
        found["value"] = found["deflected_tickets"] * (settings.cost_per_ticket or np.nan)
        found["net"] = found["value"] - cost
        found["roi"] = found["net"] / cost
        cases.append(found.reset_index())
    return pd.concat(cases)
