"""Sentiment by channel and by platform: now against what is usual there."""

import numpy as np
import pandas as pd

from lib.charts import dumbbell as dumbbell_chart
from lib.metrics.sentiment import sentiment_by
from lib.scope import Scope
from lib.ui import cache
from lib.ui.card import NoMatch, Shown
from lib.ui.drawing import draw
from lib.ui.mood import THIN, apart
from lib.ui.view import View
from lib.wording import plural

MOST = 8
"""Groups that are drawn: those with the most scored posts."""
WITHOUT = "(none)"


def by_channel(view: View) -> Shown | NoMatch:
    """The channels."""
    return _by(view, "channel")


def by_platform(view: View) -> Shown | NoMatch:
    """The platforms."""
    return _by(view, "platform")


def compared(view: View, column: str) -> pd.DataFrame:
    """group, posts, scored, now, low, high, usual, usual_low, usual_high, thin, worse: a row a group, the most scored first.

    ``worse``: the mean is lower than in the periods compared with, and both intervals are apart.
    """
    now = _read(view, view.now or view.scope, column)
    now = now.rename(columns={"mean": "now", "ci_low": "low", "ci_high": "high"})
    before = _read(view, view.before, column) if view.before else now.head(0).rename(columns={"now": "mean", "low": "ci_low", "high": "ci_high"})
    before = before.assign(mean=before["mean"].where(before["scored"] >= THIN))  # what is usual is not told from a few posts
    before = before.rename(columns={"mean": "usual", "ci_low": "usual_low", "ci_high": "usual_high"})
    found = now.merge(before[["group", "usual", "usual_low", "usual_high"]], on="group", how="left")
    found["thin"] = (found["scored"] < THIN).astype(bool)
    now_at, usual_at = (list(zip(found[low], found[high], strict=True)) for low, high in (("low", "high"), ("usual_low", "usual_high")))
    clear = [apart(one, other) for one, other in zip(now_at, usual_at, strict=True)]
    found["worse"] = (found["now"] < found["usual"]).to_numpy() & ~found["thin"].to_numpy() & np.array(clear, dtype=bool)
    return found


def _read(view: View, scope: Scope, column: str) -> pd.DataFrame:
    found = cache.reading(view, sentiment_by, scope, column)
    found = found[found["scored"] > 0].rename(columns={column: "group"})
    return found.assign(group=found["group"].fillna(WITHOUT))[["group", "posts", "scored", "mean", "ci_low", "ci_high"]]


def _by(view: View, column: str) -> Shown | NoMatch:
    found = compared(view, column)
    if found.empty:
        return NoMatch("scored posts")
    drawn = found.head(MOST)
    change = (drawn["now"] - drawn["usual"]).where(~drawn["thin"]).fillna(0.0)
    drawn = drawn.assign(change=change).sort_values(["worse", "change"], ascending=[False, True], kind="stable").drop(columns="change")
    picture = draw(dumbbell_chart.dumbbell, drawn.assign(posts=drawn["scored"]).reset_index(drop=True), column)
    usual = f"Small dot: {view.compared}. " if drawn["usual"].notna().any() else ""
    left = f" {plural(len(found) - MOST, column)} with fewer posts not shown." if len(found) > MOST else ""
    hollow = f" Hollow: fewer than {THIN} scored posts." if drawn["thin"].any() else ""
    return Shown(found, picture, foot=f"{usual}Red: worse, with both 95% intervals apart.{hollow}{left}")
