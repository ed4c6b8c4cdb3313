"""The five numbers: value, change, how sure, what stands beside it, and what it was a year before."""

from typing import Literal

import streamlit as st

from lib.report.figure import Change, Figure
from lib.report.quarter import Quarter
from lib.ui.literal import literal
from lib.ui.quarterly.origin import origin
from lib.ui.quarterly.sheet import Sheet
from lib.wording import UNKNOWN, together

LABEL = 42
"""Room for a name of two lines, so that the numbers stand in one row."""


def numbers(sheet: Sheet) -> None:
    """A card each, and below them what grey means."""
    report = sheet.report
    with st.grid(len(report.figures), min_column_width=150, border=True, key="quarterly.numbers") as abreast:
        for figure in report.figures:
            with abreast.cell(), st.container(height="stretch", vertical_alignment="distribute", gap="xsmall"):
                with st.container(gap="xsmall"):
                    _number(figure)
                origin(sheet, figure.key)
    before = report.quarter.previous.name
    st.caption(
        f"Coloured: the change against {before}. Grey: it may be no more than chance, or is neither good nor bad. 95%: where the number lies, 95 of 100 times."
    )


def _number(figure: Figure) -> None:
    change = figure.previous
    known = figure.value is not None and bool(change.size)
    with st.container(height=LABEL, border=False, vertical_alignment="top"):
        st.markdown(f":small[{literal(figure.name)}]")
    st.metric(
        figure.name,
        figure.said,
        change.size if known else None,
        delta_color=_colour(change),
        delta_arrow=change.direction,
        label_visibility="collapsed",
    )
    if figure.value is None:
        st.caption(literal(figure.missing))
        return
    if not known:
        st.caption(f"{Quarter(change.quarter).name}: {UNKNOWN}", help=literal(change.missing) or None)
    for line in (figure.interval, figure.beside):
        if line:
            st.caption(together(literal(line)))
    year = figure.year_before
    st.caption(f"Year before: {literal(year.said)}", help=literal(year.missing) or None)


def _colour(change: Change) -> Literal["green", "red", "gray"]:
    return "gray" if change.desirable is None else "green" if change.desirable else "red"
