"""An empty store: one card with the ways in."""

import streamlit as st

from data import demo
from lib.errors import CommunityError
from lib.ui.explained import explain
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
        _fill(view, who)


def _fill(view: View, who: str) -> None:
    bar = st.progress(0.0, "Making the demo community")
    try:
        demo.fill(view.store, who=who, progress=lambda step, share: _tell(bar, step, share))
    except CommunityError as error:
        bar.empty()
        explain(error, title="The demo community could not be made")
        return
    st.rerun()


def _tell(bar: st.delta_generator.DeltaGenerator, step: str, share: float) -> None:
    bar.progress(min(1.0, share), step)
