"""Dated events over a chart: a rule in ink where each begins, a faint shade for those of several days, and its name at the top."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.theme import INK, role

MOST = 8
"""More would hide the chart: the latest are drawn."""
LONGEST = 26
ROW = 14
"""Pixels between two names above each other."""
ROWS = 3
LATE = 0.55
"""Beyond this share of the width a name stands to the left of its rule: a phone has no room to its right."""
ABOVE = 18
"""Pixels from the top edge of a picture up to the lowest of the names that stand above it."""
APART = 0.2
"""Names nearer than this share of the chart's width stand above each other."""


@dataclass(frozen=True)
class Event:
    """``first`` and ``last`` day, the same for a single one, and what happened."""

    first: date
    last: date
    name: str

    @property
    def short(self) -> str:
        """The name, cut where a chart has no room for all of it."""
        return self.name if len(self.name) <= LONGEST else f"{self.name[: LONGEST - 1].rstrip()}…"


def within(events: Sequence[Event], across: tuple[date, date]) -> list[Event]:
    """Those of which any day is seen on an axis from the first to before the last of ``across``, in order of their days, at most MOST."""
    seen = sorted((event for event in events if event.last >= across[0] and event.first < across[1]), key=lambda event: (event.first, event.last, event.name))
    return seen[-MOST:]


def events(found: Sequence[Event], across: tuple[date, date]) -> list[Any]:
    """The layers of what ``within`` gives, for a chart with a temporal x axis over ``across``."""
    layers: list[Any] = []
    taken: list[date | None] = [None] * ROWS
    length = (across[1] - across[0]).days
    for event in within(found, across):
        first, end = max(event.first, across[0]), min(event.last + timedelta(days=1), across[1])
        late = (first - across[0]).days > LATE * length
        row = next((row for row, last in enumerate(taken) if last is None or (first - last).days >= APART * length), ROWS - 1)
        taken[row] = first
        at = pd.DataFrame({"x": [pd.Timestamp(first)], "to": [pd.Timestamp(end)], "text": [event.short]})
        x = alt.X(field="x", type="temporal")
        if event.last > event.first:
            layers.append(alt.Chart(at[["x", "to"]]).mark_rect(opacity=0.06).encode(x=x, x2=alt.X2(field="to"), color=role(INK)))
        layers.append(alt.Chart(at[["x"]]).mark_rule(opacity=0.35).encode(x=x, color=role(INK)))
        place: dict[str, Any] = {"align": "right", "dx": -5} if late else {"align": "left", "dx": 5}
        name = alt.Chart(at[["x", "text"]]).mark_text(baseline="top", dy=row * ROW, opacity=0.85, clip=False, **place)
        layers.append(name.encode(x=x, y=alt.value(0), text=alt.Text(field="text", type="nominal"), color=role(INK)))
    return layers


def over(chart: Any, found: Sequence[Event], across: tuple[date, date], *, named: bool = True) -> Any:
    """``chart``, finished, with the events over it, and their names above it, where no line is; unnamed in the lower of two panels."""
    layers = events(found, across)
    if not layers or not isinstance(chart, alt.LayerChart):  # the picture of nothing has no layers
        return chart
    base: Any = chart
    room = ABOVE + max((layer.mark.dy for layer in layers if layer.mark.type == "text"), default=0)
    for layer in layers:
        if layer.mark.type != "text":
            base = base + layer
        elif named:
            base = base + layer.encode(y=alt.value(-room))
    return base
