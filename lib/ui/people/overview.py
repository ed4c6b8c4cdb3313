"""How many accounts and people there are, what waits to be decided, and what deciding would change."""

import streamlit as st

from lib.store.person_suggestions import Suggestion, suggestions
from lib.store.profiles import Census, census
from lib.ui import cache
from lib.ui.nothing_yet import UPLOAD
from lib.ui.page import WIDTH
from lib.ui.people import by_hand, decided, suggested
from lib.ui.view import View
from lib.wording import count, plural


def work(view: View) -> None:
    """All of the page below its head."""
    counted = cache.reading(view, census)
    if not counted.accounts:
        _nothing_yet(view)
        return
    if view.who is None:
        _figures(counted, None)
        st.caption(":material/lock: Names and suggestions are personal: only analysts see them, and decide.")
        return
    with st.spinner("Looking for accounts that may belong together"):
        found = cache.reading(view, suggestions)
    _answer(view, counted, found)
    _figures(counted, len(found))
    suggested.card(view, found)
    by_hand.card(view)
    decided.card(view)


def _answer(view: View, counted: Census, found: tuple[Suggestion, ...]) -> None:
    strong = [one for one in found if one.strength == "strong"]
    if counted.sources < 2 and not counted.linked:
        said = "**All accounts are of one source.** A second source with members, and what both share is suggested here."
    elif strong:
        waits = plural(len(strong), "strong suggestion waits", "strong suggestions wait")
        said = f"**{waits} for a look.** Confirmed, there are {suggested.effect(strong, suggested.window_start(view))}."
    elif found:
        said = f"**{plural(len(found), 'suggestion waits', 'suggestions wait')} for a look**, none of them strong: look at each."
    else:
        said = "**Nothing waits.** What sources share has been decided, or they share nothing that would tell."
    st.markdown(said, width=WIDTH)


def _figures(counted: Census, waiting: int | None) -> None:
    with st.grid(4, min_column_width=140):
        st.metric("People", count(counted.people), border=True, height="stretch", help="Members and staff as every page counts them. Bots are left out.")
        st.metric("Accounts", count(counted.accounts), border=True, height="stretch", help="Of all sources, bots left out.")
        st.metric("Linked here", count(counted.linked), border=True, height="stretch", help="People of whom an analyst linked an account.")
        st.metric("Suggestions", count(waiting), border=True, height="stretch", help="Groups of accounts that may be one person.")


def _nothing_yet(view: View) -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.space("medium")
        st.markdown(":material/link: **No accounts yet**", width="content")
        st.markdown("Bring in members or activity of two sources: what they share is then suggested here.", width=420, text_alignment="center")
        if view.who is None:
            st.caption("Ask an analyst of your community to bring them in.", width="content")
        else:
            st.page_link(UPLOAD, label="Bring in a file", icon=":material/upload_file:", width="content")
        st.space("medium")
