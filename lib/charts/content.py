"""What members write, and who writes."""

from datetime import date

import pandas as pd

from lib.charts.axes import NARROW, days
from lib.charts.bars import QUIET, Part, stacked
from lib.charts.lines import Line, lines
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, CONTEXT
from lib.scope import Grain
from lib.wording import count, period_name, share

KINDS = (Part("posts", "Posts", ACCENT), Part("comments", "Comments", ACCENT, 0.6))
AUTHORS = (Part("ugc", "Members", ACCENT), Part("staff_content", "Staff", CONTEXT, QUIET, edge=True))
PEOPLE = (Line("contributors", "Contributors", ACCENT), Line("new_contributors", "New", CONTEXT, 1.5))


def by_kind(frame: pd.DataFrame, by: Grain) -> Picture:
    """Posts and comments of each period. Columns as ugc has them."""
    return Picture(stacked(frame, KINDS, by=by, height=250), f"Posts and comments a {by}. {_last(frame, by, 'posts', 'comments')}")


def by_author(frame: pd.DataFrame, by: Grain) -> Picture:
    """Posts and comments by members and by staff."""
    whole = frame[frame["complete"]]
    total = float(whole["ugc"].sum() + whole["staff_content"].sum())
    members = share(float(whole["ugc"].sum()) / total) if total else "—"
    return Picture(stacked(frame, AUTHORS, by=by, height=250), f"Posts and comments a {by} by members and staff. Members wrote {members}.")


def contributors(frame: pd.DataFrame, by: Grain) -> Picture:
    """How many members wrote anything, and how many of them for the first time."""
    chart = lines(frame, PEOPLE, x="period_start", by=by, height=250)
    return Picture(chart, f"Members who wrote, a {by}. {_last(frame, by, 'contributors', 'new_contributors')}")


def content_panel(frame: pd.DataFrame, by: Grain, across: tuple[date, date]) -> Picture:
    """Posts and comments by members together, as the lower of two panels from the first to the last moment of ``across``."""
    parts = (Part("ugc", "Posts and comments", CONTEXT, 0.8),)
    chart = stacked(frame, parts, by=by, height=110, named=False, extent=NARROW, across=across)
    return Picture(chart, f"Posts and comments by members, a {by}. {_last(frame, by, 'ugc')}")


def _last(frame: pd.DataFrame, by: Grain, *columns: str) -> str:
    whole = frame[frame["complete"]]
    if whole.empty:
        return f"No {by} is over yet."
    row = whole.iloc[-1]
    numbers = ", ".join(f"{count(row[name])} {name.replace('_', ' ').replace('ugc', 'posts and comments')}" for name in columns)
    return f"{period_name(days([row['period_start']])[0], by)}: {numbers}."
