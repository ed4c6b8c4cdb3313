"""An empty store: one card with the ways in."""

import streamlit as st

from lib.ui.demo_filling import fill_with_demo
from lib.ui.view import View

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


def _ways(view: View, who: str) -> None:
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center"):
        if st.button("Upload a file", icon=":material/upload_file:", type="primary", key="empty.upload"):
            st.switch_page(UPLOAD)
        wanted = st.button("Fill with demo data", type="tertiary", key="empty.demo")
    if wanted:
        fill_with_demo(view.store, who)
