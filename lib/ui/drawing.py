"""Pictures are drawn once: a specification is kept under what it was drawn from, since building one takes longer than sending it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib.charts.picture import Picture

MOST = 400


@dataclass(frozen=True)
class Drawing:
    """A picture as Vega-Lite, and its finding in words."""

    spec: dict[str, Any]
    alt: str


def draw(chart: Callable[..., Picture], *given: Any) -> Drawing:
    """What ``chart(*given)`` draws."""
    drawing: Drawing = _drawn(f"{chart.__module__}.{chart.__qualname__}", given, chart)
    return drawing


def show(drawing: Drawing, key: str) -> None:
    """Puts it on the page."""
    st.vega_lite_chart(drawing.spec, width="stretch", alt=drawing.alt, key=key)


@st.cache_data(max_entries=MOST, show_spinner=False)
def _drawn(name: str, given: tuple[Any, ...], _chart: Callable[..., Picture]) -> Drawing:
    picture = _chart(*given)
    return Drawing(picture.chart.to_dict(validate=False), picture.alt)  # the tests hold every chart against the schema
