"""Agreement of a scorer with a person: against reference implementations, by hand, and by simulation."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

from lib.statistics.agreement import UNKNOWN, agreement, correlation, kappa, share

RANDOM = np.random.default_rng(20260315)


@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=3, max_size=3))
@example([[0, 0, 0], [0, 0, 0], [0, 1, 0]])
@settings(max_examples=80, deadline=None)
def test_kappa_is_that_of_statsmodels(table: list[list[int]]) -> None:
    counts = np.array(table)
    found = kappa(counts)
    n = counts.sum()
    if not n or (counts.sum(axis=0) * counts.sum(axis=1)).sum() == n * n:
        assert found == UNKNOWN
        return
    with np.errstate(invalid="ignore"):  # where only one cell is filled, its test of no agreement divides 0 by 0
        reference = cohens_kappa(counts)
    assert found.value == pytest.approx(reference.kappa, abs=1e-12)
    if reference.std_kappa > 0:
        low, high = reference.kappa - 1.959964 * reference.std_kappa, reference.kappa + 1.959964 * reference.std_kappa
        assert (found.low, found.high) == (pytest.approx(max(-1, low), abs=1e-6), pytest.approx(min(1, high), abs=1e-6))


def test_kappa_of_the_textbook() -> None:
    """Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, table 18.1: kappa .68, standard error .087."""
    found = kappa([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
    assert found.value == pytest.approx(0.676, abs=0.001)
    assert found.value is not None
    assert found.high is not None
    assert (found.high - found.value) / 1.959964 == pytest.approx(0.088, abs=0.001)


def test_the_share_has_wilson_s_interval() -> None:
    low, high = proportion_confint(94, 120, method="wilson")
    found = share(94, 120)
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-6), pytest.approx(high, abs=1e-6))
    assert share(0, 0) == UNKNOWN


def test_the_correlation_is_that_of_scipy() -> None:
    labels = RANDOM.integers(-1, 2, 80)
    scores = np.clip(0.5 * labels + RANDOM.normal(0, 0.4, 80), -1, 1)
    reference = stats.pearsonr(labels, scores)
    interval = reference.confidence_interval(0.95)
    found = correlation(labels, scores)
    assert found.value == pytest.approx(reference.statistic)
    assert (found.low, found.high) == (pytest.approx(interval.low, abs=1e-6), pytest.approx(interval.high, abs=1e-6))


@pytest.mark.parametrize(("labels", "scores"), [([1, 0, 1], [0.1, 0.2, 0.3]), ([1, 1, 1, 1], [0.1, 0.2, 0.3, 0.4]), ([1, 0, -1, 0], [0.2] * 4), ([], [])])
def test_a_correlation_that_cannot_be_known(labels: list[int], scores: list[float]) -> None:
    assert correlation(np.array(labels, dtype=np.int64), np.array(scores)) == UNKNOWN


def test_perfect_agreement() -> None:
    labels = np.array([-1, 0, 1] * 20)
    found = agreement(labels, labels, labels * 0.5)
    assert found.accuracy.value == 1
    assert found.kappa.value == pytest.approx(1)
    assert found.correlation.value == pytest.approx(1)
    assert np.diag(found.table).tolist() == [20, 20, 20]


def test_one_word_for_everything_is_worth_nothing_though_it_is_often_right() -> None:
    labels = np.array([0] * 80 + [1] * 10 + [-1] * 10)
    found = agreement(labels, np.zeros(100), np.zeros(100))
    assert found.accuracy.value == 0.8
    assert found.kappa.value == pytest.approx(0)
    assert found.correlation == UNKNOWN


def test_rows_are_labels_and_columns_what_the_scorer_says() -> None:
    found = agreement([1, 1, -1], [0, 0, 1], [0.0, 0.01, 0.3])
    assert found.table.loc[1, 0] == 2
    assert found.table.loc[-1, 1] == 1


def test_nothing_is_known_of_nothing() -> None:
    found = agreement([], [], [])
    assert (found.n, found.accuracy, found.kappa, found.correlation) == (0, UNKNOWN, UNKNOWN, UNKNOWN)


def test_the_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    """A scorer that is right in 70 % and else says anything; 1,000 samples of 120."""
    shares = np.array([0.15, 0.5, 0.35])
    truth = np.array([[0.7 * (row == column) * shares[row] + 0.3 * shares[row] / 3 for column in range(3)] for row in range(3)])
    accuracy, row, column = float(np.trace(truth)), truth.sum(axis=1), truth.sum(axis=0)
    true_kappa = (accuracy - row @ column) / (1 - row @ column)
    held = np.zeros(2)
    for table in RANDOM.multinomial(120, truth.ravel(), size=1000).reshape(-1, 3, 3):
        found, agreed = kappa(table), share(int(np.trace(table)), 120)
        assert found.low is not None
        assert found.high is not None
        assert agreed.low is not None
        assert agreed.high is not None
        held += (found.low <= true_kappa <= found.high, agreed.low <= accuracy <= agreed.high)
    assert 0.925 <= held[0] / 1000 <= 0.975
    assert 0.925 <= held[1] / 1000 <= 0.975
