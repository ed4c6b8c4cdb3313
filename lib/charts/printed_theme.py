"""Colours for pictures outside the app: where no Streamlit fills in the roles, the light theme of ``.streamlit/config.toml`` does."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

CONFIG = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"
ROLES = ("blue", "gray", "green", "red", "orange", "yellow", "violet", "primary")
FONT = "Source Sans Pro, Arial, sans-serif"
_COLOURED = {"value", "range", "color", "fill", "stroke"}
"""Under these names a role's name is a colour; elsewhere it is a text, or data."""
_DATA = {"data", "datasets"}


@cache
def light() -> Mapping[str, Any]:
    """The light theme as the app has it."""
    return _theme("light")


@cache
def dark() -> Mapping[str, Any]:
    """The dark theme, for pages that are read on a screen."""
    return _theme("dark")


def _theme(mode: str) -> Mapping[str, Any]:
    with CONFIG.open("rb") as file:
        theme: dict[str, Any] = tomllib.load(file)["theme"][mode]
    return theme


def ink() -> str:
    """The colour of text."""
    return str(light()["textColor"])


def colour(role: str) -> str:
    """The colour that text of a role has."""
    return str(light().get(f"{role}TextColor", light()["primaryColor"]))


def printed(spec: Mapping[str, Any]) -> dict[str, Any]:
    """``spec`` with the light theme's colours for the roles' names, its palettes, and a white ground."""
    found: dict[str, Any] = _coloured(spec, "")
    return {**found, "config": _merged(_base(), found.get("config", {})), "background": "white"}


def _coloured(part: Any, under: str) -> Any:
    if isinstance(part, Mapping):
        return {name: value if name in _DATA else _coloured(value, name) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [_coloured(value, under) for value in part]
    if part == "currentColor":
        return ink()
    if isinstance(part, str) and part in ROLES and under in _COLOURED:
        return light()["primaryColor"] if part == "primary" else light()[f"{part}Color"]
    return part


def _base() -> dict[str, Any]:
    """What Streamlit adds to every chart, as far as it is seen."""
    theme = light()
    ramp = theme["chartSequentialColors"]
    return {
        "font": FONT,
        "mark": {"color": theme["chartCategoricalColors"][0]},
        "axis": {"labelFlush": True, "labelOverlap": True, "labelBound": False, "domain": False, "ticks": False},
        "axisY": {"labelFlush": False},
        "bar": {"discreteBandSize": {"band": 0.85}},
        "range": {"category": theme["chartCategoricalColors"], "diverging": theme["chartDivergingColors"], "ramp": ramp, "heatmap": ramp, "ordinal": ramp},
    }


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """``above`` over ``below``, part by part."""
    found = dict(below)
    for name, value in above.items():
        under = found.get(name)
        found[name] = _merged(under, value) if isinstance(under, Mapping) and isinstance(value, Mapping) else value
    return found | {"background": "white"} if "background" in found else found
