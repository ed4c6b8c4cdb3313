"""Kaplan–Meier against exact fractions, and where a share is or is not reached."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib.statistics.kaplan_meier import Survival

Waits = list[tuple[int, bool]]
few_times = st.lists(st.tuples(st.integers(0, 6), st.booleans()), max_size=12)
many_times = st.lists(st.tuples(st.integers(0, 1000), st.booleans()), max_size=60)


def survival(waits: Waits) -> Survival:
    return Survival.of(np.array([time for time, _ in waits], dtype=np.int64), np.array([happened for _, happened in waits], dtype=bool))


def exactly(waits: Waits, limit: int) -> Fraction:
    """S(limit) by the formula, one death at a time: with ties, all of a time at once."""
    left = Fraction(1)
    for moment in sorted({time for time, happened in waits if happened and time <= limit}):
        at_risk = [wait for wait in waits if wait[0] >= moment]
        left *= 1 - Fraction(sum(happened for time, happened in at_risk if time == moment), len(at_risk))
    return left


@given(waits=st.one_of(few_times, many_times))
@settings(deadline=None, derandomize=True, max_examples=300)
def test_it_agrees_with_exact_fractions(waits: Waits) -> None:
    found = survival(waits)
    times = sorted({time for time, happened in waits if happened})
    assert found.times.tolist() == times
    assert found.share.tolist() == pytest.approx([float(exactly(waits, time)) for time in times], abs=1e-12)
    for limit in (0, 1, 3, 6, 500, 1000):
        unknown = not waits or (all(time < limit for time, _ in waits) and not all(happened for _, happened in waits))
        assert found.within(limit) == pytest.approx(np.nan if unknown else float(1 - exactly(waits, limit)), abs=1e-12, nan_ok=True)
    for q in (Fraction(1, 10), Fraction(1, 4), Fraction(1, 2), Fraction(2, 3), Fraction(9, 10), Fraction(1)):
        expected = next((time for time in times if exactly(waits, time) <= 1 - q), np.nan)
        assert found.quantile(float(q)) == pytest.approx(expected, nan_ok=True)


@given(waits=few_times)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_without_anybody_waiting_it_is_the_plain_share(waits: Waits) -> None:
    times = [time for time, _ in waits]
    found = survival([(time, True) for time in times])
    if times:
        assert [found.within(limit) for limit in range(8)] == pytest.approx([np.mean(np.array(times) <= limit) for limit in range(8)])


@given(count=st.integers(1, 400))
@example(count=49)
@settings(deadline=None, derandomize=True)
def test_a_tie_at_exactly_one_half_counts(count: int) -> None:
    """Half of an even number is reached at its lower middle, whatever rounding makes of the product."""
    waits = [(time, True) for time in range(2 * count)]
    assert survival(waits).quantile(0.5) == count - 1


@pytest.mark.parametrize("share", [Fraction(1, 2), Fraction(9, 10)])
def test_a_tie_counts_after_some_have_left_too(share: Fraction) -> None:
    """All that go before the first event leave the estimate as it is, but not its rounding."""
    for count in range(10, 400, 10):
        waits = [(time, True) for time in range(1, count + 1)] + [(0, False)] * (count % 7)
        assert survival(waits).quantile(float(share)) == share * count


def test_events_come_before_the_censored_of_the_same_time() -> None:
    together = survival([(1, True), (1, False)])
    assert together.at_risk.tolist() == [2]
    assert together.share.tolist() == [0.5]


def test_a_textbook_curve() -> None:
    """Remission of leukaemia, 6-MP group (Freireich et al. 1963), as printed by Kalbfleisch and Prentice."""
    happened = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    found = survival([(time, True) for time in happened] + [(time, False) for time in censored])
    assert found.times.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.share.round(4).tolist() == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    low, high = found.interval()  # as survival's conf.type="log-log" prints them
    assert low.round(3).tolist() == [0.620, 0.563, 0.503, 0.432, 0.368, 0.268, 0.188]
    assert high.round(3).tolist() == [0.952, 0.923, 0.889, 0.849, 0.805, 0.747, 0.680]
    assert found.quantile(0.5) == 23
    assert np.isnan(found.quantile(0.9))


def test_what_nobody_was_watched_for_is_unknown_while_somebody_waits() -> None:
    assert np.isnan(survival([(1, True), (2, False)]).within(3))
    assert survival([(1, True), (3, False)]).within(3) == 0.5
    assert survival([(1, True), (2, True)]).within(3) == 1
    assert survival([(5, False)]).within(3) == 0


def test_of_nobody_nothing_is_known() -> None:
    nobody = survival([])
    assert len(nobody.times) == 0
    assert np.isnan(nobody.within(1))
    assert np.isnan(nobody.quantile(0.5))
    assert [len(edge) for edge in nobody.interval()] == [0, 0]


def test_the_interval_holds_the_share_and_has_no_value_at_the_end() -> None:
    found = survival([(time, time % 3 > 0) for time in range(20)] + [(20, True)])
    low, high = found.interval()
    assert np.isnan([low[-1], high[-1]]).all()
    assert (low[:-1] < found.share[:-1]).all()
    assert (found.share[:-1] < high[:-1]).all()


def test_arrays_are_left_as_they_were() -> None:
    durations, happened = np.array([3, 1, 2]), np.array([True, False, True])
    Survival.of(durations, happened).interval()
    assert durations.tolist() == [3, 1, 2]
    assert happened.tolist() == [True, False, True]
