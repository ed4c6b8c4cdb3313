"""Active users: what the page says and shows."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from lib.charts import active_users as active_chart
from lib.charts import growth as growth_chart
from lib.charts.axes import days
from lib.scope import Period
from lib.ui import cache
from lib.ui.card import NoMatch, Shown, Table, TooFew
from lib.ui.drawing import draw
from lib.ui.events import happened
from lib.ui.figure import Figure, figure, in_points
from lib.ui.page import Answer
from lib.ui.period_column import named_periods
from lib.ui.view import View
from lib.wording import count, day, known, number, percent, plural, share

STEADY = 0.02
"""A count that changed by less is called steady: a few people more or less are no trend."""
STEADY_POINTS = 0.01
STEADY_RATIO = 0.05


def answer(view: View) -> Answer:
    """Is the community growing?"""
    now, before = monthly_active(view)
    verdict, how = growing(now, before)
    sentence = f"{plural(round(now), 'member was', 'members were')} active in {_window(view)}" if known(now) else "How many members are active is not known yet"
    if known(now) and known(before):
        sentence += f", {how} {view.ago}" if how else f", as many as {view.ago}"
    return Answer(verdict, f"{sentence}. {_arrivals(view)}".strip())


def growing(now: Any, before: Any) -> tuple[str, str]:
    """The verdict, and the change in words: ``6.2% more than``; empty where nothing changed."""
    if not known(now) or not known(before):
        return "Too early to say.", ""
    if now == before:
        return "Steady.", ""
    if not before:
        return "Yes.", "up from nobody"
    change = now / before - 1
    how = f"{percent(change)} {'more' if change > 0 else 'fewer'} than"
    return ("Yes." if change >= STEADY else "No." if change <= -STEADY else "Steady."), how


def monthly_active(view: View) -> tuple[Any, Any]:
    """Members active in the last 30 whole days, and in the 30 days before the whole periods began to count."""
    return _then_and_before(view, "mau")


def monthly(view: View) -> Figure:
    """KPI: monthly active."""
    return _trailing(view, "mau", "Monthly active", "Members active in the 30 days up to {day}, against those up to {before}.")


def weekly(view: View) -> Figure:
    """KPI: weekly active."""
    return _trailing(view, "wau", "Weekly active", "Members active in the 7 days up to {day}, against those up to {before}.")


def stickiness(view: View) -> Figure:
    """KPI: how often monthly active members come."""
    frame = _days(view)
    week = frame.assign(stickiness=frame["stickiness"].astype("float64").rolling(7).mean())
    now, before = _pick(view, week, "stickiness")
    return figure(
        "Stickiness",
        now,
        before,
        lambda value: share(value, 1),
        better="higher",
        change=in_points,
        sure=known(now) and known(before) and abs(now - before) >= STEADY_POINTS,
        trend=_ends(view, week, "stickiness"),
        help="Daily active members as a share of the monthly active ones, mean of the last 7 days. 20% means: a member comes on one day in five.",
    )


def quick_ratio(view: View) -> Figure:
    """KPI: arrivals to departures."""
    frame = _growth(view)
    rows, earlier = (complete_rows(frame, starts) for starts in (view.whole, view.earlier))
    now, before = _ratio(rows), _ratio(earlier) if len(earlier) == len(rows) else None
    return figure(
        "Quick ratio",
        now,
        before,
        number,
        better="higher",
        change=lambda now, before: number(abs(now - before)),
        sure=now is not None and before is not None and abs(now - before) >= STEADY_RATIO,
        trend=rows["quick_ratio"].tolist(),
        help=f"Members who came or came back, for each one who left, over {plural(len(rows), view.scope.by.value)}. Above 1 the community grows.",
    )


def active_members(view: View) -> Shown:
    """The days one by one."""
    frame = cache.metric(view, "active_users")
    return Shown(frame, draw(active_chart.active_members, frame, happened(view)), foot=_dashed(view, frame))


def who_came(view: View) -> Shown | NoMatch | TooFew:
    """Growth accounting."""
    frame = cache.metric(view, "growth_accounting")
    if frame["new"].notna().sum() == 0:
        by = view.scope.by
        return TooFew(f"Who is new can be told from the second {by} of the data on.", hint="Choose shorter periods, or bring in earlier data")
    foot = f"Faint, dashed edge: this {view.scope.by} is not over." if not frame["complete"].iloc[-1] else "Below the line: those who left."
    return Shown(frame, draw(growth_chart.who_came, frame, view.scope.by), foot=foot)


def behind_the_numbers(view: View) -> Shown:
    """Growth accounting as a table, newest first."""
    by = view.scope.by
    frame = cache.metric(view, "growth_accounting").iloc[::-1]
    rows = pd.DataFrame(
        {
            **named_periods(days(frame["period_start"]), by),
            **{label: frame[name].to_numpy() for label, name in _COLUMNS.items()},
            "Quick ratio": frame["quick_ratio"].to_numpy(),
            "State": ["" if complete else "so far" if place == 0 else "partly known" for place, complete in enumerate(frame["complete"])],
        }
    )
    settings: dict[str, Any] = {label: st.column_config.NumberColumn(format="localized") for label in _COLUMNS}
    settings |= {"Quick ratio": st.column_config.NumberColumn(format="%.2f"), "State": st.column_config.TextColumn("", width="small")}
    return Shown(rows, table=Table(settings, f"Members by where they come from, a row a {by}"))


_COLUMNS = {"Active": "active", "New": "new", "Came back": "resurrected", "Stayed": "retained", "Left": "churned"}


def _days(view: View) -> pd.DataFrame:
    """active_users from the days compared with to the last day asked for."""
    start = min([view.days.start, *view.whole[:1], *view.earlier[:1]])
    return cache.metric(view, "active_users", view.scope.during(Period(start - timedelta(days=30), view.days.end)))


def _trailing(view: View, column: str, label: str, explained: str) -> Figure:
    frame = _days(view)
    now, before = _pick(view, frame, column)
    last = _last_day(frame)
    told = explained.format(day=day(last) if last else "—", before=day(earlier) if last and (earlier := view.before_day(last)) else "—")
    sure = known(now) and known(before) and bool(before) and abs(now / before - 1) >= STEADY
    return figure(label, now, before, count, better="higher", sure=sure, trend=_ends(view, frame, column), help=told)


def _then_and_before(view: View, column: str) -> tuple[Any, Any]:
    return _pick(view, _days(view), column)


def _pick(view: View, frame: pd.DataFrame, column: str) -> tuple[Any, Any]:
    """The value on the last whole day, and on the day that it is compared with."""
    last = _last_day(frame)
    if last is None:
        return None, None
    value = frame.loc[frame["complete"]].set_index("day")[column]
    earlier = view.before_day(last)
    before = value.get(pd.Timestamp(earlier)) if earlier else None
    return value.iloc[-1], before


def _last_day(frame: pd.DataFrame) -> Any:
    whole = frame.loc[frame["complete"], "day"]
    return whole.iloc[-1].date() if len(whole) else None


def _ends(view: View, frame: pd.DataFrame, column: str) -> list[Any]:
    """The value on the last day of each whole period."""
    value = frame.loc[frame["complete"]].set_index("day")[column]
    return [value.get(pd.Timestamp(view.scope.by.next(start) - timedelta(days=1))) for start in view.whole]


def _growth(view: View) -> pd.DataFrame:
    return cache.metric(view, "growth_accounting", view.both or view.scope)


def complete_rows(frame: pd.DataFrame, starts: tuple[date, ...]) -> pd.DataFrame:
    """The rows of those periods that are complete: fewer than ``starts`` where the first one looks back before the data."""
    return frame[frame["complete"] & frame["period_start"].isin(pd.to_datetime(list(starts)))]


def _ratio(rows: pd.DataFrame) -> float | None:
    left = rows["churned"].sum()
    return float((rows["new"] + rows["resurrected"]).sum() / left) if left else None


def _arrivals(view: View) -> str:
    frame = _growth(view)
    rows = complete_rows(frame, view.whole)
    if len(rows) < 2:
        return ""
    gained = int((rows["new"] + rows["resurrected"] > rows["churned"]).sum())
    by = f"{view.scope.by}s"
    which = f"none of the last {len(rows)}" if not gained else f"all of the last {len(rows)}" if gained == len(rows) else f"{gained} of the last {len(rows)}"
    return f"In {which} {by} more members arrived or came back than left."


def _window(view: View) -> str:
    last = _last_day(_days(view))
    recent = last is not None and (view.today - last).days <= 2
    return "the last 30 days" if recent else f"the 30 days to {day(last)}" if last else "30 days"


def _dashed(view: View, frame: pd.DataFrame) -> str:
    complete = frame["complete"]
    parts = []
    if len(frame) and not complete.iloc[-1]:
        parts.append("the day is not over")
    if len(frame) and not complete.iloc[0]:
        parts.append("the 30 days reach back before the data begin")
    return f"Dashed: {' or '.join(parts)}." if parts else "Every day is over and known."
