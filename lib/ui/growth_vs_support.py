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
from lib.scope import Grain, Scope
from lib.statistics.relation import LEAST, NOTHING, OPPOSED, Relation
from lib.ui import cache, membership
from lib.ui.card import NoMatch, Shown, TooFew, card
from lib.ui.drawing import draw
from lib.ui.events import happened
from lib.ui.fault import failed
from lib.ui.figure import Figure
from lib.ui.page import Answer
from lib.ui.view import View, current
from lib.wording import average, count, known, percent, plural, signed

BY = Grain.WEEK
ENDS = 8
"""Weeks at either end whose means tell how far a series rose or fell."""
STEADY = 0.03
NAMES = {"tickets_per_1000_customers": "Tickets per 1,000 customers", "tickets": "Support tickets"}


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
    whole = frame[frame["complete"]]
    if not found.told:
        missing = " No activity of members is known for the weeks with tickets." if frame["mau"].isna().all() else ""
        return Answer(f"Too short to tell: {len(whole)} of {LEAST} weeks.", f"Members and tickets have to be known for {LEAST} whole weeks.{missing}")
    name = NAMES[measured(frame)]
    went = [f"monthly active members {_went(whole['mau'])}", f"{name[:1].lower()}{name[1:]} {_went(whole[measured(frame)])}"]
    over = f"Over {plural(len(whole), 'week')} {went[0]} and {went[1]}"
    if found.verdict == NOTHING:
        return Answer("No relation shown.", f"{over}, but from week to week the two do not move together more than chance allows.")
    opposed = found.verdict == OPPOSED
    lag = found.strongest or 0
    when = "in the same week" if lag == 0 else f"{plural(lag, 'week')} later"
    verdict = f"{'Fewer' if opposed else 'More'} tickets {'follow' if lag else 'come'} when more members are active."
    said = f"{over}. In weeks in which more members than usual become active, tickets {'fall' if opposed else 'rise'} {when}, more than chance allows"
    return Answer(verdict, f"{said} ({_strength(found)}). Whether the one causes the other, this cannot tell.")


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
        (f":violet[**{NAMES[column]} a week**] {tickets}", draw(chart.tickets_panel, frame, column, NAMES[column], BY, events)),
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
    foot = f"Band: where the largest of nine falls by chance, 95 of 100 times. {_often(found)}"
    return Shown(rows, draw(chart.lag_scan, rows, BY), foot=foot)


def in_words(view: View) -> str:
    """What was done and what it means, for those who ask. Markdown."""
    frame = table(view)
    found = related(frame, BY)
    whole = int(frame["complete"].sum())
    name = NAMES[measured(frame)].lower()
    if found.told:
        changes = "changes from week to week, after taking out what the same week a year before had" if found.seasonal else "changes from week to week"
        did = f"All {plural(whole, 'whole week')} of the data, with the filters above: {changes} of monthly active members against those of {name}, "
        did += "in the same week and up to 8 weeks later. Neighbouring weeks are alike and nine delays are tried: both are allowed for."
        if not found.seasonal:
            did += " Under 77 weeks a yearly season cannot be taken out."
    else:
        did = (
            f"Nothing yet: {plural(whole, 'whole week')} of {LEAST} that are needed. Then changes from week to week will be compared, at delays up to 8 weeks."
        )
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


def _went(values: "pd.Series[float]") -> str:
    """``rose by 12%``: the mean of the last weeks against that of the first."""
    numbers = values.astype("float64")
    ends = min(ENDS, len(numbers) // 3)
    first, last = float(numbers.iloc[:ends].mean()), float(numbers.iloc[-ends:].mean())
    if not first or not known(first):
        return "began from nothing"
    change = last / first - 1
    if abs(change) < STEADY:
        return "hardly changed"
    return f"{'rose' if change > 0 else 'fell'} by {percent(change)}"


def _strength(found: Relation) -> str:
    return f"r = {signed(found.r[found.strongest or 0])}; {_often(found)[:1].lower()}{_often(found)[1:].rstrip('.')}"


def _often(found: Relation) -> str:
    """How often chance does as well, as people say it."""
    if not known(found.p_adjusted):
        return ""
    in_100 = round(100 * found.p_adjusted)
    if in_100 >= 100:
        return "A link this strong turns up by chance often."
    return f"A link this strong turns up by chance in {in_100 if in_100 else 'fewer than 1'} of 100 such scans."
