"""Whether medians with ties at exactly one half are those of exact fractions, which rounding must not lose."""

from fractions import Fraction

import numpy as np

from lib.statistics.kaplan_meier import Survival


def lost_ties(runs: int, seed: int) -> float:
    """Share of samples, each with its S(t) at exactly one half, whose median differs from that of exact fractions: 0, or something is lost."""
    rng = np.random.default_rng(seed)
    lost, tried = 0, 0
    while tried < runs:
        size = int(rng.integers(2, 40))
        times, happened = rng.integers(1, 12, size), rng.random(size) < 0.8
        exact, tied = _exact(times.tolist(), happened.tolist())
        if tied:
            tried += 1
            lost += Survival.of(times, happened).quantile(0.5) != exact
    return lost / runs


def _exact(times: list[int], happened: list[bool]) -> tuple[int | None, bool]:
    """The smallest time with S(t) ≤ ½, and whether S(t) is exactly ½ there."""
    left = Fraction(1)
    for moment in sorted({time for time, event in zip(times, happened, strict=True) if event}):
        events = sum(event and time == moment for time, event in zip(times, happened, strict=True))
        left *= 1 - Fraction(events, sum(time >= moment for time in times))
        if left <= Fraction(1, 2):
            return moment, left == Fraction(1, 2)
    return None, False
