"""The Mantel–Haenszel risk difference: by hand, by statsmodels, and that its interval covers."""

import math

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from lib.statistics.intervals import Z
from lib.statistics.risk_difference import mantel_haenszel

TWO = ([5, 18], [100, 900], [45, 2], [900, 100])  # members 5 % and 2 %, others the same


def test_groups_alike_in_each_stratum_do_not_differ() -> None:
    difference, low, high = mantel_haenszel(*TWO)
    assert difference == pytest.approx(0)
    assert -0.03 < low < 0 < high < 0.03


def test_by_hand() -> None:
    """Strata 3/10 against 1/10 and 4/20 against 3/10: weights 5 and 20/3.

    Σ(k₁n₂ − k₂n₁)/N = 1 − 2/3 = 1/3; divided by 35/3 it is 1/35. P = 1/4 − 3/4 + (3·400 − 4·100 − 1000)/900 = −13/18;
    Q = (27 + 7)/40 + (28 + 48)/60 = 127/60.
    """
    difference, low, high = mantel_haenszel([3, 4], [10, 20], [1, 3], [10, 10])
    assert difference == pytest.approx(1 / 35)
    spread = math.sqrt(-13 / 18 / 35 + 127 / 60) / (35 / 3)
    assert (low, high) == (pytest.approx(1 / 35 - Z * spread), pytest.approx(1 / 35 + Z * spread))


def test_one_stratum_is_nearly_the_plain_difference() -> None:
    difference, low, high = mantel_haenszel([60], [600], [10], [600])
    wanted = confint_proportions_2indep(60, 600, 10, 600, method="wald", compare="diff")
    assert difference == pytest.approx(50 / 600)
    assert (low, high) == pytest.approx(wanted, abs=3e-4)


def test_turned_round_it_turns_round() -> None:
    difference, low, high = mantel_haenszel(*TWO)
    k1, n1, k2, n2 = TWO
    assert mantel_haenszel(k2, n2, k1, n1) == (pytest.approx(-difference), pytest.approx(-high), pytest.approx(-low))


def test_a_side_without_anybody_says_nothing() -> None:
    assert np.isnan(mantel_haenszel([1, 0], [5, 0], [0, 2], [0, 9])).all()
    assert np.isnan(mantel_haenszel([], [], [], [])).all()
    assert mantel_haenszel([1, 5], [5, 10], [0, 2], [0, 9]) == mantel_haenszel([5], [10], [2], [9])


def test_nothing_happening_still_has_an_interval() -> None:
    difference, low, high = mantel_haenszel([0, 0], [40, 50], [0, 0], [90, 80])
    assert difference == 0
    assert low < -0.01
    assert high > 0.02


def test_its_interval_covers() -> None:
    """Of 12 months with other rates and other sizes each, 95 % of intervals hold the true difference of 2 points."""
    rng = np.random.default_rng(5)
    n1, n2 = rng.integers(40, 300, 12), rng.integers(100, 900, 12)
    rate = rng.uniform(0.03, 0.12, 12)
    found = [mantel_haenszel(rng.binomial(n1, rate + 0.02), n1, rng.binomial(n2, rate), n2) for _ in range(2000)]
    assert np.mean([low <= 0.02 <= high for _, low, high in found]) == pytest.approx(0.95, abs=0.015)
