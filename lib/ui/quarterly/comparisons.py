"""Members and the rest: who left, who began to pay, with intervals, and what that does not show."""

import streamlit as st

from lib.report.phrases import CAVEAT
from lib.report.report import Comparison
from lib.ui.literal import literal
from lib.ui.quarterly.card import card
from lib.ui.quarterly.origin import origin
from lib.ui.quarterly.sheet import Sheet
from lib.ui.quarterly.table import table


def comparisons(sheet: Sheet) -> None:
    """A table for each, and the caveat that holds for both."""
    with card("Members and the rest", "Customers who are members of the community beside those who are not, in the quarter", key="comparisons"):
        for comparison in sheet.report.comparisons:
            st.markdown(f"**{literal(comparison.name)}** {literal(comparison.sentence or comparison.missing)}".rstrip())
            if comparison.groups:
                _table(comparison)
        st.caption(f":material/info: {literal(CAVEAT)}")
        origin(sheet, *(comparison.key for comparison in sheet.report.comparisons))


def _table(comparison: Comparison) -> None:
    rows = [(group.name, group.said, group.interval) for group in comparison.groups]
    below = [f"{group.happened:,} of {group.people:,} customers" for group in comparison.groups]
    if comparison.difference is not None:
        rows.append(("Difference", comparison.said, comparison.interval))
        below.append("in points")
    columns = ["", comparison.name, "95%"]
    table(columns, rows, numbers=columns[1:], below=below, alt=f"{comparison.name} of members and of the rest, with intervals")
