"""Who stays, and how often they come."""

from dataclasses import replace

import pandas as pd

from lib.charts import heat_map
from lib.charts import power_curve as power_chart
from lib.scope import Grain, Period
from lib.ui import cache
from lib.ui.card import Shown, TooFew
from lib.ui.drawing import draw
from lib.ui.view import View
from lib.wording import count, known, share

COHORTS = 12
ENOUGH = 20
"""Members: where a typical cohort is smaller, cohorts are made of longer periods."""
A_FEW = 3


def do_they_stay(view: View) -> Shown | TooFew:
    """Retention, in cohorts large enough to mean something."""
    grains = [grain for grain in Grain if list(Grain).index(grain) >= list(Grain).index(view.scope.by)]
    known_ones = [(grain, frame) for grain in grains if (frame := _cohorts(view, grain))["offset"].gt(0).any()]
    if not known_ones:
        return TooFew(f"No {view.scope.by} of the data has another whole one after it yet.", hint="Choose shorter periods, or come back later")
    by, frame = cohorts_to_show(known_ones)
    why = "" if by is view.scope.by else f"By {by}, since a {view.scope.by} brings too few new members. "
    thin = f" Without shade: under {heat_map.THIN} members." if (frame.loc[frame["offset"] == 0, "cohort_size"] < heat_map.THIN).any() else ""
    return Shown(frame, draw(heat_map.retention, frame, by), foot=f"{why}Newest at the bottom; empty cells are not over yet.{thin}")


def cohorts_to_show(known_ones: list[tuple[Grain, pd.DataFrame]]) -> tuple[Grain, pd.DataFrame]:
    """The shortest periods whose typical cohort is large enough; else the longest that leave a few cohorts to compare."""
    for by, frame in known_ones:
        if frame.loc[frame["offset"] == 0, "cohort_size"].median() >= ENOUGH:
            return by, frame
    several = [(by, frame) for by, frame in known_ones if frame["offset"].max() >= A_FEW]
    return several[-1] if several else known_ones[0]


def how_often(view: View) -> Shown | TooFew:
    """The power curve."""
    frame = cache.metric(view, "power_curve")
    total = frame["members"].sum()
    if not known(total) or not total:
        return TooFew("Nobody was active in the 28 days that end the period.")
    often = frame.loc[frame["active_days"] >= 12, "members"].sum()
    return Shown(frame, draw(power_chart.power_curve, frame), foot=f"{share(often / total)} of {count(total)} members came on 12 days or more.")


def _cohorts(view: View, by: Grain) -> pd.DataFrame:
    """Retention of the last cohorts that the period reaches."""
    start = by.start(view.days.last)
    for _ in range(COHORTS):
        start = by.previous(start)
    scope = replace(view.scope.during(Period(start, view.days.end)), by=by)
    frame = cache.metric(view, "retention", scope)
    return frame[frame["offset"] <= COHORTS - 1]
