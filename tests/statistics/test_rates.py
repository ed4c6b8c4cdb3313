"""Poisson rates: Garwood's interval and the conditional binomial test, against tables, SciPy and simulation."""

import numpy as np
import pytest
from scipy import stats

from benchmarks.statistics.rates import false_alarms, garwood_coverage
from lib.statistics.rates import garwood, same_rate


@pytest.mark.parametrize(("events", "low", "high"), [(0, 0.0, 3.689), (1, 0.025, 5.572), (3, 0.619, 8.767), (10, 4.795, 18.390), (100, 81.364, 121.627)])
def test_garwood_is_that_of_the_tables(events: int, low: float, high: float) -> None:
    found = garwood(events, 1)
    assert [round(float(end), 3) for end in found] == [low, high]


def test_garwood_scales_with_exposure_and_takes_many_at_once() -> None:
    low, high = garwood([5, 5, 5], [1, 10, 0])
    assert np.allclose(low[:2] / low[0], [1, 0.1])
    assert np.allclose(high[:2] / high[0], [1, 0.1])
    assert np.isnan([low[2], high[2]]).all()


@pytest.mark.parametrize(("events", "exposure", "other", "other_exposure"), [(10, 1.0, 20, 1.0), (0, 2.0, 7, 1.0), (9, 1.0, 0, 3.0), (270, 652.0, 274, 624.0)])
def test_the_test_doubles_the_smaller_tail_of_the_binomial(events: int, exposure: float, other: int, other_exposure: float) -> None:
    share = exposure / (exposure + other_exposure)
    tails = [stats.binomtest(events, events + other, share, alternative=side).pvalue for side in ("less", "greater")]
    assert same_rate(events, exposure, other, other_exposure) == pytest.approx(min(1.0, 2 * min(tails)))


def test_the_test_does_not_depend_on_the_order() -> None:
    assert same_rate(30, 100.0, 55, 120.0) == pytest.approx(same_rate(55, 120.0, 30, 100.0))


@pytest.mark.parametrize("nothing", [(0, 10.0, 0, 10.0), (3, 0.0, 4, 10.0), (3, 10.0, 4, 0.0)])
def test_of_nothing_nothing_is_told(nothing: tuple[int, float, int, float]) -> None:
    assert np.isnan(same_rate(*nothing))


def test_garwood_holds_the_truth_at_least_as_often_as_promised() -> None:
    found = garwood_coverage()["coverage"]
    assert found.min() >= 0.95
    assert found.mean() <= 0.99


def test_equal_rates_are_seldom_called_different() -> None:
    assert false_alarms()["false_alarms"].max() <= 0.05
