"""A card of the sheet: a name, a line below it, and what is drawn inside."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lib.ui.card_head import card_head


@contextmanager
def card(title: str, caption: str = "", *, key: str) -> Iterator[None]:
    """Draws the head; the rest goes inside."""
    with st.container(border=True, key=f"quarterly.{key}"):
        card_head(title, caption)
        yield
