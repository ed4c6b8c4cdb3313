"""How far one group's share lies above another's when both are compared only within strata: within the same month, say."""

import numpy as np
from numpy.typing import ArrayLike

from lib.statistics.intervals import Z
from lib.statistics.proportions import newcombe


def mantel_haenszel(k1: ArrayLike, n1: ArrayLike, k2: ArrayLike, n2: ArrayLike) -> tuple[float, float, float]:
    """The weighted mean of the strata's differences of shares, with its 95 % interval, as (difference, low, high), −1 to 1.

    Of each stratum k1 of n1 against k2 of n2. The weights are n1·n2/(n1 + n2), so a stratum with nobody on one side says nothing;
    NaN where that is so of all. Strata may differ in their shares and in the sizes of their groups, and even be many and sparse.
    Where no stratum has both some to whom it happened and some to whom it did not in its groups, the spread cannot be estimated:
    then the interval reaches as far as Newcombe's of the sums.

    Greenland and Robins (1985), Estimation of a common effect parameter from sparse follow-up data, Biometrics 41; the variance:
    Sato (1989), On the variance estimator for the Mantel–Haenszel risk difference, Biometrics 45.
    """
    a, size1, c, size2 = (np.asarray(given, dtype=np.float64) for given in (k1, n1, k2, n2))
    both = (size1 > 0) & (size2 > 0)
    a, size1, c, size2 = a[both], size1[both], c[both], size2[both]
    if not len(a):
        return np.nan, np.nan, np.nan
    n = size1 + size2
    weight = (size1 * size2 / n).sum()
    difference = float((a * size2 / n - c * size1 / n).sum() / weight)
    p = (c * (size1 / n) ** 2 - a * (size2 / n) ** 2 + size1 * size2 * (size2 - size1) / (2 * n**2)).sum()
    q = (a * (size2 - c) / n + c * (size1 - a) / n).sum() / 2
    spread = float(np.sqrt(max(difference * p + q, 0))) / weight
    if spread > 0:
        return difference, max(difference - Z * spread, -1.0), min(difference + Z * spread, 1.0)
    centre, low, high = (float(found) for found in newcombe(a.sum(), size1.sum(), c.sum(), size2.sum()))
    return difference, max(difference - (centre - low), -1.0), min(difference + (high - centre), 1.0)
