"""The filters to the right of every question. They live in the address, so that a link carries them, and hold on every page."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st
from sqlalchemy import func, select
from streamlit.errors import StreamlitAPIException

from lib.scope import Grain, Period, Scope
from lib.store import Store
from lib.store.tables import RECORDS, identity
from lib.ui import cache, small_groups
from lib.ui.comparison import Comparison
from lib.ui.literal import literal
from lib.ui.periods import CUSTOM, DEFAULT, PERIODS, Choice
from lib.ui.view import Head, View, covered
from lib.wording import listed, span

GRAINS = {f"by {grain}": grain for grain in Grain}
MOST_CHOICES = 500
SET = "set"
_MULTIPLE = {"platform": "Platform", "channel": "Channel", "segment": "Segment"}


def head(view: View) -> View:
    """Draws the head of a page: room for its question, and the filters; gives the view with what they ask for.

    It is the frame that draws them, not the page: only so do they stay in the address from page to page. Only where there are any data.
    """
    _set_by_link(view)
    refused = _without_refused(view)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        question = st.container(horizontal=True, width="content")  # horizontal: takes away the padding above a title
        with st.container(horizontal=True, width="content", gap="xsmall", vertical_alignment="center"):
            choices = st.container(horizontal=True, width="content", gap="xsmall", vertical_alignment="center")
            found = _asked(view, Head(question, choices))
    if refused:
        st.caption(f":material/visibility_off: {small_groups.refused(refused)}")
    return found


def _set_by_link(view: View) -> None:
    """Sets the filters that a link inside the app names, as ``set=channel=billing``: the address alone would lose against what is chosen already."""
    for given in st.query_params.get_all(SET):
        name, _, value = given.partition("=")
        if name in _MULTIPLE and value in _offered(view, name):
            _set(name, [value])
        elif (name == "period" and value in PERIODS) or (name == "by" and value in GRAINS):
            _set(name, value)
    if SET in st.query_params:
        del st.query_params[SET]


def _set(name: str, value: str | list[str]) -> None:
    st.session_state[name] = value
    with suppress(StreamlitAPIException):  # the filter itself writes it, where it was drawn on the page before
        st.query_params[name] = value


def link(filters: Mapping[str, str]) -> dict[str, list[str]] | None:
    """What a page link carries to set ``filters`` there."""
    return {SET: [f"{name}={value}" for name, value in filters.items()]} if filters else None


def _asked(view: View, head: Head) -> View:
    choices = [*PERIODS, CUSTOM]
    data = view.kinds.get("activity") or _all(view)
    chosen = st.selectbox("Period", choices, index=choices.index(DEFAULT), key="period", bind="query-params", label_visibility="collapsed", width=145)
    days = _custom(view, data) if chosen == CUSTOM else ()
    grain = st.selectbox("Grain", list(GRAINS), index=1, key="by", bind="query-params", label_visibility="collapsed", width=110)
    for name in (*_MULTIPLE, "staff", "compare"):  # what lies in the closed popover is unknown to the browser, and would leave the address
        if name in st.session_state:
            st.session_state[name] = st.session_state[name]
    with st.popover(_label(), width="content"):
        found = {name: _multiple(view, name, label) for name, label in _MULTIPLE.items()}
        staff = st.toggle("Include staff", key="staff", bind="query-params", help="Staff are left out, except where a number is about staff. Bots never count.")
        compare = st.selectbox("Compare with", list(Comparison), key="compare", bind="query-params", help="What changes and grey lines are told against.")
        st.button("Clear filters", icon=":material/filter_alt_off:", type="tertiary", on_click=clear_filters, key="filters.clear", disabled=not _active())
    choice = Choice(chosen, data.end, days)
    asked = choice.within(data)
    scope = Scope(asked.start, asked.last, GRAINS[grain], found["platform"], found["channel"], found["segment"], staff)
    return replace(view, scope=scope, head=head, choice=choice, comparison=Comparison(compare or Comparison.BEFORE))


def _all(view: View) -> Period:
    data = covered(list(view.kinds.values()))
    if data is None:
        raise LookupError("there are no data to ask about")
    return data


def clear_filters() -> None:
    """Takes every filter away but the period."""
    for name in _MULTIPLE:
        st.session_state[name] = []
    st.session_state["staff"] = False


def said(view: View) -> str:
    """The filters and the period in words, for "no questions …": in **billing** on **Discord** between … ."""
    scope, parts = view.scope, []
    for names, before in ((scope.channels, "in"), (scope.platforms, "on"), (scope.segments, "by")):
        if names:
            parts.append(f"{before} {listed([f'**{literal(name)}**' for name in names])}")
    if view.period:
        parts.append(f"from {span(view.period)}")
    return " ".join(parts)


def _active() -> int:
    """How many filters are set; in the first run of a session only the address knows."""
    return sum(bool(st.session_state.get(name, st.query_params.get(name))) for name in (*_MULTIPLE, "staff"))


def _label() -> str:
    active = _active()
    return f"Filters ({active})" if active else "Filters"


def _custom(view: View, data: Period) -> tuple[date, ...]:
    start = PERIODS[DEFAULT](data)
    found: Any = st.date_input(
        "Days",
        (start.start, start.last),
        max_value=max(view.today, data.last),
        key="days",
        bind="query-params",
        format="DD.MM.YYYY",
        label_visibility="collapsed",
        width=210,
    )
    return tuple(found) if isinstance(found, tuple | list) else (found,)


def _multiple(view: View, name: str, label: str) -> tuple[str, ...]:
    choices = _offered(view, name)
    if not choices:
        return ()
    return tuple(st.multiselect(label, choices, key=name, bind="query-params", placeholder="All"))


def _offered(view: View, name: str) -> list[str]:
    """What this person can choose here, the most frequent first."""
    known = cache.reading(view, _choices, name)["choice"].tolist()
    return small_groups.offered(view, known) if name == "segment" else known


def _without_refused(view: View) -> list[str]:
    """Takes away segments that the address or another page's filter names and that are not offered here, and gives them."""
    asked = st.session_state["segment"] if "segment" in st.session_state else st.query_params.get_all("segment")
    offered = _offered(view, "segment")
    refused = [] if view.small_groups else [name for name in asked if name not in offered]
    if refused:
        _set("segment", [name for name in asked if name in offered])
    return refused


def _choices(store: Store, name: str) -> pd.DataFrame:
    """What can be chosen, the most frequent first."""
    column = identity.c.segment if name == "segment" else RECORDS["activity"].c[name]
    counted = func.count()
    statement = select(column.label("choice")).where(column.is_not(None), column != "").group_by(column).order_by(counted.desc(), column).limit(MOST_CHOICES)
    if name != "segment":
        statement = statement.where(RECORDS["activity"].c.current)
    return store.frame(statement)
