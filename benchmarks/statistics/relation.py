"""How often the scan of lags sees a relation where there is none, and how often it finds one that is there."""

import numpy as np
from numpy.typing import NDArray

from lib.statistics.relation import LAGS, TOGETHER, relation

WEEKS = 52
SEASON = 52


def false_alarms(runs: int, seed: int, *, alike: float = 0.0, periods: int = WEEKS) -> float:
    """Share of pairs of independent trending series that are called related: random walks with drift, whose steps correlate by ``alike``."""
    rng = np.random.default_rng(seed)
    pairs = ((_trending(rng, alike, periods), _trending(rng, alike, periods)) for _ in range(runs))
    return float(np.mean([relation(one, other, SEASON).p_adjusted < 0.05 for one, other in pairs]))


def on_levels(runs: int, seed: int) -> float:
    """The same share where the levels themselves are compared and one r is taken at its word: what the scan is there to avoid."""
    rng = np.random.default_rng(seed)
    limit = 0.273  # of r at 5 % and 52 independent pairs
    return float(np.mean([abs(np.corrcoef(_trending(rng, 0.0, WEEKS), _trending(rng, 0.0, WEEKS))[0, 1]) > limit for _ in range(runs)]))


def found(runs: int, seed: int, *, r: float = 0.6, changes: int = 51) -> float:
    """Share of runs in which an effect is found whose changes correlate by ``r`` with earlier ones, some 0 to 8 periods before."""
    rng = np.random.default_rng(seed)
    hits = 0
    for _ in range(runs):
        lag = int(rng.integers(LAGS))
        first, noise = rng.normal(size=changes + lag), rng.normal(size=changes)
        second = r * first[:changes] + np.sqrt(1 - r * r) * noise  # follows the first by ``lag``
        hits += relation(_sums(first[lag:]), _sums(second), SEASON).verdict == TOGETHER
    return hits / runs


def _trending(rng: np.random.Generator, alike: float, periods: int) -> NDArray[np.float64]:
    steps = rng.normal(size=periods)
    for place in range(1, periods):
        steps[place] += alike * steps[place - 1]
    return _sums(steps + 0.3)


def _sums(steps: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(steps)])
