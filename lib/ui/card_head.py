"""The head of a card: its name, and one line below it."""

import streamlit as st


def card_head(name: str, caption: str = "", *, meaning: str | None = None) -> None:
    """``meaning`` is one click away. In a row of its own the name stands close to the card's edge."""
    with st.container(gap="xsmall"):
        with st.container(horizontal=True):
            st.header(name, anchor=False, help=meaning)
        if caption:
            st.caption(caption)
