"""How questions end: solved by members alone, solved with staff, or not solved."""

import pandas as pd

from lib.charts.axes import days
from lib.charts.bars import QUIET, Part, stacked
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, CONTEXT
from lib.scope import Grain
from lib.wording import period_name, share

ENDS = (Part("alone", "By members", ACCENT), Part("with_staff", "With staff", ACCENT, 0.5), Part("not_solved", "Not solved", CONTEXT, QUIET, edge=True))


def solved(frame: pd.DataFrame, by: Grain) -> Picture:
    """Shares of the questions of each period, as bars of one height. Columns as resolution has them; periods without questions stay empty."""
    frame = frame[frame["solved_share"].notna()]
    alone, together = (frame[name].astype("float64") for name in ("self_solved_share", "solved_share"))
    drawn = frame[["period_start", "complete"]].assign(alone=alone, with_staff=together - alone, not_solved=1 - together)
    whole = drawn[drawn["complete"]]
    if whole.empty:
        return Picture(stacked(drawn, ENDS, by=by, height=250, shares=True), f"How questions end, a {by}. No {by} is over yet.")
    last = whole.iloc[-1]
    said = ", ".join(f"{share(last[part.column])} {part.name.lower()}" for part in ENDS)
    ends = {part.name: f"{part.name} {share(last[part.column])}" for part in ENDS}
    chart = stacked(drawn, ENDS, by=by, height=250, shares=True, ends=ends)
    return Picture(chart, f"How questions end, a {by}. {period_name(days([last['period_start']])[0], by)}: {said}.")
