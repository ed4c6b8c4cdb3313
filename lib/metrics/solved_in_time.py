"""What was solved within the same time of asking, so that later questions, which have had less time, can be compared with earlier ones."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.metrics.resolution import AskedThreads, asked_threads
from lib.metrics.threads import HOUR
from lib.scope import Scope
from lib.statistics.kaplan_meier import share_within
from lib.statistics.mover import surely_other as beyond_chance
from lib.store import Store

WEEK = 168
STILL_WATCHED = 10
"""Questions of either side that must have been watched for all the time that is compared: with fewer the curve's end is a few questions' luck."""
PARTS = ("solved", "self_solved")


def solved_in_time(store: Store, now: Scope, before: Scope) -> pd.DataFrame:
    """Shares of the questions of two scopes that were solved, and solved without staff, within the same time of asking. Four rows.

    Columns: part (solved or self_solved), side (now or before), hours (the time: a week, or less where fewer than ten questions of either
    were watched for so long), share, ci_low, ci_high (0 to 1: Kaplan–Meier with its 95 % interval; null where there are under ten questions on either side).

    How long a question was watched is known of each, also of one that staff solved: it counts as watched and never solved without staff.
    """
    with store.reading():
        sides = {"now": asked_threads(store, now), "before": asked_threads(store, before)}
    limit = min(WEEK * HOUR, *(_longest(found) for found in sides.values()))
    rows = [{"part": part, "side": side, "hours": limit / HOUR, **_share(sides[side], part, limit)} for part in PARTS for side in sides]
    return pd.DataFrame(rows)


def _longest(found: AskedThreads) -> int:
    """The longest time for which enough questions were watched, in microseconds; −1 where there are too few."""
    return int(np.sort(found.watched)[-STILL_WATCHED]) if len(found.watched) >= STILL_WATCHED else -1


def _share(found: AskedThreads, part: str, limit: int) -> dict[str, float]:
    if limit < 0:
        return dict.fromkeys(("share", "ci_low", "ci_high"), np.nan)
    happened: NDArray[np.bool_] = getattr(found, part)
    durations, watched = np.where(happened, found.waited, found.watched), int((found.watched >= limit).sum())
    return dict(zip(("share", "ci_low", "ci_high"), share_within(durations, happened, limit, watched), strict=True))


def surely_other(found: pd.DataFrame, part: str, to_date: float) -> bool:
    """Whether that share surely differs between the two sides of ``solved_in_time``; ``to_date``: by how much it does without regard to time.

    The difference in equal time must lie beyond the interval made from both of theirs (MOVER), and point the same way as ``to_date``.
    """
    sides = found[found["part"] == part].set_index("side")
    now, before = ([float(sides[name][side]) for name in ("share", "ci_low", "ci_high")] for side in ("now", "before"))
    return beyond_chance(now, before) and (now[0] - before[0]) * to_date > 0
