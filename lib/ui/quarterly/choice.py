"""Which quarter: chosen from those with data, and named in the address, so that a link shows the same one."""

from collections.abc import Sequence

import streamlit as st

from lib.errors import CommandError
from lib.report.coverage import NOUNS, Coverage
from lib.report.quarter import Quarter, reported
from lib.ui.view import View

ADDRESS = "quarter"
KEY = "quarterly.quarter"
_ASIDE = "quarterly.aside"


def quarters(view: View) -> list[Quarter]:
    """Those with data, the latest first."""
    reach = _reach(view)
    return [quarter for quarter in reported(reach.periods) if quarter.start <= view.today and reach.until(quarter)]


def choose(view: View) -> Quarter:
    """Draws the picker; what it says stands in the address as well."""
    offered = quarters(view)
    asked = _asked()
    first = asked if asked in offered else last_over(offered, _reach(view))
    if KEY not in st.session_state:
        st.session_state[_ASIDE] = _why_another(asked, first)
    found = st.selectbox(
        "Quarter",
        offered,
        index=offered.index(first),
        format_func=lambda one: one.name,
        key=KEY,
        on_change=_seen,
        label_visibility="collapsed",
        width=112,
    )
    chosen = found or first
    if st.query_params.get(ADDRESS) != chosen.key:
        st.query_params[ADDRESS] = chosen.key
    return chosen


def aside() -> str:
    """Why another quarter is shown than the address asked for; empty where it is that one, and once somebody has chosen."""
    found: str = st.session_state.get(_ASIDE, "")
    return found


def last_over(offered: Sequence[Quarter], reach: Coverage) -> Quarter:
    """The latest that is over and whose days the data cover to the last; the latest of all where there is none."""
    return next((quarter for quarter in offered if reach.over(quarter)), offered[0])


def _reach(view: View) -> Coverage:
    return Coverage({kind: days for kind, days in view.kinds.items() if kind in NOUNS}, view.today)


def _why_another(asked: Quarter | None, shown: Quarter) -> str:
    if asked == shown or ADDRESS not in st.query_params:
        return ""
    wrong = f"There are no data of {asked.name}" if asked else "The link names no quarter that can be read"
    return f"{wrong}, so this is {shown.name}. Choose another above."


def _seen() -> None:
    st.session_state.pop(_ASIDE, None)


def _asked() -> Quarter | None:
    try:
        return Quarter.parse(st.query_params.get(ADDRESS, ""))
    except CommandError:
        return None
