"""A survival curve as rows that a picture can take."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.metrics.threads import HOUR
from lib.statistics.kaplan_meier import Survival

POINTS = 300
"""No screen shows more steps of a curve."""


def steps(waited: NDArray[np.int64], happened: NDArray[np.bool_]) -> pd.DataFrame:
    """The share to whom it happened within so many hours: Kaplan–Meier with its 95 % interval, from microseconds.

    Columns: hours (ascending, from 0), share, ci_low, ci_high (0 to 1; the interval is null at 0 hours and where nobody
    waits any more). At most 300 rows, as a step after each; none where nobody was watched.
    """
    survival = Survival.of(waited, happened)
    low, high = survival.interval()
    lead = np.zeros(1 if len(waited) and not (survival.times[:1] == 0).any() else 0)  # after 0 hours it has happened to nobody yet
    found = pd.DataFrame(
        {
            "hours": np.concatenate([lead, survival.times / HOUR]),
            "share": np.concatenate([lead, 1 - survival.share]),
            "ci_low": np.concatenate([lead + np.nan, 1 - high]),
            "ci_high": np.concatenate([lead + np.nan, 1 - low]),
        }
    )
    kept = np.unique(np.linspace(0, len(found) - 1, min(POINTS, len(found))).round().astype(np.int64))
    return found.iloc[kept].reset_index(drop=True)
