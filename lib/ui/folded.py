"""What stands a click away: for those who ask how, below what everybody should read."""

from contextlib import AbstractContextManager
from typing import Any

import streamlit as st


def folded(title: str, icon: str, *, key: str) -> AbstractContextManager[Any]:
    """A closed drawer; what is drawn inside is there once it is opened, and on no print."""
    drawer: AbstractContextManager[Any] = st.expander(title, icon=f":material/{icon}:", key=key)
    return drawer
