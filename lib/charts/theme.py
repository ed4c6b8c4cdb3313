"""How every chart looks. Colours are names of roles, which the app's theme fills in, in light and dark; none is written here.

``altair`` takes the theme when this module is imported, and Streamlit merges it over its own.
"""

from typing import Any

import altair as alt

ACCENT, CONTEXT, GOOD, BAD, SECOND, INK = "blue", "gray", "green", "red", "violet", "currentColor"

PADDING = {"left": 0, "top": 4, "right": 2, "bottom": 6}
DASH = [2, 4]
"""What is not over yet."""
TARGET_DASH = [6, 3]

_TEXT: Any = {
    "labelFontSize": 12,
    "titleFontSize": 12,
    "labelFontWeight": 400,
    "titleFontWeight": 400,
    "labelColor": INK,
    "titleColor": INK,
    "labelOpacity": 0.68,
    "titleOpacity": 0.68,
}


@alt.theme.register("house", enable=True)
def house() -> alt.theme.ThemeConfig:
    """The theme as Vega-Lite's config."""
    config: Any = {
        "background": "transparent",
        "view": {"strokeWidth": 0},
        "header": _TEXT,
        "text": {"fontSize": 12},
        "axis": {**_TEXT, "title": None, "domain": False, "ticks": False, "gridColor": INK, "gridOpacity": 0.1, "labelPadding": 6, "labelLimit": 180},
        "axisX": {"grid": False, "labelSeparation": 14},
        "axisY": {"tickCount": 4},
        "axisTemporal": {"grid": False, "tickCount": 7},
        "legend": {
            **_TEXT,
            "labelOpacity": 0.85,
            "orient": "top",
            "title": None,
            "symbolType": "square",
            "symbolStrokeWidth": 0,
            "columnPadding": 16,
        },
        "line": {"strokeWidth": 2, "strokeCap": "round", "strokeJoin": "round"},
        "bar": {"cornerRadiusEnd": 2},
        "rule": {"strokeWidth": 1},
    }
    return alt.theme.ThemeConfig(config=config)


def role(name: str) -> Any:
    """The colour of a role, for ``encode(color=…)``: the only place where a role's name becomes a colour."""
    return alt.ColorValue(name)  # alt.value would be looked up in the schema: 13 ms a layer


def finished(chart: Any, height: int) -> Any:
    """A layered chart with its height and the room around it."""
    return _one_span(chart).properties(height=height, padding=PADDING)


def _one_span(chart: Any) -> Any:
    """The chart with only its first layer saying from when to when its time axis goes: Vega-Lite writes a long warning for each that says it again."""
    if not isinstance(chart, alt.LayerChart):
        return chart
    told = False
    for place, layer in enumerate(chart.layer):
        x = layer.encoding.x
        if isinstance(x, alt.X) and x["type"] == "temporal" and isinstance(x["scale"], alt.Scale):
            if told:
                chart.layer[place] = layer.encode(x=_unscaled(x))
            told = True
    return chart


def _unscaled(x: alt.X) -> alt.X:
    found = x.copy(deep=False)
    found["scale"] = alt.Undefined
    return found
