"""The scan of lags: what it says of series made by hand, and what it refuses to say."""

import numpy as np
import pytest

from lib.statistics.relation import LAGS, NOTHING, OPPOSED, TOGETHER, TOO_SHORT, relation

STEPS = np.random.default_rng(11).normal(size=60)


def summed(steps: np.ndarray) -> np.ndarray:
    return np.concatenate([[0.0], np.cumsum(steps)])


def test_under_24_periods_nothing_is_told() -> None:
    found = relation(range(23), range(23), 52)
    assert (found.verdict, found.told, len(found.r)) == (TOO_SHORT, False, 0)
    assert np.isnan(found.p_adjusted)
    assert relation(range(24), range(24), 52).verdict == NOTHING  # neither ever changes its pace


@pytest.mark.parametrize(("sign", "verdict"), [(1, TOGETHER), (-1, OPPOSED)])
@pytest.mark.parametrize("lag", range(LAGS))
def test_what_follows_exactly_is_found_at_its_delay(lag: int, sign: int, verdict: str) -> None:
    found = relation(summed(STEPS[8:]), summed(sign * STEPS[8 - lag : 60 - lag]), 52)
    assert found.strongest == lag
    assert found.verdict == verdict
    assert found.r[lag] == pytest.approx(sign)
    assert found.p_adjusted == pytest.approx(0, abs=1e-12)
    assert found.pairs.tolist() == [52 - lag for lag in range(LAGS)]


def test_what_comes_before_is_not_looked_at() -> None:
    follows = relation(summed(STEPS[:52]), summed(STEPS[8:]), 52)  # the second leads by eight
    assert follows.verdict == NOTHING


def test_two_curves_that_only_rise_are_not_related() -> None:
    rng = np.random.default_rng(3)
    one, other = 5 * np.arange(60) + rng.normal(size=60), 3 * np.arange(60) + rng.normal(size=60)
    assert np.corrcoef(one, other)[0, 1] > 0.99
    assert relation(one, other, 52).verdict == NOTHING


def test_a_season_is_taken_out_where_24_changes_remain() -> None:
    rng = np.random.default_rng(5)
    season = 40 * np.tile(rng.normal(size=12), 4)
    one, other = season[:37] + summed(rng.normal(size=36)), season[:37] + summed(rng.normal(size=36))
    with_season, without = relation(one[:36], other[:36], 12), relation(one, other, 12)
    assert (with_season.seasonal, without.seasonal) == (False, True)
    assert with_season.verdict == TOGETHER
    assert without.verdict == NOTHING
    assert without.pairs[0] == 24


def test_a_series_that_stands_still_has_no_relation() -> None:
    found = relation(np.full(40, 0.1 + 0.2), summed(STEPS[:39]), 52)
    assert np.isnan(found.r).all()
    assert np.isnan(found.p_adjusted)
    assert (found.verdict, found.strongest) == (NOTHING, None)


def test_alike_neighbours_widen_what_chance_gives() -> None:
    slow = np.convolve(np.random.default_rng(2).normal(size=90), np.ones(12) / 12, "valid")
    calm, lively = relation(summed(slow), summed(slow[::-1].copy()), 52), relation(summed(STEPS), summed(STEPS[::-1].copy()), 52)
    assert calm.chance[0] > 1.5 * lively.chance[0]


def test_no_input_is_changed() -> None:
    one, other = summed(STEPS), summed(STEPS[::-1].copy())
    kept = one.copy(), other.copy()
    relation(one, other, 12)
    np.testing.assert_array_equal((one, other), kept)
