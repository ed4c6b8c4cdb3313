"""Pictures are drawn once: a specification is kept under what it was drawn from, since building one takes longer than sending it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib.charts.picture import Picture

MOST = 400


@dataclass(frozen=True)
class Drawing:
    """A picture as Vega-Lite, and its finding in words. ``picks``: the selection in it by which a click chooses something; empty: nothing can be chosen."""

    spec: dict[str, Any]
    alt: str
    picks: str = ""


def draw(chart: Callable[..., Picture], *given: Any) -> Drawing:
    """What ``chart(*given)`` draws."""
    drawing: Drawing = _drawn(name=f"{chart.__module__}.{chart.__qualname__}", given=given, _chart=chart)
    return drawing


def show(drawing: Drawing, key: str) -> None:
    """Puts it on the page. What was chosen in it stands in the session's state under ``key``."""
    choice: dict[str, Any] = {"on_select": "rerun", "selection_mode": drawing.picks} if drawing.picks else {}
    st.vega_lite_chart(drawing.spec, width="stretch", alt=drawing.alt, key=key, **choice)


def picked(key: str, selection: str, field: str) -> Any:
    """What a click chose in the picture of that key, in this session; None where nothing is chosen."""
    found = st.session_state.get(key) or {}
    points = found.get("selection", {}).get(selection) or [{}]
    return points[0].get(field)


@st.cache_data(max_entries=MOST, show_spinner=False)
def _drawn(name: str, given: tuple[Any, ...], _chart: Callable[..., Picture]) -> Drawing:
    picture = _chart(*given)
    return Drawing(picture.chart.to_dict(validate=False), picture.alt)  # the tests hold every chart against the schema
