"""The Net Promoter Score by segment and by platform, now against before."""

from functools import partial
from typing import Any

import pandas as pd

from lib.charts import voice_groups as group_chart
from lib.charts.estimate import THIN
from lib.metrics.answer_groups import Grouping
from lib.metrics.recommendations import scores_by_group, scoring_people
from lib.metrics.small_groups import FEW
from lib.statistics import net_promoter
from lib.ui import cache, small_groups
from lib.ui.card import NoMatch, Shown, TooFew
from lib.ui.drawing import draw
from lib.ui.nps import NOTHING, SURE, about_answers, asked_now, scores, told_of_now, withheld
from lib.ui.view import View
from lib.wording import plural


def by_segment(view: View) -> Shown | NoMatch | TooFew:
    """Each segment now against before."""
    return _by_group(view, "segment", "Segment of the answer, else of the member.")


def by_platform(view: View) -> Shown | NoMatch | TooFew:
    """Each platform now against before."""
    return _by_group(view, "platform", "Where the member who answered is most active; a survey does not say where it was met.")


def _by_group(view: View, by: Grouping, meaning: str) -> Shown | NoMatch | TooFew:
    view = about_answers(view)
    now, before = asked_now(view)
    found = cache.reading(view, scores_by_group, view.scope, now, before, by)
    unknown = int(found.loc[found["group"].isna(), "responses"].sum())
    known = found[found["group"].notna() & (found["responses"] > 0)]
    if withheld(view):
        return small_groups.too_few()
    if not found["responses"].sum():
        return NoMatch(NOTHING)
    shown = small_groups.groups(view, known, by, partial(cache.reading, view, scoring_people, view.scope, now))
    if shown.rows.empty:
        hint = "Give answers a segment, or a member's id" if by == "segment" else "Give answers a member's id"
        return TooFew(f"No {by} is known of {FEW} people or more who answered.", hint)
    rows = _scored(shown.rows)
    left_out = [
        f"{plural(unknown, 'answer')} of unknown {by}" if unknown else "",
        shown.left_out,
    ]
    rest = " and ".join(part for part in left_out if part)
    compared = scores(view)[1]
    tick = f" Tick: {compared.name}." if compared else ""
    foot = f"{meaning} Bar: 95% interval.{tick} {shown.together}".rstrip() + (f" Left out: {rest}." if rest else "")
    return told_of_now(view, Shown(rows.drop(columns="thin"), draw(group_chart.score_by_group, rows, by), foot=foot))


def _scored(shown: pd.DataFrame) -> pd.DataFrame:
    """The rows of the chart, most answers first."""
    n, promoters, detractors = (shown[name].to_numpy(dtype="float64") for name in ("responses", "promoters", "detractors"))
    earlier, up, down = (shown[f"before_{name}"].to_numpy(dtype="float64") for name in ("responses", "promoters", "detractors"))
    low, high = net_promoter.interval(promoters, detractors, n)
    change, p_value = net_promoter.change(promoters, detractors, n, up, down, earlier)
    told: Any = shown["before_people"].to_numpy() >= FEW
    rows = pd.DataFrame(
        {
            "group": shown["group"].astype(str).to_numpy(),
            "now": net_promoter.net_promoter(promoters, detractors, n),
            "low": low,
            "high": high,
            "before": pd.Series(net_promoter.net_promoter(up, down, earlier)).where(told).to_numpy(),
            "responses": n.astype("int64"),
            "thin": n < THIN,
            "worse": (change < 0) & (p_value < SURE) & (n >= THIN) & (earlier >= THIN) & told,
        }
    )
    return rows.sort_values(["responses", "group"], ascending=[False, True], ignore_index=True)
