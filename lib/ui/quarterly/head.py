"""The head of the report: what it is of, which quarter, its files, whether it is closed or still running, and the headline."""

import streamlit as st

from lib.report import phrases
from lib.report.report import Report
from lib.ui.explained import explain
from lib.ui.literal import literal
from lib.ui.quarterly import choice
from lib.ui.quarterly.downloads import downloads
from lib.ui.quarterly.sheet import Sheet, sheet
from lib.ui.view import View
from lib.wording import short_day


def any_quarter(view: View) -> bool:
    """Whether there is a quarter to tell of."""
    return bool(choice.quarters(view))


def head(view: View) -> Sheet:
    """Draws it, and gives what the rest is drawn from."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small", key="quarterly.head"):
        about = st.container(width="content")
        with st.container(horizontal=True, width="content", gap="xsmall", vertical_alignment="center"):
            quarter = choice.choose(view)
            beside = st.container(horizontal=True, width="content", gap="xsmall")
    with st.skeleton(height=600):
        found = sheet(view, quarter)
    about.caption(f"Community · Quarterly report · {days(found.report)}", width="content")
    with beside:
        downloads(found)
    _state(found)
    if choice.aside():
        st.caption(f":material/info: {literal(choice.aside())}")
    with st.container(gap="xsmall"):
        with st.container(horizontal=True):
            st.title(literal(found.report.headline), anchor=False)
        if found.report.summary:
            st.markdown(literal(found.report.summary))
    if found.unread:
        explain(found.unread, title="These are today's figures")
    return found


def days(report: Report) -> str:
    """``1 July to 30 September 2026``."""
    first, last = report.quarter.period.start, report.quarter.period.last
    return f"{first.day} {first:%B} to {last.day} {last:%B} {last.year}"


def _state(found: Sheet) -> None:
    report, closing = found.report, found.closing
    if closing is None and report.over:
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        if closing is not None:
            st.badge(literal(phrases.closed(report, closing)), icon=":material/lock:", color="gray")
        if not report.over:
            st.badge(f"Not over: data to {short_day(report.until)}" if report.until else "No data of this quarter", icon=":material/schedule:", color="orange")
