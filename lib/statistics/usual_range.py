"""The range in which a series usually lies, told so that a few unusual values do not widen it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LEAST = 8
"""Values: of fewer no range can be told."""
WIDTH = 3.0
"""Robust standard deviations to either side of the middle."""
TO_SIGMA = 1.4826
"""The median absolute deviation of a normal series, times this, is its standard deviation."""


@dataclass(frozen=True)
class UsualRange:
    """From ``low`` to ``high``, around the median."""

    low: float
    middle: float
    high: float

    def side(self, value: float) -> int:
        """-1 below the range, 1 above it, 0 within."""
        return int(value > self.high) - int(value < self.low)


def usual_range(values: Sequence[float], *, least_sigma: float = 0.0) -> UsualRange | None:
    """Median ± three times 1.4826 × the median absolute deviation (Hampel's identifier); None for fewer than LEAST values.

    ``least_sigma``: what the deviation is at least, so that a series that hardly ever moved does not call every breath unusual. Told from
    twelve values of a normal series, a thirteenth falls outside by chance in about 4 % of cases.
    """
    if len(values) < LEAST:
        return None
    middle = float(np.median(values))
    sigma = max(TO_SIGMA * float(np.median(np.abs(np.asarray(values, dtype=np.float64) - middle))), least_sigma)
    return UsualRange(middle - WIDTH * sigma, middle, middle + WIDTH * sigma)
