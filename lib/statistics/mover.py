"""How far one estimate lies above another, from the interval of each."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


def mover(
    first: ArrayLike, first_low: ArrayLike, first_high: ArrayLike, second: ArrayLike, second_low: ArrayLike, second_high: ArrayLike
) -> tuple[Numbers, Numbers, Numbers]:
    """The difference of two independent estimates with its interval, as (difference, low, high); NaN where anything is not known.

    Each bound is made from those sides of both intervals that face each other: with estimates θᵢ and their intervals from lᵢ to uᵢ,
    low = θ₁ − θ₂ − √((θ₁ − l₁)² + (u₂ − θ₂)²) and high = θ₁ − θ₂ + √((u₁ − θ₁)² + (θ₂ − l₂)²).

    Zou and Donner (2008), Construction of confidence limits about effect measures: a general approach, Statistics in Medicine 27.
    """
    one, low1, high1, two, low2, high2 = (np.asarray(given, dtype=np.float64) for given in (first, first_low, first_high, second, second_low, second_high))
    difference = one - two
    return difference, difference - np.hypot(one - low1, high2 - two), difference + np.hypot(high1 - one, two - low2)


def surely_other(first: Sequence[float | None], second: Sequence[float | None]) -> bool:
    """Whether two estimates, each as (value, low, high), differ by more than chance gives: whether the interval of the difference leaves zero out.

    False where the bounds that face each other are not known.
    """
    one, two = (np.array([np.nan if given is None else given for given in each], dtype=np.float64) for each in (first, second))
    _, low, high = mover(*one, *two)
    return bool(low > 0 or high < 0)
