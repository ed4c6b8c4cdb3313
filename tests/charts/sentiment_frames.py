"""Tidy frames of sentiment, invented: thin periods, one without any post, the last not over."""

import numpy as np
import pandas as pd

from lib.scope import Grain
from tests.charts.frames import complete, counts, starts


def sentiment(periods: int = 12, by: Grain = Grain.WEEK) -> pd.DataFrame:
    """The fourth and fifth are thin, the ninth is thin between two gaps."""
    scored = [{3: 5, 4: 9, 7: 0, 8: 1, 9: 0}.get(place, 40 + place) for place in range(periods)]
    mean = np.array([0.1 + 0.01 * place if scored[place] else np.nan for place in range(periods)])
    width = np.array([1.0 / np.sqrt(n) if n > 1 else np.nan for n in scored])
    share = np.where(np.isnan(mean), np.nan, 1.0)
    return pd.DataFrame(
        {
            "period_start": starts(periods, by),
            "posts": counts([number + 7 for number in scored]),
            "scored": counts(list(scored)),
            "coverage": 0.8,
            "mean": mean,
            "ci_low": mean - width,
            "ci_high": mean + width,
            "positive": 0.36 * share,
            "neutral": 0.49 * share,
            "negative": 0.15 * share,
            "net": 0.21 * share,
            "complete": complete(periods),
        }
    )


def groups() -> pd.DataFrame:
    """Four channels: one worse, one the same, one new, one thin."""
    return pd.DataFrame(
        {
            "group": ["billing", "general", "new", "quiet"],
            "now": [-0.2, 0.1, 0.15, 0.3],
            "low": [-0.3, 0.0, 0.1, np.nan],
            "high": [-0.1, 0.2, 0.2, np.nan],
            "usual": [0.1, 0.12, np.nan, 0.1],
            "posts": [80, 60, 50, 4],
            "thin": [False, False, False, True],
            "worse": [True, False, False, False],
        }
    )
