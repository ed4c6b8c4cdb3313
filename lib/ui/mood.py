"""How members feel over some periods taken together, and what can be said of it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from lib.metrics.sentiment import MILD
from lib.statistics.proportions import wilson
from lib.statistics.usual_range import UsualRange, usual_range

ENOUGH = 30
"""Scored posts: of fewer a mean says little."""
THIN = 10
LEAST_SIGMA = 0.02
"""A mean score that moves by less than three times this is not called unusual, however calm it was before."""
STRONG = 0.3
"""From so far from 0 on a mean is called positive or negative; nearer to it mildly so, or, as single posts are, neutral."""

Interval = tuple[float, float]


@dataclass(frozen=True)
class Mood:
    """Posts and comments with text, how many of them were scored, the mean score with its 95 % interval, and the scored ones by class.

    The mean and its interval are None where nothing, and where only one, was scored.
    """

    posts: int
    scored: int
    mean: float | None
    interval: Interval | None
    positive: int
    negative: int

    @classmethod
    def of(cls, rows: pd.DataFrame) -> "Mood":
        """All ``rows`` of the metric together: by posts, never by averaging means. Each row's spread is told from its t interval."""
        rows = rows[rows["posts"].notna()]
        posts = int(rows["posts"].sum())
        rows = rows[rows["scored"].fillna(0) > 0]
        size = rows["scored"].to_numpy(dtype=np.float64, na_value=0)
        mean = rows["mean"].to_numpy(dtype=np.float64)
        scored = int(size.sum())
        if not scored:
            return cls(posts, 0, None, None, 0, 0)
        low, high = (rows[name].to_numpy(dtype=np.float64) for name in ("ci_low", "ci_high"))
        several = size > 1
        half = np.where(several, np.fmax(mean - low, high - mean), 0.0)
        quantile = stdtrit(np.where(several, size - 1, 1), 0.975)
        squares = (size - 1) * size * (half / quantile) ** 2  # within each row
        overall = float(size @ mean / scored)
        interval = None
        if scored > 1:
            variance = float(squares.sum() + size @ (mean - overall) ** 2) / (scored - 1)
            width = float(stdtrit(scored - 1, 0.975)) * np.sqrt(variance / scored)
            interval = (overall - width, overall + width)
        positive, negative = (round(float(size @ rows[name].to_numpy(dtype=np.float64))) for name in ("positive", "negative"))
        return cls(posts, scored, overall, interval, positive, negative)

    @property
    def coverage(self) -> float | None:
        """The share that could be scored."""
        return self.scored / self.posts if self.posts else None

    @property
    def negative_share(self) -> float | None:
        return self.negative / self.scored if self.scored else None

    @property
    def negative_interval(self) -> Interval | None:
        """Wilson's."""
        if not self.scored:
            return None
        low, high = wilson(self.negative, self.scored)
        return float(low), float(high)

    @property
    def net(self) -> float | None:
        """The positive less the negative, as a share of the scored: -1 to 1."""
        return (self.positive - self.negative) / self.scored if self.scored else None

    @property
    def net_interval(self) -> Interval | None:
        """That of a mean of ones, zeros and minus ones."""
        if self.net is None or self.scored < 2:
            return None
        variance = (self.positive + self.negative) / self.scored - self.net**2
        width = float(stdtrit(self.scored - 1, 0.975)) * float(np.sqrt(max(variance, 0.0) / (self.scored - 1)))
        return self.net - width, self.net + width


def apart(one: Interval | None, other: Interval | None) -> bool:
    """Whether two intervals have nothing in common: only then is a difference called one."""
    return one is not None and other is not None and (one[0] > other[1] or other[0] > one[1])


def level(mean: float) -> str:
    """What a mean score is called."""
    if abs(mean) < MILD:
        return "Neutral"
    word = "positive" if mean > 0 else "negative"
    return word.capitalize() if abs(mean) >= STRONG else f"Mildly {word}"


def verdict(now: Mood, before: Mood | None) -> str:
    """The level, and whether it changed; a change only where the intervals are apart."""
    if now.mean is None or now.scored < ENOUGH:
        return "Too few posts to tell."
    if before is None or before.mean is None or before.scored < ENOUGH:
        return f"{level(now.mean)}."
    if not apart(now.interval, before.interval):
        return f"{level(now.mean)} and steady."
    better = now.mean > before.mean
    return f"{level(now.mean)}, {'and' if better == (now.mean >= MILD) else 'but'} {'better' if better else 'worse'} than before."


def usual(rows: pd.DataFrame) -> UsualRange | None:
    """The range in which the means of periods usually lie; None where fewer than eight are over and have enough posts."""
    sure = rows[rows["complete"] & (rows["scored"].fillna(0) >= THIN)]
    return usual_range(sure["mean"].tolist(), least_sigma=LEAST_SIGMA)


def unusual(rows: pd.DataFrame, among: UsualRange | None) -> pd.DataFrame:
    """Rows whose mean lies outside the usual range, and whose own interval leaves out its middle; the furthest off first."""
    if among is None:
        return rows.head(0)
    sure = rows[rows["complete"] & (rows["scored"].fillna(0) >= THIN)]
    outside = (sure["mean"] < among.low) | (sure["mean"] > among.high)
    certain = (sure["ci_high"] < among.middle) | (sure["ci_low"] > among.middle)
    found = sure[outside & certain]
    return found.iloc[np.argsort(-(found["mean"] - among.middle).abs().to_numpy(), kind="stable")]
