"""The posts behind a period's mood."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from lib.charts.axes import days
from lib.charts.sentiment import PICKED
from lib.metrics.sentiment import posts_behind
from lib.scope import Period
from lib.ui import cache, mood
from lib.ui.card import NoMatch, Shown, Table
from lib.ui.drawing import picked
from lib.ui.readable import readable
from lib.ui.view import View
from lib.wording import known, period_name, plural

CHOSEN, SEEN = "sentiment.period", "sentiment.seen"
MOST = 200


def posts(view: View) -> Shown | NoMatch:
    """Those of one period, the most negative first; the period is chosen here, or by a click in the picture above."""
    starts = list(reversed(view.scope.by.starts(view.days)))
    if not _choose(view, starts):
        return NoMatch("period")
    by = view.scope.by
    names = {start.isoformat(): period_name(start, by) for start in starts}
    start = date.fromisoformat(st.selectbox("Period", list(names), key=CHOSEN, format_func=lambda text: names[text], label_visibility="collapsed", width=260))
    period = Period(start, by.next(start))
    found = cache.reading(view, posts_behind, view.scope, period, most=MOST)
    if found.empty:
        return NoMatch(f"posts with a text in {period_name(start, by)}")
    rows = pd.DataFrame(
        {
            "Score": found["sentiment"],
            "Post": [readable(text) for text in found["excerpt"]],
            "Channel": found["channel"],
            "When": found["occurred_at"].dt.tz_convert(view.settings.zone).dt.tz_localize(None),
            "Open": [value if known(value) and str(value).startswith(("https://", "http://")) else None for value in found["url"]],
        }
    )
    settings: dict[str, Any] = {
        "Score": st.column_config.NumberColumn(format="%+.2f", width="small"),
        "Post": st.column_config.TextColumn(width="large"),
        "When": st.column_config.DatetimeColumn(format="D MMM, HH:mm", width="small"),
        "Open": st.column_config.LinkColumn("", display_text=":material/open_in_new:", width="small"),
    }
    if rows["Open"].isna().all():
        rows = rows.drop(columns="Open")
    how_many = f"The {MOST} most negative posts; Rows has all" if len(found) == MOST else f"{plural(len(rows), 'post')}, the most negative first"
    foot = f"{how_many}. Without a score: could not be scored."
    return Shown(rows, table=Table(settings, f"Posts of {period_name(start, by)}. {foot}"), foot=foot)


def _choose(view: View, starts: list[date]) -> bool:
    """Sets the choice to what was last clicked on, else to what it was, else to the most unusual period or the last that is over."""
    offered = [start.isoformat() for start in starts]
    if not offered:
        return False
    clicked = picked(f"chart-Sentiment by {view.scope.by}", PICKED, "day")
    if clicked != st.session_state.get(SEEN):
        st.session_state[SEEN] = clicked
        if clicked in offered:
            st.session_state[CHOSEN] = clicked
    if st.session_state.get(CHOSEN) not in offered:
        st.session_state[CHOSEN] = _first(view, offered)
    return True


def _first(view: View, offered: list[str]) -> str:
    rows = cache.metric(view, "sentiment", view.both or view.scope)
    now = rows[rows["period_start"].isin(pd.to_datetime(list(view.whole)))]
    unusual = mood.unusual(now, mood.usual(rows))
    chosen = unusual if len(unusual) else now.tail(1)
    names = [start.isoformat() for start in days(chosen["period_start"])]
    return names[0] if names and names[0] in offered else offered[0]
