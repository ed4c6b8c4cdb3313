"""Whether one series moves with another, now or some periods later: told from their changes, with chance counted in.

Two series that both grow look related whatever they are: on levels, 94 of 100 independent trending pairs of 52 weeks do.
So changes from period to period are compared; neighbouring changes are alike, which leaves fewer independent pairs than
there are rows; and the largest of nine correlations is large by chance alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

LAGS = 9
"""The second series is looked at 0 to 8 periods after the first."""
LEAST = 24
"""Periods: of fewer nothing is told, and so many changes have to remain where the season is taken out."""
MOST_NEIGHBOURS = 13
FEWEST_PAIRS = 3.01
"""An effective number of pairs is never taken for less: Student's t needs a degree of freedom."""
SURE = 0.05
FLAT = 1e-12
"""A series that departs from its mean by less than this share of its size does not change: the rest is rounding."""

TOO_SHORT, NOTHING, TOGETHER, OPPOSED = "too short to tell", "no relation found", "rise together", "one rises as the other falls"

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Relation:
    """What the scan of nine lags found.

    ``r``: the correlation of the changes at each lag, NaN where a series never changes; ``pairs`` how many changes met;
    ``chance``: how large the largest of nine ``r`` gets by chance in 95 of 100 cases; ``p_adjusted``: how often chance
    alone does as well as the strongest lag, NaN where there is none. All are empty where the series are too short.
    """

    r: Numbers
    pairs: NDArray[np.int64]
    chance: Numbers
    p_adjusted: float
    strongest: int | None
    seasonal: bool
    verdict: str

    @property
    def told(self) -> bool:
        """Whether the series were long enough."""
        return self.verdict != TOO_SHORT


def relation(first: ArrayLike, second: ArrayLike, season: int) -> Relation:
    """How ``second`` changes 0 to 8 periods after ``first`` does; both have a value for each of the same periods, in order.

    Pearson's r of the first differences, of seasonal differences where at least LEAST remain; for each lag Student's t
    with Bartlett's effective number of pairs; the smallest p times nine (Bonferroni), at most 1.

    Bartlett (1935), Some aspects of the time-correlation problem in regard to tests of significance, JRSS 98.
    """
    x, y = (np.asarray(values, dtype=np.float64) for values in (first, second))
    if len(x) < LEAST:
        empty = np.zeros(0)
        return Relation(empty, empty.astype(np.int64), empty, np.nan, None, False, TOO_SHORT)
    seasonal = len(x) - season - 1 >= LEAST
    dx, dy = (_changes(values, season if seasonal else 0) for values in (x, y))
    lags, size = np.arange(LAGS), len(dx)
    pairs = size - lags
    r = np.array([_pearson(dx[: size - lag], dy[lag:]) for lag in lags])
    effective = np.maximum(pairs / _inflation(dx, dy), FEWEST_PAIRS)
    p = _p_value(r, effective - 2)
    limit = stdtrit(effective - 2, 1 - SURE / LAGS / 2)
    chance = limit / np.sqrt(effective - 2 + limit**2)
    if np.isnan(p).all():
        return Relation(r, pairs, chance, np.nan, None, seasonal, NOTHING)
    strongest = int(np.nanargmin(p))
    adjusted = min(1.0, LAGS * float(p[strongest]))
    verdict = NOTHING if adjusted >= SURE else TOGETHER if r[strongest] > 0 else OPPOSED
    return Relation(r, pairs, chance, adjusted, strongest, seasonal, verdict)


def _changes(values: Numbers, season: int) -> Numbers:
    """First differences, of seasonal differences where ``season`` is not 0; what is rounding only is 0."""
    changed = np.diff(values[season:] - values[:-season] if season else values)
    departure = np.abs(changed - changed.mean()).max()
    return np.zeros(len(changed)) if departure <= FLAT * np.abs(values).max() else changed


def _pearson(one: Numbers, other: Numbers) -> float:
    a, b = one - one.mean(), other - other.mean()
    scale = np.sqrt((a @ a) * (b @ b))
    return float(np.clip(a @ b / scale, -1, 1)) if scale else np.nan


def _inflation(one: Numbers, other: Numbers) -> float:
    """How many pairs in a row say as much as one independent pair: 1 + 2 Σ (1 − k/n) ρ₁(k) ρ₂(k), at least 1."""
    size = len(one)
    k = np.arange(1, min(size // 4, MOST_NEIGHBOURS) + 1)
    both = _autocorrelation(one, k) * _autocorrelation(other, k)
    return max(1.0, float(1 + 2 * ((1 - k / size) * both).sum()))


def _autocorrelation(values: Numbers, lags: NDArray[np.int64]) -> Numbers:
    centred = values - values.mean()
    scale = centred @ centred
    return np.array([centred[:-lag] @ centred[lag:] / scale if scale else 0.0 for lag in lags])


def _p_value(r: Numbers, freedom: Numbers) -> Numbers:
    """Two-sided; 0 for a perfect correlation, NaN for none."""
    with np.errstate(divide="ignore"):
        t = np.abs(r) * np.sqrt(freedom / (1 - r**2))
    p: Numbers = 2 * stdtr(freedom, -t)
    return p
