"""Does the interval of the Net Promoter Score hold what it promises? Samples drawn from populations whose score is known."""

import numpy as np
import pandas as pd

from lib.statistics.net_promoter import change, interval

SIZES = (15, 30, 60, 120, 500, 2000)
"""Answers in a sample."""
DISTRIBUTIONS = {
    "mixed": (0.35, 0.40, 0.25),
    "mostly promoters": (0.70, 0.20, 0.10),
    "mostly detractors": (0.15, 0.25, 0.60),
    "mostly passives": (0.20, 0.65, 0.15),
    "split": (0.48, 0.04, 0.48),
    "balanced": (0.25, 0.50, 0.25),
}
"""Shares of promoters, passives and detractors."""


def coverage(runs: int, seed: int = 1) -> pd.DataFrame:
    """How often the 95 % interval holds the true score. Columns: n, distribution, coverage (0 to 1); a row a size and distribution."""
    rng = np.random.default_rng(seed)
    rows = []
    for n in SIZES:
        for name, shares in DISTRIBUTIONS.items():
            promoters, _, detractors = rng.multinomial(n, shares, runs).T
            low, high = interval(promoters, detractors, n)
            truth = 100 * (shares[0] - shares[2])
            rows.append({"n": n, "distribution": name, "coverage": float(((low <= truth) & (truth <= high)).mean())})
    return pd.DataFrame(rows)


def false_alarms(runs: int, seed: int = 1) -> pd.DataFrame:
    """How often two samples of one population are called different at 5 %. Columns: n, distribution, false_alarms (0 to 1)."""
    rng = np.random.default_rng(seed)
    rows = []
    for n in SIZES:
        for name, shares in DISTRIBUTIONS.items():
            (promoters, _, detractors), (earlier_promoters, _, earlier_detractors) = (rng.multinomial(n, shares, runs).T for _ in range(2))
            _, p_value = change(promoters, detractors, n, earlier_promoters, earlier_detractors, n)
            rows.append({"n": n, "distribution": name, "false_alarms": float((p_value < 0.05).mean())})
    return pd.DataFrame(rows)
