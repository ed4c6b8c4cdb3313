"""Tidy frames of surveys, invented: thin and empty periods, names of waves with signs of their own."""

import numpy as np
import pandas as pd

from lib.scope import Grain
from lib.statistics.net_promoter import interval, net_promoter
from lib.statistics.proportions import wilson
from tests.charts.frames import complete, counts, starts


def _of(responses: list[int], promoters: list[int], detractors: list[int]) -> dict[str, object]:
    n, up, down = (np.array(values) for values in (responses, promoters, detractors))
    low, high = interval(up, down, n)
    parts = {"responses": counts(responses), "promoters": counts(promoters), "passives": counts(list(n - up - down)), "detractors": counts(detractors)}
    return {**parts, "nps": net_promoter(up, down, n), "ci_low": low, "ci_high": high}


def nps(periods: int = 10, by: Grain = Grain.WEEK) -> pd.DataFrame:
    """The third has few answers, the fifth none; the last is not over."""
    responses = [{2: 4, 4: 0}.get(place, 30 + place) for place in range(periods)]
    promoters, detractors = [n // 2 for n in responses], [n // 5 for n in responses]
    return pd.DataFrame({"period_start": starts(periods, by), **_of(responses, promoters, detractors), "complete": complete(periods)})


def waves() -> pd.DataFrame:
    """Four waves, one of few answers."""
    names = ["2025 Q3", "2025 'Q4'", "A wave with quite a long name", "back\\slash"]
    return pd.DataFrame({"wave": names, **_of([60, 70, 6, 90], [20, 30, 3, 50], [25, 20, 2, 20]), "complete": [True, True, True, False]})


def csat(periods: int = 8, by: Grain = Grain.MONTH) -> pd.DataFrame:
    """The second has no answers, the third few."""
    responses = np.array([{1: 0, 2: 3}.get(place, 30) for place in range(periods)])
    satisfied = responses * 4 // 5
    low, high = wilson(satisfied, responses)
    share = np.where(responses > 0, satisfied / np.maximum(responses, 1), np.nan)
    columns = {"responses": counts(list(responses)), "satisfied": counts(list(satisfied)), "csat": share, "ci_low": low, "ci_high": high}
    return pd.DataFrame({"period_start": starts(periods, by), **columns, "complete": complete(periods)})


def groups() -> pd.DataFrame:
    """One fell for sure, one is new, one is thin."""
    return pd.DataFrame(
        {
            "group": ["Team", "Starter", "Business"],
            "now": [-12.0, 40.0, 50.0],
            "low": [-25.0, 20.0, -10.0],
            "high": [5.0, 60.0, 90.0],
            "before": [30.0, np.nan, 45.0],
            "responses": [80, 60, 7],
            "thin": [False, False, True],
            "worse": [True, False, False],
        }
    )


def satisfied() -> pd.DataFrame:
    """The same as shares."""
    found = groups()
    return found.assign(**{name: 0.5 + found[name] / 200 for name in ("now", "low", "high", "before")})
