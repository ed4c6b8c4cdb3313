"""An error in a box of ours, in words a person can act on, without what only the command line has."""

import re

import streamlit as st

from lib.errors import CommunityError
from lib.ui.literal import literal


def explain(error: CommunityError, *, title: str | None = None) -> None:
    """Shows what is wrong, what was found and what to do."""
    found = f"Found: {literal(error.found)}." if error.found else ""
    hint = _for_pages(error.hint or "")
    rest = " ".join(filter(None, (literal(error.what) if title else "", found, literal(hint[:1].upper() + hint[1:]) + "." if hint else "")))
    st.warning(f"**{literal(title or error.what)}**\n\n{rest}", icon=":material/error:")


def _for_pages(hint: str) -> str:
    """The hint up to where it names an option or a command."""
    return re.split(r",? (?:e\.g\. |or )?(?:--|python -m)", hint)[0].rstrip(" .:,")
