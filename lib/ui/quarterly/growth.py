"""Members beside tickets: the verdict first, then the two of them on one time axis, and the statistics a click away."""

import pandas as pd
import streamlit as st

from lib.charts import growth_vs_support as chart
from lib.report.report import Growth
from lib.scope import Grain
from lib.ui.drawing import draw, show
from lib.ui.literal import literal
from lib.ui.quarterly.card import card
from lib.ui.quarterly.origin import origin
from lib.ui.quarterly.sheet import Sheet
from lib.wording import average, count

PAGE = "pages/executive/growth_vs_support.py"


def growth(sheet: Sheet) -> None:
    """Two trends are shown beside each other, and never sold as cause."""
    found = sheet.report.growth
    with card("Members beside tickets", "Whole weeks of the data up to the quarter's end, on one time axis", key="growth"):
        st.markdown(f"**{literal(found.verdict)}** {literal(found.sentence)}".rstrip())
        if found.weeks:
            _panels(found)
        if found.tested:
            with st.expander("How this was tested", icon=":material/science:", key="quarterly.tested"):
                st.markdown(literal(found.tested))
                st.page_link(PAGE, label="Growth vs support", icon=":material/chevron_right:", icon_position="right", width="content")
        origin(sheet, "growth", "relation")


def _panels(found: Growth) -> None:
    weeks = pd.DataFrame(
        {
            "period_start": pd.to_datetime([week.start for week in found.weeks]),
            "mau": pd.array([week.mau for week in found.weeks], dtype="Float64"),
            found.measured: pd.array([week.tickets for week in found.weeks], dtype="Float64"),
            "complete": [week.complete for week in found.weeks],
        }
    )
    weeks = weeks.astype({"mau": "float64", found.measured: "float64"})
    last = next((week for week in reversed(found.weeks) if week.complete), None)
    st.markdown(f":blue[**Monthly active members**] {count(last.mau if last else None)}")
    show(draw(chart.members_panel, weeks, Grain.WEEK), "quarterly.members")
    st.markdown(f":violet[**{found.measured_name} a week**] {average(last.tickets if last else None)}")
    show(draw(chart.tickets_panel, weeks, found.measured, found.measured_name, Grain.WEEK), "quarterly.tickets")
    st.caption("Two scales on purpose: compare the shapes, not the heights. Numbers are those of the last whole week.")
