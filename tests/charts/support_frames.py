"""Tables of tickets, of members beside them, and of a dated change, invented."""

import numpy as np
import pandas as pd

from lib.scope import Grain
from tests.charts.frames import complete, counts, starts


def tickets(periods: int = 14, by: Grain = Grain.WEEK) -> pd.DataFrame:
    """As the metric gives them; one period without a response."""
    hours = [None if place == 3 else 2.0 + place % 5 for place in range(periods)]
    return pd.DataFrame(
        {
            "period_start": starts(periods, by),
            "opened": counts([20 + place % 7 for place in range(periods)]),
            "resolved": counts([18 + place % 5 for place in range(periods)]),
            "backlog": counts([30 + place for place in range(periods)]),
            "median_hours_to_first_response": pd.Series(hours, dtype="float64"),
            "median_hours_to_resolution": pd.Series([40.0 + place for place in range(periods)]),
            "complete": complete(periods),
        }
    )


def growth(periods: int = 40) -> pd.DataFrame:
    """growth_vs_tickets; the last week's mau is not known yet."""
    return pd.DataFrame(
        {
            "period_start": starts(periods),
            "mau": counts([200 + 3 * place if place < periods - 1 else None for place in range(periods)]),
            "tickets": counts([30 - place % 9 for place in range(periods)]),
            "customers": counts([600 + place for place in range(periods)]),
            "tickets_per_1000_customers": pd.Series([(30 - place % 9) / 0.6 for place in range(periods)]),
            "complete": complete(periods),
        }
    )


def scan() -> pd.DataFrame:
    """Nine correlations, one beyond chance."""
    r = [0.1, -0.2, 0.05, -0.55, 0.0, 0.12, -0.1, 0.2, 0.01]
    return pd.DataFrame({"lag": range(9), "r": r, "chance": [0.4 + place / 100 for place in range(9)], "pairs": [51 - place for place in range(9)]})


def change(periods: int = 50) -> pd.DataFrame:
    """A series before and after a change in its 31st period, which is left out."""
    place = np.arange(periods, dtype=float)
    fitted = np.where(place < 30, 40 - 0.1 * place, 30.0)
    fitted[place == 30] = np.nan
    return pd.DataFrame({"period_start": starts(periods), "value": 35 + place % 6, "fitted": fitted, "otherwise": 40 - 0.1 * place, "after": place > 30})
