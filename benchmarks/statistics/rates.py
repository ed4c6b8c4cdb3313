"""Rates of counted events: how often the interval holds the truth, and the test cries wolf. Computed, not simulated: the counts' chances are known."""

import numpy as np
import pandas as pd
from scipy.stats import poisson

from lib.statistics.rates import garwood, same_rate

EXPECTED = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 300.0)
PAIRS = ((5.0, 1.0), (20.0, 1.0), (20.0, 3.0), (60.0, 1.0), (60.0, 0.5))
SURE = 0.05


def garwood_coverage() -> pd.DataFrame:
    """expected, coverage: how often the interval of a count holds the number that was expected."""
    rows = []
    for expected in EXPECTED:
        counts = np.arange(int(expected + 12 * np.sqrt(expected) + 30))
        low, high = garwood(counts, 1)
        rows.append((expected, float(poisson.pmf(counts, expected)[(low <= expected) & (expected <= high)].sum())))
    return pd.DataFrame(rows, columns=["expected", "coverage"])


def false_alarms() -> pd.DataFrame:
    """expected, exposure (of the other), false_alarms: how often equal rates are called different."""
    rows = []
    for expected, exposure in PAIRS:
        counts = [np.arange(int(mean + 6 * np.sqrt(mean) + 10)) for mean in (expected, expected * exposure)]
        chance = np.outer(poisson.pmf(counts[0], expected), poisson.pmf(counts[1], expected * exposure))
        told = np.array([[same_rate(int(one), 1.0, int(other), exposure) < SURE for other in counts[1]] for one in counts[0]])
        rows.append((expected, exposure, float(chance[told].sum())))
    return pd.DataFrame(rows, columns=["expected", "exposure", "false_alarms"])
