"""Rates of events that are counted, such as tickets to each customer: how sure they are, and whether two of them differ."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr, bdtrc, gammaincinv

Numbers = NDArray[np.float64]
TAIL = 0.025
"""What lies beyond either end of a two-sided 95 % interval."""


def garwood(events: ArrayLike, exposure: ArrayLike) -> tuple[Numbers, Numbers]:
    """The exact 95 % interval of a Poisson rate events/exposure, as (low, high); NaN where ``exposure`` is 0 or not known.

    From χ²(0.025; 2k)/2 to χ²(0.975; 2k + 2)/2 events; it holds the truth in at least 95 % of samples, of few events in more.

    Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28.
    """
    k, size = np.broadcast_arrays(np.asarray(events, dtype=np.float64), np.asarray(exposure, dtype=np.float64))
    size = np.where(size > 0, size, np.nan)
    # half a χ² of 2a degrees of freedom is a gamma variable of shape a
    low = np.where(k > 0, gammaincinv(np.where(k > 0, k, 1.0), TAIL), 0.0)
    return low / size, gammaincinv(k + 1, 1 - TAIL) / size


def same_rate(events: int, exposure: float, other_events: int, other_exposure: float) -> float:
    """How often chance alone would make two Poisson rates differ at least so much, two-sided, 0 to 1; NaN where there are no events at all.

    Where the rates are equal, the first events are binomial among all, with the share that its exposure has: the smaller tail, twice.

    Przyborowski and Wilenski (1940), Homogeneity of results in testing samples from Poisson series, Biometrika 31.
    """
    total = events + other_events
    if total == 0 or exposure <= 0 or other_exposure <= 0:
        return float("nan")
    part = exposure / (exposure + other_exposure)
    at_most = float(bdtr(events, total, part))
    at_least = float(bdtrc(events - 1, total, part)) if events else 1.0
    return min(1.0, 2 * min(at_most, at_least))
