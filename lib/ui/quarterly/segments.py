"""Members of each segment who were active in the quarter, folded away. Segments too small to be shown stand together."""

import streamlit as st

from lib.report.report import Segment
from lib.ui.quarterly.sheet import Sheet
from lib.ui.quarterly.table import table
from lib.wording import count

TOGETHER = "All smaller ones, together"


def segments(sheet: Sheet) -> None:
    """Nothing where no segments are known."""
    if not sheet.report.segments:
        return
    with st.expander("Active members by segment", icon=":material/groups:", key="quarterly.segments"):
        rows = [_row(segment) for segment in sheet.report.segments]
        table(["Segment", "Active members"], rows, numbers=["Active members"], alt="Active members by segment")


def _row(segment: Segment) -> tuple[str, str]:
    return TOGETHER if segment.name is None else segment.name, count(segment.active)
