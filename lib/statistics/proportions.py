"""Shares of small numbers, and how far they can be told apart, by score intervals: they never leave 0 to 1, and hold at 0 and at n, too."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lib.statistics.intervals import Z
from lib.statistics.mover import mover

Numbers = NDArray[np.float64]


def wilson(successes: ArrayLike, n: ArrayLike) -> tuple[Numbers, Numbers]:
    """The 95 % score interval of a share, as (low, high), 0 to 1; NaN where ``n`` is 0.

    The shares p for which |p̂ − p| ≤ z √(p(1 − p)/n): centre (p̂ + z²/2n) / (1 + z²/n), and to each side of it
    z √(p̂(1 − p̂)/n + z²/4n²) / (1 + z²/n), where p̂ = successes/n.

    Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22.
    """
    k, size = np.broadcast_arrays(np.asarray(successes, dtype=np.float64), np.asarray(n, dtype=np.float64))
    size = np.where(size > 0, size, np.nan)
    share, shrink = k / size, 1 + Z**2 / size
    centre = (share + Z**2 / (2 * size)) / shrink
    width = Z * np.sqrt(share * (1 - share) / size + Z**2 / (4 * size**2)) / shrink
    low, high = np.maximum(centre - width, 0), np.minimum(centre + width, 1)
    return np.where(k == 0, np.where(np.isnan(size), np.nan, 0.0), low), np.where(k == size, 1.0, high)  # at the ends rounding may miss


def newcombe(k1: ArrayLike, n1: ArrayLike, k2: ArrayLike, n2: ArrayLike) -> tuple[Numbers, Numbers, Numbers]:
    """How far one share lies above another, with its 95 % interval, as (difference, low, high), −1 to 1; NaN where either ``n`` is 0.

    The hybrid score interval without continuity correction: with p̂ᵢ = kᵢ/nᵢ and its Wilson interval from lᵢ to uᵢ,
    low = p̂₁ − p̂₂ − √((p̂₁ − l₁)² + (u₂ − p̂₂)²) and high = p̂₁ − p̂₂ + √((u₁ − p̂₁)² + (p̂₂ − l₂)²).

    Newcombe (1998), Interval estimation for the difference between independent proportions, Statistics in Medicine 17,
    method 10.
    """
    first, second = _share(k1, n1), _share(k2, n2)
    (low1, high1), (low2, high2) = wilson(k1, n1), wilson(k2, n2)
    return mover(first, low1, high1, second, low2, high2)


def _share(successes: ArrayLike, n: ArrayLike) -> Numbers:
    size = np.asarray(n, dtype=np.float64)
    return np.asarray(successes, dtype=np.float64) / np.where(size > 0, size, np.nan)
