"""The row of figures at the top of a page: four or six cards."""

from collections.abc import Callable

import streamlit as st

from lib.errors import StoreChanged
from lib.ui.fault import reference
from lib.ui.figure import Figure
from lib.ui.view import View, current

Reading = Callable[[View], Figure]


def kpis(*readings: Reading) -> None:
    """A card for each figure; one that cannot be read leaves the others alone."""
    view = current()
    with st.grid(len(readings), min_column_width=150 if len(readings) > 4 else 140):
        for reading in readings:
            _card(_read(reading, view))


def _read(reading: Reading, view: View) -> Figure:
    try:
        return reading(view)
    except StoreChanged:
        raise
    except Exception as error:
        name = reading.__name__.replace("_", " ").capitalize()
        return Figure(name, None, help=f"This figure could not be worked out. Reference {reference(error)} for your administrator.")


def _card(figure: Figure) -> None:
    st.metric(
        figure.label,
        figure.value,
        figure.change,
        delta_color=figure.colour,
        delta_arrow=figure.direction,
        chart_data=figure.trend or None,
        border=True,
        height="stretch",
        help=figure.help or None,
    )
