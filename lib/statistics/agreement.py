"""How far a scorer and a person agree on the same texts: the share they agree on, Cohen's kappa, and the correlation.

The texts are a sample in which every text had the same chance to be (``lib/metrics/label_sample.py`` draws it so): what is
found speaks of all texts as it stands, without weights. That the sample is spread over the classes in proportion makes
it a little surer than the intervals say, never less sure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from lib.statistics.intervals import Z
from lib.statistics.proportions import wilson

CLASSES = (-1, 0, 1)
"""Negative, neutral, positive."""


@dataclass(frozen=True)
class Estimate:
    """A value with its 95 % interval. None: cannot be known."""

    value: float | None
    low: float | None = None
    high: float | None = None


UNKNOWN = Estimate(None)


@dataclass(frozen=True)
class Agreement:
    """Of ``n`` texts. ``table``: a row a label, a column a class of the scorer, both in the order of CLASSES; the cells count texts."""

    n: int
    accuracy: Estimate
    kappa: Estimate
    correlation: Estimate
    table: pd.DataFrame


def agreement(labels: ArrayLike, predicted: ArrayLike, scores: ArrayLike) -> Agreement:
    """From what a person says of each text (-1, 0, 1), the class the scorer puts it in (-1, 0, 1), and its score (-1 to 1)."""
    said, found = np.asarray(labels, dtype=np.int64), np.asarray(predicted, dtype=np.int64)
    counts = np.array([[np.sum((said == row) & (found == column)) for column in CLASSES] for row in CLASSES])
    table = pd.DataFrame(counts, index=list(CLASSES), columns=list(CLASSES))
    return Agreement(len(said), share(int(np.trace(counts)), len(said)), kappa(counts), correlation(said, np.asarray(scores, dtype=np.float64)), table)


def share(hits: int, n: int) -> Estimate:
    """The share that agrees, with Wilson's interval."""
    if not n:
        return UNKNOWN
    low, high = wilson(hits, n)
    return Estimate(hits / n, float(low), float(high))


def kappa(counts: Sequence[Sequence[int]] | NDArray[np.int64]) -> Estimate:
    """Cohen's kappa of a square table: the agreement beyond what chance gives, 1 where all agree, 0 where chance would do as well.

    The interval is the asymptotic one of Fleiss, Cohen and Everitt (1969). Unknown where both always say the same one thing: chance agrees then too.
    """
    table = np.asarray(counts, dtype=np.float64)
    n = table.sum()
    if not n:
        return UNKNOWN
    p = table / n
    row, column = p.sum(axis=1), p.sum(axis=0)
    seen, chance = float(np.trace(p)), float(row @ column)
    if chance >= 1:
        return UNKNOWN
    value = (seen - chance) / (1 - chance)
    agreed = np.diag(p) * (1 - (row + column) * (1 - value)) ** 2
    apart = p * (column[:, None] + row[None, :]) ** 2
    np.fill_diagonal(apart, 0)
    variance = (agreed.sum() + (1 - value) ** 2 * apart.sum() - (value - chance * (1 - value)) ** 2) / ((1 - chance) ** 2 * n)
    width = Z * np.sqrt(max(variance, 0.0))
    return Estimate(value, max(-1.0, value - width), min(1.0, value + width))


def correlation(labels: NDArray[np.int64], scores: NDArray[np.float64]) -> Estimate:
    """Pearson's r with the interval of Fisher's z; unknown under four texts, or where either side says one thing only."""
    if len(labels) < 4 or np.ptp(labels) == 0 or np.ptp(scores) == 0:
        return UNKNOWN
    r = float(np.clip(np.corrcoef(labels, scores)[0, 1], -1, 1))
    if abs(r) > 1 - 1e-12:
        return Estimate(r, r, r)
    z, width = np.arctanh(r), Z / np.sqrt(len(labels) - 3)
    return Estimate(r, float(np.tanh(z - width)), float(np.tanh(z + width)))
