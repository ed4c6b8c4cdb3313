"""What a file leaves open and only a person can tell: the order of day and month, the time zone. Asked, never guessed."""

from typing import cast, get_args
from zoneinfo import available_timezones

import streamlit as st

from lib.errors import MappingError
from lib.store import Store
from lib.ui.literal import literal
from lib.ui.upload import draft as drafts
from lib.ui.upload.draft import Draft, Question

ORDERS = {"dmy": "Day first: 03/04/2025 is 3 April", "mdy": "Month first: 03/04/2025 is 4 March"}
"""The two orders of day and month, in words."""


def open_questions(store: Store, draft: Draft, question: MappingError | None) -> None:
    """Asks, and keeps what was answered before at hand; an answer starts the page anew."""
    asked = _asked(draft, question)
    if question is not None:
        st.markdown(f":orange[:material/help:] **{literal(question.what)}**" + (f" Found: {literal(question.found)}." if question.found else ""))
    answered = draft
    if "dates" in asked:
        answered = answered.answered("dates", _order(draft))
    if "zone" in asked:
        answered = answered.answered("zone", _zone(store, draft))
    if answered.mapping != draft.mapping:
        drafts.keep(answered)
        st.rerun()


def zones_from(first: str) -> list[str]:
    """All time zones, the community's own on top."""
    return [first, *sorted(available_timezones() - {first})]


def _asked(draft: Draft, question: MappingError | None) -> set[Question]:
    asked = set(draft.asked)
    if question is not None and question.asks in get_args(Question):
        asked.add(cast("Question", question.asks))
    if draft.mapping.zone:
        asked.add("zone")
    if draft.mapping.dates:
        asked.add("dates")
    return asked


def _order(draft: Draft) -> str | None:
    orders = list(ORDERS)
    index = orders.index(draft.mapping.dates) if draft.mapping.dates else None
    return st.radio("Which comes first?", orders, index=index, format_func=ORDERS.__getitem__, key=draft.key("dates"), disabled=draft.done is not None)


def _zone(store: Store, draft: Draft) -> str | None:
    zones = zones_from(store.settings.zone)
    index = zones.index(draft.mapping.zone) if draft.mapping.zone else None
    label = "In which time zone were times without an offset written?"
    return st.selectbox(label, zones, index=index, placeholder="Choose the zone", key=draft.key("zone"), disabled=draft.done is not None, width=420)
