"""What follows from the numbers: goals met and missed, what went well, what needs money, and what cannot be said."""

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from lib.ui.literal import literal
from lib.ui.quarterly.card import card
from lib.ui.quarterly.sheet import Sheet
from lib.wording import together

SETTINGS = "pages/data/settings.py"
_STATES: dict[bool | None, tuple[str, str, Literal["green", "red", "gray"]]] = {
    True: ("Met", ":material/check:", "green"),
    False: ("Missed", ":material/close:", "red"),
    None: ("Not known", ":material/help:", "gray"),
}


def goals(sheet: Sheet) -> None:
    """A badge and what was aimed for, one goal a line."""
    with card("Goals of the quarter", key="goals"):
        if not sheet.report.goals:
            st.markdown("No goals are set for these numbers.")
            if sheet.view.analyst:
                st.page_link(SETTINGS, label="Set them under Settings", icon=":material/edit:", width="content")
        for goal in sheet.report.goals:
            label, icon, colour = _STATES[goal.met]
            aim, _, reached = goal.said.rpartition(": ")
            with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
                with st.container(width=92):
                    st.badge(label, icon=icon, color=colour)
                st.markdown(together(f"**{literal(aim)}**: {literal(reached)}" if aim else literal(goal.said)), width="stretch")


def well_and_money(sheet: Sheet) -> None:
    """Side by side, below each other where there is no room."""
    report = sheet.report
    if not report.well and not report.money:
        return
    with st.grid(2, min_column_width=340, border=True, key="quarterly.well_and_money") as abreast:
        for title, icon, lines, none in (
            ("What went well", ":green[:material/trending_up:]", report.well, "Nothing stands out beyond chance."),
            ("What needs money", ":orange[:material/savings:]", report.money, "Nothing fell short of its goal."),
        ):
            with abreast.cell(), st.container(gap="xsmall"):
                with st.container(horizontal=True):
                    st.header(title, anchor=False)
                st.markdown("\n\n".join(f"{icon} {together(literal(line))}" for line in lines) or none)


def unknown(sheet: Sheet) -> None:
    """What the report cannot say, in plain words."""
    if sheet.report.unknown:
        with card("What we can't say", key="unknown"):
            st.markdown(_listed(sheet.report.unknown))


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"- {literal(line)}" for line in lines)
