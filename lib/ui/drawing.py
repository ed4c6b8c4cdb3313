"""Pictures are drawn once: a specification and its data are kept as they are sent, since making them takes longer than sending them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import streamlit as st

from lib.charts.picture import Picture

MOST = 400


@dataclass(frozen=True)
class Drawing:
    """A picture as Vega-Lite without its data, these by their names, and its finding in words.

    ``picks``: the selection in it by which a click chooses something; empty: nothing can be chosen.
    """

    spec: Mapping[str, Any]
    data: Mapping[str, pa.Table]
    alt: str
    picks: str = ""

    @property
    def whole(self) -> dict[str, Any]:
        """The picture as Vega-Lite with its data, for those who draw it without Streamlit."""
        return {**self.spec, "datasets": {name: table.to_pylist() for name, table in self.data.items()}}


def draw(chart: Callable[..., Picture], *given: Any) -> Drawing:
    """What ``chart(*given)`` draws."""
    drawing: Drawing = _drawn(name=f"{chart.__module__}.{chart.__qualname__}", given=given, _chart=chart)
    return drawing


def show(drawing: Drawing, key: str) -> None:
    """Puts it on the page. What was chosen in it stands in the session's state under ``key``."""
    choice: dict[str, Any] = {"on_select": "rerun", "selection_mode": drawing.picks} if drawing.picks else {}
    st.vega_lite_chart({**drawing.spec, "datasets": dict(drawing.data)}, width="stretch", alt=drawing.alt, key=key, **choice)


def picked(key: str, selection: str, field: str) -> Any:
    """What a click chose in the picture of that key, in this session; None where nothing is chosen."""
    found = st.session_state.get(key) or {}
    points = found.get("selection", {}).get(selection) or [{}]
    return points[0].get(field)


@st.cache_data(max_entries=MOST, show_spinner=False)
def _drawn(name: str, given: tuple[Any, ...], _chart: Callable[..., Picture]) -> Drawing:
    picture = _chart(*given)
    spec = picture.chart.to_dict(validate=False)  # the tests hold every chart against the schema
    return Drawing(spec, {name: pa.Table.from_pylist(rows) for name, rows in spec.pop("datasets", {}).items()}, picture.alt)
