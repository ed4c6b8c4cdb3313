"""The foot of the report: when it was made, and what to take for paper."""

import streamlit as st

from lib.report.phrases import made
from lib.ui.literal import literal
from lib.ui.quarterly.sheet import Sheet


def printing(sheet: Sheet) -> None:
    """When it was made, and which file is made for paper."""
    how = "To print it, take the PDF: it is made for paper. This page prints too, best with the side bar closed, and without what is folded away."
    st.caption(f"{literal(made(sheet.report))}. {how}")
