"""When a difference is called one: by the intervals of both sides, and never of a few questions."""

import numpy as np
import pandas as pd
import pytest

from lib.statistics.kaplan_meier import Survival
from lib.ui.reached import Reached


def of(hours: "np.typing.NDArray[np.float64]") -> Reached:
    """Questions that were all answered after so many hours."""
    survival = Survival.of(hours, np.ones(len(hours), dtype=bool))
    low, high = survival.interval()
    curve = pd.DataFrame({"hours": survival.times, "share": 1 - survival.share, "ci_low": 1 - high, "ci_high": 1 - low})
    return Reached(len(hours), 0, survival.quantile(0.5), survival.within(1), survival.within(24), None, curve)


@pytest.mark.parametrize(("now", "before"), [(30, 30), (100, 100), (60, 20)])
@pytest.mark.parametrize("column", ["half", "within_24h"])
def test_equal_truths_are_seldom_called_different(now: int, before: int, column: str) -> None:
    rng = np.random.default_rng(7)
    runs = [of(rng.exponential(15, now)).surely_other(column, of(rng.exponential(15, before))) for _ in range(300)]
    assert np.mean(runs) <= 0.08


def test_a_large_difference_is_found() -> None:
    rng = np.random.default_rng(7)
    assert of(rng.exponential(3, 100)).surely_other("half", of(rng.exponential(15, 100)))


def test_a_few_questions_and_unknown_bounds_are_sure_of_nothing() -> None:
    few, many = of(np.array([2.0])), of(np.arange(1.0, 60.0))
    assert not few.surely_other("half", many)
    assert not many.surely_other("half", few)
    assert not many.surely_other("half", None)
    assert not of(np.full(20, 2.0)).surely_other("within_24h", of(np.full(20, 2.0)))
