"""The demo community put into an empty store, and taken out by one click."""

import streamlit as st

from data import demo
from data.demo.community import PREFIX
from lib import wording
from lib.store import Store
from lib.ui.card_head import card_head
from lib.ui.demo_filling import fill_with_demo

_ASKED, _AGREED = "demo.asked", "demo.agreed"


def demo_card(store: Store, who: str | None) -> None:
    """A card with what can be done with the demo community now; nothing where people's own data are all there is."""
    if who is not None and st.session_state.pop(_AGREED, False):  # in a run of its own, so that the role is that of the moment
        with st.spinner("Counting anew"):
            demo.remove(store, who)
        st.toast("The demo community is gone.", icon=":material/check_circle:")
    snapshots = store.snapshots()
    active = snapshots[snapshots["active"].astype(bool)]
    ours = active[active["source"].str.startswith(PREFIX)]
    if who is None or (len(active) and ours.empty):
        return
    with st.container(border=True):
        card_head("Demo community")
        if ours.empty:
            st.caption("An invented community with a year of activity, to look around in. It can be removed at any time.")
            if st.button("Fill with the demo community", icon=":material/science:", key="demo.fill"):
                fill_with_demo(store, who)
            return
        rows = int((ours["rows_new"] + ours["rows_changed"]).sum())
        own = f" Your own data, {wording.plural(len(active) - len(ours), 'snapshot')}, stay." if len(active) > len(ours) else ""
        st.caption(f"{wording.plural(len(ours), 'snapshot')} with {wording.plural(rows, 'invented record')} are among the data.{own}")
        st.button("Remove the demo community", icon=":material/delete:", key="demo.remove", on_click=_ask)
    if st.session_state.get(_ASKED):
        _confirm(len(ours))


def _ask() -> None:
    st.session_state[_ASKED] = True


def _let_be() -> None:
    st.session_state.pop(_ASKED, None)


@st.dialog("Remove the demo community?", on_dismiss=_let_be)
def _confirm(count: int) -> None:
    st.markdown(f"Its {wording.plural(count, 'snapshot')} are withdrawn: no page counts an invented member any more. Your own data and settings stay.")
    st.markdown("Under Snapshots each of them can be brought back.")
    with st.container(horizontal=True):
        agreed = st.button("Remove it", type="primary", key="demo.agree")
        refused = st.button("Keep it", type="tertiary", key="demo.refuse")
    if agreed:
        st.session_state[_AGREED] = True
    if agreed or refused:
        _let_be()
        st.rerun()
