"""About people: who comes, stays, takes part."""

from itertools import pairwise

import pandas as pd

from benchmarks.typical.events import Read, events, month_of
from lib.settings import Settings


def _sets(rows: pd.DataFrame, column: str) -> dict[pd.Timestamp, set[str]]:
    return {start: set(people) for start, people in rows.groupby(column)["person"]}


def _monthly(rows: pd.DataFrame) -> dict[pd.Timestamp, set[str]]:
    rows["month"] = month_of(rows["day"])
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


STEPS = {"reaction": "reactor", "comment": "commenter", "post": "creator"}


def _levels(read: Read, settings: Settings) -> tuple[pd.DataFrame, pd.Series]:
    """The highest step of each person in each month, and since when each person is known."""
    rows = events(read, settings, "kind")
    joined = read("SELECT coalesce(person_id, member_id) AS person, joined_at FROM member WHERE current AND role = 'member' AND joined_at IS NOT NULL")
    joined["day"] = joined["joined_at"].dt.tz_convert(settings.zone).dt.tz_localize(None).dt.normalize()
    since = pd.concat([rows[["person", "day"]], joined[["person", "day"]]]).groupby("person")["day"].min()
    rows = rows[rows["kind"].isin(list(STEPS))]
    rows["month"] = month_of(rows["day"])
    rows["step"] = rows["kind"].map({kind: step for step, kind in enumerate(STEPS)})
    return rows.groupby(["month", "person"])["step"].max().map(dict(enumerate(STEPS.values()))).rename("level").reset_index(), since


def participation(read: Read, settings: Settings) -> pd.DataFrame:
    levels, since = _levels(read, settings)
    counted = levels.groupby(["month", "level"]).size().unstack(fill_value=0)
    counted["observer"] = [(since < month + pd.offsets.MonthBegin(1)).sum() for month in counted.index] - counted.sum(axis=1)
    return counted.rename_axis("period_start").stack().rename("members").reset_index()


def participation_flow(read: Read, settings: Settings) -> pd.DataFrame:
    levels, since = _levels(read, settings)
    last = levels["month"].max()  # the data end with a whole month
    earlier, later = (levels[levels["month"] == month].set_index("person")["level"] for month in (last - pd.offsets.MonthBegin(1), last))
    known = since[since < last].index
    moves = pd.DataFrame({"from": earlier.reindex(known).fillna("observer"), "to": later.reindex(known).fillna("observer")})
    every = pd.MultiIndex.from_product([["observer", *STEPS.values()]] * 2, names=["from", "to"])
    return moves.value_counts().reindex(every, fill_value=0).rename("members").reset_index()


def attendance(read: Read, settings: Settings) -> pd.DataFrame:
    rows = events(read, settings, "kind", "thread_id", "title", "channel", "platform")
    rows = rows[rows["kind"] == "attendance"]
    rows["month"] = month_of(rows["day"])
    rows["event"] = rows["thread_id"].fillna(rows["title"]).fillna(rows["channel"])
    visits = rows.drop_duplicates(["day", "platform", "event", "person"])
    sizes = visits.groupby(["day", "platform", "event"]).agg(month=("month", "first"), members=("person", "size")).reset_index()
    months = sizes.groupby("month")["members"]
    found = pd.DataFrame(
        {"events": months.size(), "attendances": months.sum(), "attendees": rows.groupby("month")["person"].nunique(), "per_event": months.mean()}
    )
    first = rows.groupby("person")["month"].min().value_counts()
    found["repeat_share"] = 1 - first.reindex(found.index, fill_value=0) / found["attendees"]
    ends = {month: month + pd.offsets.MonthBegin(1) for month in found.index}
    window = [sizes.loc[(sizes["day"] < end) & (sizes["day"] >= end - pd.Timedelta(days=91)), "members"] for end in ends.values()]
    found["steadiness"] = [1 - members.std() / members.mean() for members in window]
    return found.rename_axis("period_start").reset_index()
