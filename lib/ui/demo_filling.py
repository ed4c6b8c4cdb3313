"""The demo community made and brought in, while its progress is shown."""

import streamlit as st

from data import demo
from lib.errors import CommunityError
from lib.store import Store
from lib.ui.explained import explain


def fill_with_demo(store: Store, who: str) -> None:
    """Fills the store and begins the page anew; a failure is explained in place."""
    bar = st.progress(0.0, "Making the demo community")
    try:
        demo.fill(store, who=who, progress=lambda step, share: _tell(bar, step, share))
    except CommunityError as error:
        bar.empty()
        explain(error, title="The demo community could not be made")
        return
    st.rerun()


def _tell(bar: st.delta_generator.DeltaGenerator, step: str, share: float) -> None:
    bar.progress(min(1.0, share), step)
