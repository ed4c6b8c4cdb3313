"""Lines break where nothing is known and are cut where they are not whole."""

import pandas as pd
import pytest

from lib.charts.line_ends import apart
from lib.charts.lines import segments


def frame(values: list[float | None], complete: list[bool]) -> pd.DataFrame:
    """A row a day."""
    return pd.DataFrame({"x": pd.date_range("2026-01-01", periods=len(values)), "v": pd.array(values, dtype="Float64"), "complete": complete})


def runs(values: list[float | None], complete: list[bool]) -> list[tuple[bool, list[float]]]:
    """Each segment: whether solid, and its values."""
    cut = segments(frame(values, complete), "x", "v")
    return [(bool(part["solid"].iloc[0]), part["value"].tolist()) for _, part in cut.groupby("part")]


def test_the_dashed_tail_hangs_on_the_last_whole_point() -> None:
    assert runs([1, 2, 3, 4], [True, True, True, False]) == [(True, [1, 2, 3]), (False, [3, 4])]


def test_a_dashed_start_reaches_to_the_first_whole_point() -> None:
    assert runs([1, 2, 3], [False, True, True]) == [(False, [1, 2]), (True, [2, 3])]


def test_what_is_not_known_breaks_the_line() -> None:
    assert runs([1, 2, None, 4, 5], [True] * 5) == [(True, [1, 2]), (True, [4, 5])]


def test_nothing_gives_nothing() -> None:
    assert runs([], []) == []
    assert runs([None, None], [True, False]) == []


@pytest.mark.parametrize(
    ("values", "moved"),
    [
        ([10, 90], [10, 90]),
        ([50, 50], [42.5, 57.5]),
        ([50, 55, 90], [45, 60, 90]),
        ([55, 50], [60, 45]),
        ([0, 0, 6], [0, 15, 30]),
        ([100, 98], [100, 85]),
        ([], []),
    ],
)
def test_labels_move_apart_and_keep_their_order(values: list[float], moved: list[float]) -> None:
    assert apart(values, 0, 100, 100, near=15) == pytest.approx(moved)
