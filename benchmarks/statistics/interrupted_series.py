"""How often a change is seen where nothing changed, with the fit that knows of autocorrelation and with the plain one."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from statsmodels.regression.linear_model import GLSAR

from lib.statistics.interrupted_series import interrupted_series

RHO = 0.6
SHAPES = ((40, 20), (40, 32), (56, 44), (104, 52))
"""Periods in all, and before the change."""


def false_alarms(runs: int, seed: int) -> pd.DataFrame:
    """periods, before, false_alarms, naive, iterated: shares of unchanged series of that shape that are called changed at 5 %.

    ``naive`` with ordinary least squares, ``iterated`` with the iterated fit of GLSAR(1), whose autocorrelation comes out too low.
    """
    rng = np.random.default_rng(seed)
    rows = []
    for periods, before in SHAPES:
        fits = [_fitted(_series(rng, periods), before) for _ in range(runs)]
        rows.append({"periods": periods, "before": before, **dict(zip(("false_alarms", "naive", "iterated"), np.mean(fits, axis=0), strict=True))})
    return pd.DataFrame(rows)


def found(runs: int, seed: int, *, jump: float = 4.0) -> float:
    """Share of series of a year in which a jump of that many standard deviations of the noise is found."""
    rng = np.random.default_rng(seed)
    hits = []
    for _ in range(runs):
        values = _series(rng, 52)
        values[26:] += jump
        told = interrupted_series(values, 26)
        hits.append(bool(told and told.fit.differs))
    return float(np.mean(hits))


def _fitted(values: NDArray[np.float64], before: int) -> tuple[bool, bool, bool]:
    told = interrupted_series(values, before)
    if told is None:
        raise ValueError(f"{len(values)} periods, {before} before the change, are too few to tell")
    t = np.arange(len(values)) - before
    after = t >= 0
    iterated = GLSAR(values, np.column_stack([np.ones(len(t)), t, after, after * t]), rho=1).iterative_fit(maxiter=50)
    return told.fit.differs, told.naive.differs, float(iterated.f_test(np.eye(4)[2:]).pvalue) < 0.05


def _series(rng: np.random.Generator, periods: int) -> NDArray[np.float64]:
    """First-order autocorrelated noise, from where it has settled."""
    settled = 50
    noise = rng.normal(size=periods + settled)
    for place in range(1, len(noise)):
        noise[place] += RHO * noise[place - 1]
    return noise[settled:]
