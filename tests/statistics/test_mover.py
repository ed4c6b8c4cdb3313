"""The interval of a difference is made from the sides that face each other."""

import numpy as np
import pytest

from lib.statistics.mover import mover, surely_other
from lib.statistics.proportions import newcombe, wilson


def test_of_two_shares_it_is_newcombes() -> None:
    (low1, high1), (low2, high2) = wilson(56, 70), wilson(48, 80)
    assert np.allclose(mover(56 / 70, low1, high1, 48 / 80, low2, high2), newcombe(56, 70, 48, 80))
    assert np.round(newcombe(56, 70, 48, 80), 4).tolist() == [0.2, 0.0524, 0.3339]  # Newcombe (1998), table II, method 10


def test_of_symmetric_intervals_it_is_the_usual_one() -> None:
    difference, low, high = mover(10, 7, 13, 5, 1, 9)
    assert (difference, low, high) == (5, 0, 10)


@pytest.mark.parametrize(
    ("first", "second", "sure"),
    [
        ((0.8, 0.7, 0.9), (0.5, 0.4, 0.6), True),
        ((0.5, 0.4, 0.6), (0.8, 0.7, 0.9), True),
        ((0.8, 0.7, 0.9), (0.7, 0.6, 0.8), False),
        ((0.8, None, 0.9), (0.5, 0.4, 0.6), False),
        ((0.8, 0.7, None), (0.5, None, 0.6), True),
        ((None, None, None), (0.5, 0.4, 0.6), False),
        ((0.8, 0.8, 0.8), (0.8, 0.8, 0.8), False),
    ],
)
def test_only_what_chance_does_not_give_is_another(
    first: tuple[float | None, float | None, float | None], second: tuple[float | None, float | None, float | None], sure: bool
) -> None:
    assert surely_other(first, second) is sure
