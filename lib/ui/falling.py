"""A fall that is unusual for this community: the latest whole week against the range of the weeks before it."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from lib.charts.axes import days
from lib.scope import Grain, Period
from lib.statistics.usual_range import UsualRange, usual_range
from lib.ui import cache
from lib.ui.shown import Notice
from lib.ui.view import View
from lib.wording import count, period_name

WEEKS = 12
"""How many weeks before tell what is usual."""
MEMBERS, CONTENT = "pages/community/active_users.py", "pages/community/content.py"
BY_WEEK = {"period": "Last 12 weeks", "by": "by week"}


@dataclass(frozen=True)
class Week:
    """The latest whole week: its first day, its value, and what is usual."""

    start: date
    value: float
    usual: UsualRange


def unusual_falls(view: View) -> Generator[Notice, None, bool]:
    """Members who come, who write, and what they write, where the latest whole week lies below the usual range. The filters hold, the period does not."""
    looked = False
    for metric, column, title, noun, icon, page, link in (
        ("growth_accounting", "active", "Fewer members came", "members", "trending_down", MEMBERS, "Members"),
        ("ugc", "contributors", "Fewer members write", "contributors", "edit_off", CONTENT, "Content"),
        ("ugc", "ugc", "Less is written", "posts and comments", "trending_down", CONTENT, "Content"),
    ):
        week = latest_week(view, metric, column)
        looked = looked or week is not None
        if week and week.usual.side(week.value) < 0:
            low, high = count(max(week.usual.low, 0)), count(week.usual.high)
            named = period_name(week.start, Grain.WEEK)
            text = f"{count(week.value)} {noun} in the {named[:1].lower()}{named[1:]}; usual is {low} to {high}."
            yield Notice(f":orange[:material/{icon}:]", title, text, page, link, BY_WEEK)
    return looked


def latest_week(view: View, metric: str, column: str) -> Week | None:
    """None where no week is over, or the weeks before it are too few to tell what is usual.

    A count of so many rare events moves by its root by chance alone: the range is at least three times that wide to either side.
    """
    if view.data is None:
        return None
    end = Grain.WEEK.start(min(view.data.end, view.today))
    scope = replace(view.scope, by=Grain.WEEK).during(Period(end - timedelta(weeks=WEEKS + 1), end))
    rows = cache.metric(view, metric, scope)
    rows = rows[(rows["period_start"] >= pd.Timestamp(view.data.start)) & rows[column].notna()]  # all are over; what they look back on does not matter
    if rows.empty or days(rows["period_start"])[-1] != end - timedelta(weeks=1):
        return None
    values = rows[column].astype("float64").tolist()
    middle = sorted(values[:-1])[len(values[:-1]) // 2] if len(values) > 1 else 0.0
    usual = usual_range(values[:-1], least_sigma=max(middle, 1.0) ** 0.5)
    return Week(end - timedelta(weeks=1), values[-1], usual) if usual else None
