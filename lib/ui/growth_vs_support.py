"""Growth vs support: what the page says of members and tickets together.

The relation is always told from all whole weeks of the data, whatever period is chosen: twelve weeks could show nothing.
"""

from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from lib.charts import growth_vs_support as chart
from lib.errors import StoreChanged
from lib.metrics.growth_vs_tickets import measured, related
from lib.report import growth
from lib.report.growth import BY
from lib.scope import Scope
from lib.statistics.relation import LEAST, Relation
from lib.ui import cache, membership
from lib.ui.card import NoMatch, Shown, TooFew, card
from lib.ui.drawing import draw
from lib.ui.events import happened
from lib.ui.fault import failed
from lib.ui.figure import Figure
from lib.ui.page import Answer
from lib.ui.view import View, current
from lib.wording import average, count, plural


def tested(view: View) -> Scope:
    """All weeks of the data, with the filters of the page."""
    return replace(view.scope, first=None, last=None, by=BY)


def table(view: View) -> pd.DataFrame:
    """growth_vs_tickets of all weeks."""
    return cache.metric(view, "growth_vs_tickets", tested(view))


def answer(view: View) -> Answer:
    """Does community growth relieve support?"""
    frame = table(view)
    return told(frame, related(frame, BY))


def told(frame: pd.DataFrame, found: Relation) -> Answer:
    """The verdict and what happened, from all weeks and what the scan found in the whole ones."""
    return Answer(*growth.told(frame, found))


def monthly(view: View) -> Figure:
    """KPI: monthly active, of the days that have activities."""
    if not view.has("activity"):
        return Figure("Monthly active", None, help="No activity was brought in yet.")
    return membership.monthly(view.about("activity"))


def side_by_side(view: View) -> Shown | NoMatch:
    """Members above, tickets below."""
    frame = table(view)
    if not frame["tickets"].fillna(0).sum():
        return NoMatch("support tickets")
    column, events = measured(frame), happened(view)
    whole = frame[frame["complete"]]
    last = whole.iloc[-1] if len(whole) else None
    members = f"{count(last['mau'])}" if last is not None else "—"
    tickets = average(last[column]) if last is not None else "—"
    panels = (
        (f":blue[**Monthly active members**] {members}", draw(chart.members_panel, frame, BY, events)),
        (f":violet[**{growth.NAMES[column]} a week**] {tickets}", draw(chart.tickets_panel, frame, column, growth.NAMES[column], BY, events)),
    )
    foot = "All weeks of the data, whatever period is chosen. Two scales on purpose: compare the shapes, not the heights."
    faint = " Faint or dashed: not wholly known." if not frame["complete"].all() else ""
    return Shown(frame, panels=panels, foot=foot + faint)


def how_it_was_tested() -> None:
    """The statistics, folded away: the scan of lags, what was done, and what it does not say."""
    view = current()
    with st.expander("How this was tested", icon=":material/science:", key="growth.tested"), st.grid(2, min_column_width=340):
        with st.container():
            card("Link by weeks of delay", "Correlation of week-to-week changes, members first", by_delay, of="growth_vs_tickets_relation", height=230)
        with st.container(border=True):
            _words(view)


def _words(view: View) -> None:
    try:
        st.markdown(in_words(view))
    except StoreChanged:
        raise
    except Exception as error:
        failed(error, title="This could not be worked out", rest="The rest of this page is not affected.", key="growth.words")


def by_delay(view: View) -> Shown | TooFew:
    """The nine correlations over the band that chance gives."""
    found = related(table(view), BY)
    if not found.told:
        whole = int(table(view)["complete"].sum())
        return TooFew(f"{plural(whole, 'whole week')} of {LEAST} that are needed.", hint="Bring in earlier tickets and activities")
    rows = pd.DataFrame({"lag": np.arange(len(found.r)), "r": found.r, "chance": found.chance, "pairs": found.pairs})
    if rows["r"].isna().all():
        return TooFew("Members or tickets never change from week to week.", hint="Choose fewer filters")
    foot = f"Band: where the largest of nine falls by chance, 95 of 100 times. {growth.how_often(found)}"
    return Shown(rows, draw(chart.lag_scan, rows, BY), foot=foot)


def in_words(view: View) -> str:
    """What was done and what it means, for those who ask. Markdown."""
    frame = table(view)
    found = related(frame, BY)
    did = growth.how_it_was_tested(frame, found, "of the data, with the filters above")
    return "\n\n".join(
        (
            f"**What was tested**  \n{did}",
            "**Why not the curves themselves**  \nTwo things that both rise or fall look related whatever they are: "
            "of 100 pairs that have nothing to do with each other, 94 do.",
            "**What this does not say**  \nA relation is no cause: a release or a season can move both. And none shown is not none: "
            "the effect may be smaller than so many weeks can show.",
            "**What would tell more**  \nAsking people with a solved thread whether they would have opened a ticket, "
            "or changing one thing on a known day: see below.",
        )
    )
