"""How long until it happens, when for some it has not happened yet (Kaplan and Meier, 1958).

Leaving out those who still wait would flatter: the ones that wait longest are missing. They are counted as *censored*:
known to have waited at least so long.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lib.statistics.intervals import Z
from lib.statistics.proportions import wilson

SLACK = 1e-9
"""A share that misses its mark by less has reached it: rounding must not lose a tie at exactly one half."""


@dataclass(frozen=True)
class Survival:
    """The share that still waits after each of ``times``, the distinct durations after which it happened to somebody.

    ``at_risk`` are those who had waited at least so long, ``events`` those to whom it happened then; whoever is
    censored at that very moment was still waiting. ``longest`` is the longest that anybody was watched, None where
    there is nobody; ``still_waiting`` how many are censored. Durations keep the unit and type they were given in.
    """

    times: NDArray[Any]
    events: NDArray[np.int64]
    at_risk: NDArray[np.int64]
    longest: float | None
    still_waiting: int

    @classmethod
    def of(cls, durations: NDArray[Any], happened: NDArray[np.bool_]) -> "Survival":
        """From how long each was watched and whether it happened at the end of that."""
        waiting = np.sort(durations[~happened])
        times, first, events = np.unique(np.sort(durations[happened]), return_index=True, return_counts=True)
        answered = len(durations) - len(waiting)
        at_risk = (answered - first) + (len(waiting) - np.searchsorted(waiting, times, side="left"))
        longest = durations.max() if len(durations) else None
        return cls(times, events.astype(np.int64), at_risk.astype(np.int64), longest, len(waiting))

    @cached_property
    def share(self) -> NDArray[np.float64]:
        """S(t) at each of ``times``: the share to whom it had not happened by then, 0 to 1."""
        return np.cumprod(1 - self.events / self.at_risk).astype(np.float64, copy=False)

    def quantile(self, q: float) -> float:
        """The smallest time by which it has happened to a share ``q``; NaN where that is not reached."""
        reached = np.searchsorted(-self.share, q - 1 - SLACK, side="left")
        return float(self.times[reached]) if reached < len(self.times) else np.nan

    def within(self, limit: float) -> float:
        """The share to whom it happens within ``limit``, that moment included, 0 to 1.

        NaN where nobody was watched that long and somebody still waits: it can't be known.
        """
        if self.longest is None or (self.longest < limit and self.still_waiting):
            return np.nan
        before = np.searchsorted(self.times, limit, side="right")
        return float(1 - self.share[before - 1]) if before else 0.0

    def interval(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The 95 % interval of ``share``: Greenwood's variance on the log-minus-log scale, which stays within 0 to 1.

        NaN where nobody is left waiting, for which the scale has no value.
        """
        left = self.at_risk - self.events
        with np.errstate(divide="ignore", invalid="ignore"):
            variance = np.cumsum(self.events / (self.at_risk * left))
            log_share = np.log(self.share)
            width = Z * np.sqrt(variance) / np.abs(log_share)
            low, high = self.share ** np.exp(width), self.share ** np.exp(-width)
        low[left == 0] = high[left == 0] = np.nan
        return low, high


def share_within(durations: NDArray[Any], happened: NDArray[np.bool_], limit: float, watched: int | None = None) -> tuple[float, float, float]:
    """The share to whom it happens within ``limit`` with its 95 % interval, as (share, low, high), 0 to 1.

    Where it has happened to none or to all by then, the curve's own interval has no width: it is then Wilson's of ``watched``, how many
    were watched for so long; left out, they are those to whom it happened by then and those who waited at least so long. NaN where nobody
    was watched so long and somebody still waits, and of nobody.
    """
    survival = Survival.of(durations, happened)
    share = survival.within(limit)
    if not 0 < share < 1:
        if np.isnan(share):
            return np.nan, np.nan, np.nan
        size = int(((happened & (durations <= limit)) | (durations >= limit)).sum()) if watched is None else watched
        low, high = wilson(share * size, size)
        return share, float(low), float(high)
    last = int(np.searchsorted(survival.times, limit, side="right")) - 1
    low, high = survival.interval()
    return share, float(1 - high[last]), float(1 - low[last])
