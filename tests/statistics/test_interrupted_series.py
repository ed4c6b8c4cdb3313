"""An interrupted series: a planted jump and bend are told with their size, and too little says so."""

import numpy as np
import pytest

from lib.statistics.interrupted_series import LEAST, LEAST_SIDE, interrupted_series, long_enough


def noisy(size: int, seed: int = 1, rho: float = 0.6) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(size=size + 50)
    for place in range(1, len(noise)):
        noise[place] += rho * noise[place - 1]
    return noise[50:]


def test_a_jump_and_a_bend_are_told_with_their_size() -> None:
    t = np.arange(104) - 52
    values = 100 + 0.5 * t + np.where(t >= 0, -20 - 1.5 * t, 0) + noisy(104)
    found = interrupted_series(values, 52)
    assert found is not None
    level, slope = found.fit.level, found.fit.slope
    assert level.low < -20 < level.high
    assert slope.low < -1.5 < slope.high
    assert found.fit.differs
    assert 0.3 < found.correlation < 0.9
    assert found.fit.otherwise[-1] == pytest.approx(100 + 0.5 * 51, abs=6)
    assert found.fit.fitted[-1] == pytest.approx(100 + 0.5 * 51 - 20 - 1.5 * 51, abs=4)


def test_neighbours_that_are_alike_widen_the_interval() -> None:
    found = interrupted_series(noisy(80, seed=4, rho=0.7), 40)
    assert found is not None
    width, naive = (fit.level.high - fit.level.low for fit in (found.fit, found.naive))
    assert width > 1.3 * naive


def test_without_autocorrelation_both_fits_agree() -> None:
    found = interrupted_series(noisy(200, seed=2, rho=0.0), 100)
    assert found is not None
    assert abs(found.correlation) < 0.15
    assert found.fit.level.value == pytest.approx(found.naive.level.value, abs=0.1)


@pytest.mark.parametrize("before", [0, LEAST_SIDE - 1, 60 - LEAST_SIDE + 1, 60])
def test_too_little_on_a_side_is_not_told(before: int) -> None:
    assert interrupted_series(noisy(60), before) is None


def test_too_little_in_all_is_not_told() -> None:
    assert interrupted_series(noisy(LEAST - 1), LEAST // 2) is None
    assert interrupted_series(noisy(LEAST), LEAST // 2) is not None
    assert long_enough(LEAST_SIDE, LEAST - LEAST_SIDE)
    assert not long_enough(LEAST, LEAST_SIDE - 1)


def test_periods_of_the_change_itself_tell_nothing() -> None:
    values = noisy(60, seed=3)
    wild = values.copy()
    wild[30:32] += 500
    calm, with_wild = (interrupted_series(one, 30, 2) for one in (values, wild))
    assert calm is not None
    assert with_wild is not None
    assert calm.after == 28
    assert with_wild.naive.level.value == pytest.approx(calm.naive.level.value)
    assert with_wild.naive.p == pytest.approx(calm.naive.p)
    assert np.isnan(with_wild.fit.fitted[30:32]).all()
    assert not np.isnan(with_wild.fit.fitted[[29, 32]]).any()


def test_a_series_that_follows_its_lines_exactly_is_not_tested() -> None:
    assert interrupted_series(np.arange(60) * 2.0, 30) is None
    assert interrupted_series(np.full(60, 3.0), 30) is None
