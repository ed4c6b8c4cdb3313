"""The figures at the top of a page: four or six cards in a row, eight in two."""

from collections.abc import Callable

import streamlit as st

from lib.errors import StoreChanged
from lib.metrics import METRICS
from lib.ui import cache
from lib.ui.fault import reference
from lib.ui.figure import Figure
from lib.ui.view import View, current
from lib.ui.why import why

Reading = Callable[[View], Figure]
MOST_ABREAST = 6


def kpis(*readings: Reading) -> None:
    """A card for each figure; one that cannot be read leaves the others alone."""
    view = current()
    columns = len(readings) if len(readings) <= MOST_ABREAST else len(readings) // 2
    with st.grid(columns, min_column_width=150 if columns > 4 else 140):
        for reading in readings:
            _card(_read(reading, view), view)


def _read(reading: Reading, view: View) -> Figure:
    try:
        return cache.told(view, reading)
    except StoreChanged:
        raise
    except Exception as error:
        name = reading.__name__.replace("_", " ").capitalize()
        return Figure(name, None, help=f"This figure could not be worked out. Reference {reference(error)} for your administrator.")


def _card(figure: Figure, view: View) -> None:
    st.metric(
        figure.label,
        figure.value,
        figure.change,
        delta_color=figure.colour,
        delta_arrow=figure.direction,
        chart_data=figure.trend or None,
        border=True,
        height="stretch",
        help=_explained(figure, view) or None,
    )


def _explained(figure: Figure, view: View) -> str:
    """The definition, and why there is no number where there is none."""
    if figure.value is not None:
        return figure.help
    try:
        reason = figure.missing or why(view, _kind(figure, view)).said
    except StoreChanged:
        raise
    except Exception as error:
        reason = f"Reference {reference(error)} for your administrator."
    return f"{figure.help}\n\n**Why there is no number:** {reason}".strip()


def _kind(figure: Figure, view: View) -> str:
    """The kind of record that a figure is about: named by itself or by its metric, else the page's."""
    if figure.of:
        return METRICS[figure.of].data if figure.of in METRICS else figure.of
    return next((kind for kind in view.records if not view.has(kind)), view.records[0])
