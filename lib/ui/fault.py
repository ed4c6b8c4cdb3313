"""Faults of ours: a reference for the person, the whole story in the server's log."""

import logging
from uuid import uuid4

import streamlit as st

from lib.errors import CommunityError
from lib.ui.literal import literal

_log = logging.getLogger("community")


def reference(error: BaseException) -> str:
    """Logs ``error`` under a new reference, which a person can pass on."""
    code = uuid4().hex[:6].upper()
    code = f"{code[:4]}-{code[4:]}"
    _log.error("Reference %s", code, exc_info=error)
    return code


def failed(error: Exception, *, title: str, rest: str, key: str) -> None:
    """An amber box with a title, a way to try again and a reference; ``rest`` says what still works."""
    if isinstance(error, CommunityError):
        found = f" Found: {literal(error.found)}." if error.found else ""
        said = f"{literal(error.what)}{found}"
    else:
        said = "Something went wrong on our side."
    code = reference(error)
    st.warning(f"**{title}**\n\n{said} {rest}".rstrip(), icon=":material/cloud_off:")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Try again", icon=":material/refresh:", key=f"again-{key}")
        st.caption(f"Reference {code} for your administrator", width="content")
