"""Whether a series went on as before after a dated change: an interrupted time series.

A line is fitted to the time before, and to the time after another level and another slope. Neighbouring periods are
alike, which a plain fit (ordinary least squares) does not know: where they correlate by 0.6 it sees a difference in four
of ten series in which nothing changed. So the fit allows for autocorrelated errors of the first order (GLSAR(1)). Their
correlation is the restricted maximum likelihood estimate: the iterated one comes out too low in short series, and with it
21 % instead of 8 % of 40 unchanged periods seem changed. ``make check-statistics`` measures all this.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEAST_SIDE = 8
LEAST = 40
"""Periods: at least so many on either side of the change, and in all."""
SURE = 0.05
GRID = np.arange(-0.6, 0.98, 0.01)
"""Autocorrelations that are tried."""
PERFECT = 1e-10
"""A plain fit that leaves less than this share of the series unexplained leaves rounding only."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A change with its 95 % interval, in the unit of the series; a slope's in that unit a period. ``p``: how often chance alone does as much."""

    value: float
    low: float
    high: float
    p: float


@dataclass(frozen=True)
class Fit:
    """``level``: the jump at the change; ``slope``: how much steeper it goes on. ``p``: of both together being nothing.

    ``fitted`` is the line through all periods, NaN in those left out; ``otherwise`` how the time before would have gone on.
    """

    level: Estimate
    slope: Estimate
    p: float
    fitted: Numbers
    otherwise: Numbers

    @property
    def differs(self) -> bool:
        """Whether chance alone seldom does as much."""
        return self.p < SURE


@dataclass(frozen=True)
class Interrupted:
    """The fit that allows for neighbours being alike, with their ``correlation``; and the ``naive`` one, which does not."""

    before: int
    after: int
    correlation: float
    fit: Fit
    naive: Fit


def long_enough(before: int, after: int) -> bool:
    """Whether so many periods before and after a change suffice to tell anything."""
    return min(before, after) >= LEAST_SIDE and before + after >= LEAST


def interrupted_series(values: ArrayLike, before: int, between: int = 0) -> Interrupted | None:
    """The change after the first ``before`` of equally long periods; the next ``between`` are partly before it, and left out.

    None where the series is too short to tell, or follows its lines so exactly that chance has no part in it. y = β₀ + β₁t + β₂D + β₃Dt, with t
    from the change on and D 1 from there on.

    Wagner, Soumerai, Zhang and Ross-Degnan (2002), Segmented regression analysis of interrupted time series studies,
    Journal of Clinical Pharmacy and Therapeutics 27.
    """
    y = np.asarray(values, dtype=np.float64)
    start = before + between
    if not long_enough(before, len(y) - start):
        return None
    from statsmodels.regression.linear_model import GLSAR, OLS  # takes two seconds, which only who asks should wait

    design = _design(len(y), before, start)
    plain = OLS(y, design).fit()
    if plain.ssr <= max(PERFECT * ((y - y.mean()) ** 2).sum(), PERFECT**2 * (y**2).sum()):
        return None
    correlation = _correlation(y, design)
    fit = GLSAR(y, design, rho=correlation).fit()
    return Interrupted(before, len(y) - start, correlation, _told(fit, design, before, start), _told(plain, design, before, start))


def _design(size: int, before: int, start: int) -> Numbers:
    """1, t, D, Dt, and a column for each period left out, which takes it out of the fit and keeps the others at their distance."""
    t = np.arange(size, dtype=np.float64) - start
    after = (t >= 0).astype(np.float64)
    left_out = np.eye(size)[:, before:start]
    return np.column_stack([np.ones(size), t, after, after * t, left_out])


def _correlation(y: Numbers, design: Numbers) -> float:
    """The first-order autocorrelation of the errors: the most likely of GRID, the coefficients integrated out."""
    size, width = design.shape
    likelihood = []
    for rho in GRID:
        first = np.sqrt(1 - rho**2)
        ty = np.concatenate([first * y[:1], y[1:] - rho * y[:-1]])
        tx = np.vstack([first * design[:1], design[1:] - rho * design[:-1]])
        square = tx.T @ tx
        rest = ty - tx @ np.linalg.solve(square, tx.T @ ty)
        likelihood.append(-(size - width) / 2 * np.log(rest @ rest) + np.log(1 - rho**2) / 2 - np.linalg.slogdet(square)[1] / 2)
    return float(GRID[int(np.argmax(likelihood))])


def _told(result: object, design: Numbers, before: int, start: int) -> Fit:
    coefficients: Numbers = np.asarray(result.params)  # type: ignore[attr-defined]
    interval, p = np.asarray(result.conf_int()), np.asarray(result.pvalues)  # type: ignore[attr-defined]
    level, slope = (Estimate(*map(float, (coefficients[place], *interval[place], p[place]))) for place in (2, 3))
    together = float(result.f_test(np.eye(len(coefficients))[2:4]).pvalue)  # type: ignore[attr-defined]
    fitted = design[:, :4] @ coefficients[:4]
    fitted[before:start] = np.nan
    return Fit(level, slope, together, fitted, design[:, :2] @ coefficients[:2])
