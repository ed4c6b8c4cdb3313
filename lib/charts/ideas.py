"""What became of ideas."""

import pandas as pd

from lib.charts.axes import days
from lib.charts.bars import QUIET, Part, stacked
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, CONTEXT
from lib.scope import Grain
from lib.wording import count, period_name

PARTS = (
    Part("shipped", "Shipped", ACCENT),
    Part("accepted", "Accepted", ACCENT, 0.6),
    Part("declined", "Declined", CONTEXT, 0.85),
    Part("open", "Open", CONTEXT, QUIET, edge=True),
)


def by_state(frame: pd.DataFrame, by: Grain) -> Picture:
    """Ideas by what they are today, a bar for the period in which they were submitted. Columns: period_start, one for each state, complete."""
    known = frame.dropna(subset=[part.column for part in PARTS])
    sums = ", ".join(f"{count(known[part.column].sum())} {part.name.lower()}" for part in PARTS)
    across = "None are known."
    if len(known):
        first, last = (period_name(days([known["period_start"].iloc[place]])[0], by) for place in (0, -1))
        across = f"Of those submitted {f'in {first}' if first == last else f'from {first} to {last}'}: {sums}."
    return Picture(stacked(frame, PARTS, by=by, height=260), f"Ideas a {by}, by what they are today. {across}")
