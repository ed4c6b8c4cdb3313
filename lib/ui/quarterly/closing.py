"""Closing the quarter and opening it again, by analysts; what today's data would say otherwise; and who did what, when and why."""

from collections.abc import Sequence

import streamlit as st

from lib.errors import CommunityError
from lib.report import closing
from lib.report.closing import Closing, Difference
from lib.report.difference import PLAIN
from lib.report.phrases import local
from lib.report.quarter import Quarter
from lib.ui import cache
from lib.ui.explained import explain
from lib.ui.moment import moment
from lib.ui.quarterly.card import card
from lib.ui.quarterly.sheet import Sheet, today
from lib.ui.quarterly.table import table
from lib.ui.view import View
from lib.wording import day, plural

_ASKED, _AGREED, _SAID = "quarterly.asked", "quarterly.agreed", "quarterly.said"
WHY = "quarterly.why"
MOST = 8
"""Differences that are seen at once; the others are folded away."""


def act(view: View) -> None:
    """Closes or opens what was agreed to in the last run; in a run of its own, so that the role is that of the moment."""
    said = st.session_state.pop(_SAID, None)
    if said:
        st.toast(said, icon=":material/check_circle:")
    agreed: tuple[str, int, str | None] | None = st.session_state.pop(_AGREED, None)
    if agreed is None or view.who is None:
        return
    quarter, version, why = Quarter.parse(agreed[0]), agreed[1], agreed[2]
    try:
        if why is not None:
            closing.reopen(view.store, quarter, view.who, why)
        else:
            report = today(view, quarter)
            if version != view.version:
                _changed()
                return
            closing.close(view.store, report, view.who)
    except CommunityError as error:
        explain(error)
        return
    st.session_state[_SAID] = f"{quarter.name} is {'closed: its figures stay as they are' if why is None else 'open again: its figures follow the data'}."
    st.rerun()


def differences(sheet: Sheet) -> None:
    """What the data of now would give otherwise than the closed figures; nothing where all is the same, or the quarter is open."""
    if sheet.closing is None or sheet.unread is not None:
        return
    found = closing.differences(sheet.report, today(sheet.view, sheet.quarter))
    if not found:
        st.caption(":material/check: Today's data give the same figures.")
        return
    about = f"The figures above stay as they were closed. {plural(len(found), 'thing')} would read otherwise today"
    with card("Today's data give other figures", about, key="differences"):
        _told_apart(found[:MOST])
        if len(found) > MOST:
            with st.expander(f"{len(found) - MOST} more", key="quarterly.differences.more"):
                _told_apart(found[MOST:])


def _told_apart(found: Sequence[Difference]) -> None:
    rows = [(one.name, one.then, one.today) for one in found]
    below = ["" if one.said in PLAIN else one.said for one in found]
    table(["", "Closed", "Today"], rows, below=below, alt="What today's data would give otherwise")


def ask(sheet: Sheet) -> None:
    """The history of closings, a click away, and for analysts what can be done; a running quarter cannot be closed."""
    history = cache.reading(sheet.view, closing.history, sheet.quarter)
    offered = sheet.view.analyst and (sheet.closing is not None or sheet.report.over)
    if not history and not offered:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if offered:
            label, icon = ("Open again", ":material/lock_open:") if sheet.closing else ("Close the quarter", ":material/lock:")
            st.button(label, icon=icon, key="quarterly.flip", on_click=_ask, args=(sheet.quarter.key, sheet.view.version))
    if history:
        with st.expander("When this quarter was closed, and by whom", icon=":material/history:", key="quarterly.history"):
            rows = [row for one in history for row in _told(sheet, one)]
            table(["What", "When", "Who", "Why"], rows, alt="When this quarter was closed and opened again")
    asked: tuple[str, int] | None = st.session_state.get(_ASKED)
    if offered and asked and asked[0] == sheet.quarter.key:
        _reopen(sheet) if sheet.closing else _close(sheet)


def _told(sheet: Sheet, one: Closing) -> list[tuple[str, ...]]:
    settings = sheet.view.settings
    closed = ("Closed", moment(one.closed_at, settings), one.closed_by, "")
    if one.reopened_at is None:
        return [closed]
    return [("Opened again", moment(one.reopened_at, settings), one.reopened_by or "", one.reopened_why or ""), closed]


def _ask(quarter: str, version: int) -> None:
    """``version``: of the data that the person looks at."""
    st.session_state[_ASKED] = quarter, version


def _let_be() -> None:
    st.session_state.pop(_ASKED, None)


def _agree(why: str | None) -> None:
    st.session_state[_AGREED] = *st.session_state[_ASKED], why
    _let_be()
    st.rerun()


def _close(sheet: Sheet) -> None:
    report = sheet.report

    @st.dialog(f"Close {report.quarter.name}?", on_dismiss=_let_be)
    def dialog() -> None:
        st.markdown(
            f"The report stays as it stands now, whatever comes in later: its {plural(len(report.figures), 'figure')}, the value with its "
            f"{plural(len(report.worth.assumptions), 'assumption')}, {plural(len(report.snapshots), 'snapshot')} by number, the definitions of its metrics, "
            f"and version {report.store_version:,} of the data."
        )
        st.markdown("Where later data would give other figures, the page says so. It can be opened again, with a reason; both are kept.")
        with st.container(horizontal=True):
            if st.button("Close it", type="primary", key="quarterly.agree"):
                _agree(None)
            if st.button("Leave it open", type="tertiary", key="quarterly.refuse"):
                _let_be()
                st.rerun()

    dialog()


def _reopen(sheet: Sheet) -> None:
    @st.dialog(f"Open {sheet.quarter.name} again?", on_dismiss=_let_be)
    def dialog() -> None:
        at = sheet.closing.closed_at if sheet.closing else sheet.report.made_at
        st.markdown(
            f"The figures of {day(local(sheet.report, at))} give way to those of today's data. They are kept, with who opened the quarter, when and why."
        )
        why = st.text_input("Why", key=WHY, placeholder="Tickets of September came late", max_chars=300)
        with st.container(horizontal=True):
            agreed = st.button("Open it", type="primary", key="quarterly.agree")
            if st.button("Leave it closed", type="tertiary", key="quarterly.refuse"):
                _let_be()
                st.rerun()
        if agreed and not why.strip():
            st.warning("Say why, so that others can tell what changed.", icon=":material/edit:")
        elif agreed:
            _agree(why)

    dialog()


def _changed() -> None:
    st.warning("The data changed since you looked. These are the figures of now: look at them again, then close the quarter.", icon=":material/sync_problem:")
