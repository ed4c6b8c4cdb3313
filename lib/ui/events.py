"""Events: dated changes and incidents that explain a chart. Analysts enter and remove them; everybody sees them."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from lib import wording
from lib.charts.axes import days
from lib.charts.events import Event
from lib.errors import CommandError
from lib.safe_csv import to_csv_bytes
from lib.scope import Period
from lib.store.annotations import KINDS, LONGEST_NAME, add, annotations, remove
from lib.ui import cache
from lib.ui.card_head import card_head
from lib.ui.explained import explain
from lib.ui.literal import literal
from lib.ui.view import View

PAGE = "pages/data/events.py"
LABELS = {"change": "Change", "incident": "Incident"}
_SAID, _ENTERED = "events.said", "events.entered"
_ROW, _SHOWN = 34, 12


def happened(view: View) -> tuple[Event, ...]:
    """All events, in the order of their days, as charts draw them."""
    found = cache.reading(view, annotations)
    return tuple(Event(*event) for event in zip(days(found["first_day"]), days(found["last_day"]), found["name"].tolist(), strict=True))


def events(view: View) -> None:
    """The form, for those who may enter, and the list."""
    said = st.session_state.pop(_SAID, None)
    if said:
        st.toast(said, icon=":material/check_circle:")
    if view.who is not None:
        _form(view, view.who)
    _list(view)
    if view.who is None:
        st.caption(":material/lock: Only analysts enter and remove events.")


def days_of(first: date, last: date) -> str:
    """``28 Jul 2026``, ``28 to 30 Jul 2026``, ``30 Jul to 2 Aug 2026``."""
    if first != last and (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {wording.day(last)}"
    return wording.span(Period.of(first, last))


def _form(view: View, who: str) -> None:
    turn = st.session_state.setdefault(_ENTERED, 0)  # a new one empties the fields
    with st.form(f"events.form.{turn}", enter_to_submit=False):
        card_head("New event", "What happened, and when: it is drawn on the charts of these days")
        with st.grid(2, min_column_width=280) as grid:
            with grid.cell():
                name = st.text_input("Name", max_chars=LONGEST_NAME, placeholder="Release 4.2", key=f"events.name.{turn}")
            with grid.cell():
                kind = st.selectbox("Kind", list(KINDS), format_func=lambda kind: f"{LABELS[kind]}: {KINDS[kind]}", key=f"events.kind.{turn}")
            with grid.cell():
                first = st.date_input("First day", value=view.today, format="YYYY-MM-DD", key=f"events.first.{turn}")
            with grid.cell():
                last = st.date_input("Last day", value=None, format="YYYY-MM-DD", help="Leave it empty for a single day.", key=f"events.last.{turn}")
        asked = st.form_submit_button("Add event", type="primary", key=f"events.add.{turn}")
    if asked:
        _add(view, kind, first, last, name, who)


def _add(view: View, kind: str, first: date | None, last: date | None, name: str, who: str) -> None:
    try:
        if first is None:
            raise CommandError("An event needs a first day.", hint="choose the day on which it happened or began")
        add(view.store, kind, first, last or first, name, who)
    except CommandError as error:
        explain(error)
        return
    st.session_state[_SAID] = f"Added: {literal(name)}, {days_of(first, last or first)}."
    st.session_state[_ENTERED] += 1
    st.rerun()


def _list(view: View) -> None:
    found = annotations(view.store).iloc[::-1].reset_index(drop=True)
    with st.container(border=True):
        card_head("Events", "Newest first")
        if found.empty:
            st.markdown("No events yet. Releases, campaigns and outages make the ups and downs of a chart easier to read.")
            return
        place = _table(view, found)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            if view.who is not None and place is not None:
                chosen = found.iloc[place]
                if st.button("Remove the chosen event", icon=":material/delete:", key="events.remove"):
                    _remove(view, chosen, view.who)
            else:
                st.caption(wording.plural(len(found), "event") + (". Choose a row to remove it." if view.who is not None else ""))
            st.download_button(
                "CSV", lambda: to_csv_bytes(found), "events.csv", "text/csv", icon=":material/download:", type="tertiary", on_click="ignore", key="events.csv"
            )


def _table(view: View, found: pd.DataFrame) -> int | None:
    """The list; the place of the chosen row, for those who may choose."""
    shown = pd.DataFrame(
        {
            "When": [days_of(first.date(), last.date()) for first, last in zip(found["first_day"], found["last_day"], strict=True)],
            "What": found["name"],
            "Kind": found["kind"].map(LABELS),
            "Entered by": found["entered_by"],
        }
    )
    choosing: dict[str, Any] = {"on_select": "rerun", "selection_mode": "single-row"} if view.who is not None else {}
    event = st.dataframe(
        shown,
        hide_index=True,
        row_height=_ROW,
        height=_ROW * (min(_SHOWN, len(shown)) + 1) + 2,
        column_config={"What": st.column_config.TextColumn(width="large"), "Kind": st.column_config.TextColumn(width="small")},
        key="events.table",
        alt=f"{wording.plural(len(shown), 'event')}, newest first",
        **choosing,
    )
    rows = event.selection.rows if choosing else []
    return int(rows[0]) if rows and rows[0] < len(found) else None


def _remove(view: View, chosen: Any, who: str) -> None:
    try:
        remove(view.store, int(chosen["annotation_id"]), who)
    except CommandError as error:
        explain(error)
        return
    st.session_state[_SAID] = f"Removed: {literal(chosen['name'])}."
    st.session_state.pop("events.table", None)
    st.rerun()
