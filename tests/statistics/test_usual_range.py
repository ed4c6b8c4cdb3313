"""The usual range: robust, and rarely wrong."""

import numpy as np
import pytest

from lib.statistics.usual_range import usual_range

RANDOM = np.random.default_rng(20260315)


def test_by_hand() -> None:
    found = usual_range([1, 2, 3, 4, 5, 6, 7, 8, 9])
    assert found is not None
    assert found.middle == 5
    assert found.high == pytest.approx(5 + 3 * 1.4826 * 2)
    assert found.low == pytest.approx(5 - 3 * 1.4826 * 2)
    assert [found.side(value) for value in (-4, 5, 14, found.high)] == [-1, 0, 1, 0]


def test_too_few_have_no_range() -> None:
    assert usual_range([0.1] * 7) is None
    assert usual_range([]) is None


def test_one_unusual_value_hides_none() -> None:
    found = usual_range([0.1, 0.12, 0.11, 0.1, 0.13, 0.12, 0.1, 0.11, -0.9])
    assert found is not None
    assert found.side(-0.9) == -1
    assert found.side(0.12) == 0


def test_a_series_that_never_moved_allows_for_a_little() -> None:
    found = usual_range([0.1] * 12, least_sigma=0.02)
    assert found is not None
    assert found.side(0.15) == 0
    assert found.side(0.17) == 1


def test_false_alarms_are_as_rare_as_said_and_a_fall_of_five_sigmas_is_seen() -> None:
    weeks = RANDOM.normal(size=(3000, 13))
    ranges = [(usual_range(row[:-1]), row[-1]) for row in weeks]
    false = np.mean([found is not None and found.side(last) != 0 for found, last in ranges])
    seen = np.mean([found is not None and found.side(last - 5) == -1 for found, last in ranges])
    assert 0.025 < false < 0.055
    assert seen > 0.9
