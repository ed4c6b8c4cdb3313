"""Nothing to show: one card with the ways in, for an empty store and for a kind of record that nobody has brought yet."""

import streamlit as st

from lib.records import KINDS
from lib.ui.demo_filling import fill_with_demo
from lib.ui.view import View
from lib.wording import listed

UPLOAD = "pages/data/upload.py"


def card(view: View) -> None:
    """Offers a file of one's own and the demo community to those who may change data; the others are told to ask."""
    with st.container(border=True, horizontal_alignment="center", gap="small"):
        st.space("medium")
        st.markdown("# :gray[:material/forum:]", width="content")
        st.markdown("**Nothing to show yet**", width="content")
        st.markdown("Bring in members and activity from a file. The first numbers appear within a minute.", width=380, text_alignment="center")
        if view.who is None:
            st.caption("Ask an analyst of your community to bring in the first file.", width="content")
        else:
            _ways(view, view.who)
        st.space("medium")


def of_kind(view: View, name: str) -> None:
    """The card of a page about records of which there are none: what is missing, and which file brings it."""
    kind = KINDS[name]
    needed = listed([f"`{field}`" for field in kind.required], most=len(kind.required))
    with st.container(border=True, horizontal_alignment="center", gap="small", key="missing"):
        st.space("medium")
        st.markdown("# :gray[:material/inbox:]", width="content")
        st.markdown(f"**No {kind.title.lower()} yet**", width="content")
        st.markdown(f"A file with one row each brings them: {_lower(kind.doc)} It needs {needed}.", width=440, text_alignment="center")
        if view.who is None:
            st.caption("Ask an analyst of your community to bring it in. The other pages work without.", width="content")
        else:
            st.page_link(UPLOAD, label="Upload a file", icon=":material/upload_file:", width="content")
            st.caption("The other pages work without.", width="content")
        st.space("medium")


def in_card(view: View, name: str) -> None:
    """The same within a card, among others that have something to show."""
    kind = KINDS[name]
    st.badge(f"No {kind.title.lower()} yet", icon=":material/inbox:", color="gray")
    st.markdown(f"A file with one row each brings them: {_lower(kind.doc)}")
    if view.who is None:
        st.caption("Ask an analyst of your community to bring it in.")
    else:
        st.page_link(UPLOAD, label="Upload a file", icon=":material/upload_file:", width="content")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _ways(view: View, who: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center"):
        if st.button("Upload a file", icon=":material/upload_file:", type="primary", key="empty.upload"):
            st.switch_page(UPLOAD)
        wanted = st.button("Fill with demo data", type="tertiary", key="empty.demo")
    if wanted:
        fill_with_demo(view.store, who)
