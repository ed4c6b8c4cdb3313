"""Score intervals of shares and of their differences, by statsmodels and by hand."""

import math
from itertools import product

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from lib.statistics.intervals import Z
from lib.statistics.proportions import newcombe, wilson

SIZES = (1, 2, 3, 10, 57, 1000)
PAIRS = [(k, n) for n in SIZES for k in sorted({0, 1, n // 3, n // 2, n - 1, n})]


def test_wilson_agrees_with_statsmodels() -> None:
    successes, n = np.array(PAIRS).T
    low, high = wilson(successes, n)
    wanted_low, wanted_high = proportion_confint(successes, n, method="wilson")
    np.testing.assert_allclose(low, wanted_low, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(high, wanted_high, rtol=1e-6, atol=1e-9)


def test_newcombe_agrees_with_statsmodels() -> None:
    for (k1, n1), (k2, n2) in product(PAIRS, PAIRS):
        difference, low, high = newcombe(k1, n1, k2, n2)
        assert difference == pytest.approx(k1 / n1 - k2 / n2)
        wanted = confint_proportions_2indep(k1, n1, k2, n2, method="newcomb", compare="diff")
        assert (low, high) == pytest.approx(wanted, rel=1e-6, abs=1e-8)


def test_wilson_by_hand() -> None:
    """One of one: from 1/(1 + z²) to 1. None of n: from 0 to z²/(n + z²). Half: symmetrical around it."""
    assert wilson(1, 1) == (pytest.approx(1 / (1 + Z**2)), 1)
    low, high = wilson([0, 0, 5], [1, 10, 10])
    assert low[:2].tolist() == [0, 0]
    assert high[:2] == pytest.approx([Z**2 / (1 + Z**2), Z**2 / (10 + Z**2)])
    assert (low[2], high[2]) == (pytest.approx(0.5 - math.sqrt(Z**2 / 4 / (10 + Z**2))), pytest.approx(0.5 + math.sqrt(Z**2 / 4 / (10 + Z**2))))


def test_newcombe_by_hand() -> None:
    """The example of the paper: 56 of 70 against 48 of 80 is 0.2, from 0.0524 to 0.3339."""
    difference, low, high = newcombe(56, 70, 48, 80)
    assert difference == pytest.approx(0.2)
    assert (low, high) == (pytest.approx(0.0524, abs=5e-5), pytest.approx(0.3339, abs=5e-5))


def test_turning_the_two_round_turns_the_interval_round() -> None:
    k1, n1 = np.array(PAIRS).T
    difference, low, high = newcombe(k1, n1, 3, 17)
    turned, turned_low, turned_high = newcombe(3, 17, k1, n1)
    np.testing.assert_allclose(difference, -turned)
    np.testing.assert_allclose(low, -turned_high)
    np.testing.assert_allclose(high, -turned_low)
    assert ((low >= -1) & (low <= difference) & (difference <= high) & (high <= 1)).all()


def test_nothing_is_known_of_nobody() -> None:
    low, high = wilson(np.array([0, 1]), np.array([0, 2]))
    assert np.isnan([low[0], high[0]]).all()
    assert not np.isnan([low[1], high[1]]).any()
    assert np.isnan(newcombe(1, 2, 0, 0)).all()
    assert np.isnan(newcombe(0, 0, 1, 2)).all()
    assert [found.shape for found in newcombe(np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0))] == [(0,)] * 3
