"""What platforms report about themselves: shown as theirs, never beside members counted here in one picture."""

import pandas as pd

from lib.charts import reported as reported_chart
from lib.ui import cache
from lib.ui.card import Shown, TooFew
from lib.ui.drawing import Drawing, draw
from lib.ui.literal import literal
from lib.ui.view import View

OF_MEMBERS = ("members", "mau", "wau", "dau")
"""Series of one unit, people: they share a picture. Any other series has its own."""
MOST = 6
"""Pictures; the rest stands in the table."""
NAMES = {"dau": "daily active", "wau": "weekly active", "mau": "monthly active"}


def by_platforms(view: View) -> Shown | TooFew:
    """A picture a platform and unit."""
    frame = cache.metric(view, "reported")
    if frame.empty:
        return TooFew("No platform reported anything for this period.", hint="Choose another period")
    panels = _panels(frame)
    cut = f" The first {MOST} series; the table has all." if len(panels) > MOST else ""
    twice = " Two sources differ on some days: the last is drawn." if frame.duplicated(["day", "platform", "series"]).any() else ""
    foot = f"The platforms' own figures, counted in their way: do not add them to members counted here.{cut}{twice}"
    return Shown(frame, panels=tuple(panels[:MOST]), foot=foot)


def _panels(frame: pd.DataFrame) -> list[tuple[str, Drawing]]:
    found: list[tuple[str, Drawing]] = []
    for platform, rows in frame.groupby(frame["platform"].fillna("Platform not named"), sort=True):
        there = sorted(rows["series"].unique())
        people = [name for name in OF_MEMBERS if name in there]
        for names in ([people] if people else []) + [[name] for name in there if name not in people]:
            heading = "members" if len(names) > 1 else NAMES.get(names[0], names[0])
            found.append((f":gray[**{literal(str(platform))}**] reports: {literal(heading)}", draw(reported_chart.reported, rows, tuple(names))))
    return found
