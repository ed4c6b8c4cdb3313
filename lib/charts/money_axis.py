"""Amounts of money along the foot of a picture, with the place of zero, where a programme breaks even, by name."""

import json
import math
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.theme import INK, role
from lib.wording import known, money

BREAK_EVEN = "break-even"
STEPS = (1, 2, 2.5, 5, 10)
ROOM = 0.04
"""Share of the axis left free beyond the outermost amount."""


def across(amounts: Sequence[float]) -> tuple[float, float]:
    """The ends of an axis with room for the amounts and for zero."""
    low, high = min(0.0, *amounts), max(0.0, *amounts)
    room = ROOM * (high - low) or 1.0
    return (low - room if low < 0 else -room / 2), (high + room if high > 0 else room / 2)


def money_x(field: str, ends: tuple[float, float], currency: str, zero: str = BREAK_EVEN) -> alt.X:
    """The channel of ``field`` with about four amounts below it and ``zero`` written at zero."""
    ticks = _ticks(*ends)
    labels = (
        "".join(f"abs(datum.value - {tick!r}) < {_step(*ends) / 100!r} ? {json.dumps(short(tick, currency) if tick else zero)} : " for tick in ticks) + "''"
    )
    axis = alt.Axis(values=ticks, tickCount=len(ticks), labelExpr=labels, labelOverlap=False, labelFlush=False, grid=False)
    return alt.X(field=field, type="quantitative", axis=axis, scale=alt.Scale(domain=list(ends), nice=False, zero=False))


def break_even_rules(tops: Sequence[float], bottoms: Sequence[float], x: alt.X) -> Any:
    """A rule at zero between each top and bottom, in pixels of a y scale that runs in them. ``x``: the channel of a field named zero."""
    rows = pd.DataFrame({"zero": 0.0, "top": list(tops), "bottom": list(bottoms)})
    ends: dict[str, Any] = {"y": alt.Y(field="top", type="quantitative"), "y2": alt.Y2(field="bottom")}
    return alt.Chart(rows).mark_rule(strokeWidth=1, opacity=0.75).encode(x=x, **ends, color=role(INK))


def short(amount: float, currency: str) -> str:
    """An amount on an axis: ``€500``, ``−€20k``, ``€1.5M``."""
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e3, "k")):
        if abs(amount) >= size:
            part = round(amount / size, 2)
            return f"{money(part, currency, 0 if part == round(part) else 1 if part == round(part, 1) else 2)}{letter}"
    return money(amount, currency, 0 if amount == round(amount) else 2)


def all_known(*amounts: float | None) -> list[float]:
    """The amounts, or none where any is not known."""
    found = [float(amount) for amount in amounts if amount is not None and known(amount)]
    return found if len(found) == len(amounts) else []


def _step(low: float, high: float) -> float:
    least = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in STEPS if factor * power >= least * 0.999)


def _ticks(low: float, high: float) -> list[float]:
    step = _step(low, high)
    return [round(place * step, 6) + 0.0 for place in range(math.ceil(low / step), math.floor(high / step) + 1)]
