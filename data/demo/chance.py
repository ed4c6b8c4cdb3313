"""Chance that can be repeated: each part of the community draws from a stream of its own.

So a change in how tickets are drawn leaves every post as it was.
"""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Texts = NDArray[np.object_]


def stream(seed: int, name: str) -> np.random.Generator:
    """The random stream called ``name`` of the community with this seed."""
    return np.random.default_rng([seed, crc32(name.encode())])


def pick(rng: np.random.Generator, values: list[str] | tuple[str, ...], size: int, shares: list[float] | None = None) -> Texts:
    """``size`` of ``values``, with these shares or all alike."""
    chances = None if shares is None else np.array(shares) / sum(shares)
    return np.array(values, dtype=object)[rng.choice(len(values), size, p=chances)]


def lognormal(rng: np.random.Generator, median: float | Floats, spread: float, size: int) -> Floats:
    """Long-tailed positive numbers around ``median``."""
    return np.asarray(median) * np.exp(rng.normal(0.0, spread, size))
