"""Do the intervals of shares and of their differences hold what they promise? Samples drawn where the truth is known.

At any one rate the coverage of a discrete count jumps up and down around 95 %, deep down for rates near 0 at few
customers; what the interval promises is the mean over rates. So each run draws its own rate evenly from a range, and each row
tells of one size and range.
"""

import numpy as np
import pandas as pd

from lib.statistics.proportions import newcombe, wilson

SIZES = (10, 30, 100, 300, 1000)
"""Customers in a sample."""
RANGES = ((0.01, 0.1), (0.1, 0.3), (0.3, 0.7))
"""From which the true rate is drawn: churn, conversion, and shares around one half."""


def wilson_coverage(runs: int, seed: int = 1) -> pd.DataFrame:
    """How often the 95 % interval holds the true share. Columns: n, rate_low, rate_high, coverage (0 to 1); a row a size and range of rates."""
    rng = np.random.default_rng(seed)
    rows = []
    for n in SIZES:
        for rate_low, rate_high in RANGES:
            truth = rng.uniform(rate_low, rate_high, runs)
            low, high = wilson(rng.binomial(n, truth), n)
            rows.append({"n": n, "rate_low": rate_low, "rate_high": rate_high, "coverage": float(((low <= truth) & (truth <= high)).mean())})
    return pd.DataFrame(rows)


def newcombe_coverage(runs: int, seed: int = 1) -> pd.DataFrame:
    """How often the 95 % interval holds the true difference of two shares. Columns: n1, n2, rate_low, rate_high, coverage (0 to 1).

    Both rates are drawn from one range, each by itself.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for n1 in SIZES:
        for n2 in SIZES:
            for rate_low, rate_high in RANGES:
                first, second = rng.uniform(rate_low, rate_high, (2, runs))
                _, low, high = newcombe(rng.binomial(n1, first), n1, rng.binomial(n2, second), n2)
                truth = first - second
                held = float(((low <= truth) & (truth <= high)).mean())
                rows.append({"n1": n1, "n2": n2, "rate_low": rate_low, "rate_high": rate_high, "coverage": held})
    return pd.DataFrame(rows)
