"""Who came, who left."""

import pandas as pd

from lib.charts.axes import days
from lib.charts.bars import QUIET, Part, stacked
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, BAD, CONTEXT
from lib.scope import Grain
from lib.wording import count, period_name

PARTS = (
    Part("retained", "Stayed", CONTEXT, QUIET, edge=True),
    Part("resurrected", "Came back", ACCENT, 0.68),
    Part("new", "New", ACCENT),
    Part("churned", "Left", BAD, below=True),
)


def who_came(frame: pd.DataFrame, by: Grain) -> Picture:
    """The active members of each period by where they come from; those who left below the line. Columns as growth_accounting has them."""
    whole = frame[frame["complete"]]
    finding = "No period is over yet."
    if len(whole):
        last = whole.iloc[-1]
        name = period_name(days([last["period_start"]])[0], by)
        finding = f"{name}: {count(last['new'])} new, {count(last['resurrected'])} came back, {count(last['retained'])} stayed, {count(last['churned'])} left."
    return Picture(stacked(frame, PARTS, by=by, height=270), f"Members by where they come from, a {by}. {finding}")
