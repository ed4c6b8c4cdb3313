"""The mean of some values with its 95 % interval by Student's t, from their exact sums."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit


def mean_band(counts: Sequence[int], sums: Sequence[int], squares: Sequence[int], unit: int) -> tuple[NDArray[np.float64], ...]:
    """mean, low, high of each group, from how many values it has, their sum and the sum of their squares.

    Values are whole multiples of ``1 / unit`` and given as such multiples, so that nothing is lost when big sums cancel.
    NaN: the mean of nothing, and the interval of fewer than two. The interval is the mean ± t(n − 1) · s/√n.
    """
    size = np.asarray(counts, dtype=np.float64)
    spread = [n * square - total * total for n, total, square in zip(counts, sums, squares, strict=True)]  # n² times the variance: exact
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.asarray(sums, dtype=np.float64) / (size * unit)
        several = np.where(size > 1, size, np.nan)
        error = np.sqrt(np.asarray(spread, dtype=np.float64) / (several - 1)) / (several * unit)
        half = stdtrit(several - 1, 0.975) * error
    return mean, mean - half, mean + half
