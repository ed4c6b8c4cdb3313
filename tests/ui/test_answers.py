"""The verdicts, by rule from the numbers."""

import pytest

from lib.ui.answering import judged
from lib.ui.membership import growing
from lib.ui.overview import summed_up
from lib.ui.writing import compared


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (106, 100, ("Yes.", "6.0% more than")),
        (94, 100, ("No.", "6.0% fewer than")),
        (101, 100, ("Steady.", "1.0% more than")),
        (100, 100, ("Steady.", "")),
        (5, 0, ("Yes.", "up from nobody")),
        (5, None, ("Too early to say.", "")),
        (None, 5, ("Too early to say.", "")),
    ],
)
def test_growth(now: int | None, before: int | None, said: tuple[str, str]) -> None:
    assert growing(now, before) == said


@pytest.mark.parametrize(
    ("now", "before", "sure", "said"),
    [
        (3.0, 5.0, True, "Faster than before, and within the target of 4 h."),
        (5.0, 7.0, True, "Faster than before, but short of the target of 4 h."),
        (3.0, 2.0, True, "Slower than before, but within the target of 4 h."),
        (5.0, 3.0, True, "Slower than before, and short of the target of 4 h."),
        (5.0, 4.9, False, "No clear change, short of the target of 4 h."),
        (4.0, None, True, "Within the target of 4 h."),
        (4.1, None, True, "Short of the target of 4 h."),
        (None, 3.0, True, "Fewer than half have an answer."),
    ],
)
def test_speed(now: float | None, before: float | None, sure: bool, said: str) -> None:
    assert judged(now, before, 4.0, sure=sure) == said


@pytest.mark.parametrize(
    ("growth", "now", "before", "sure", "said"),
    [
        ("Yes.", 3.0, 5.0, True, "Growing, and answering faster."),
        ("Yes.", 5.0, 3.0, True, "Growing, but answering slower."),
        ("No.", 3.0, 5.0, True, "Shrinking, but answering faster."),
        ("No.", 5.0, 3.0, True, "Shrinking, and answering slower."),
        ("Steady.", 5.0, 4.9, False, "Steady, and answering as fast as before."),
        ("Yes.", None, 3.0, False, "Growing."),
        ("Too early to say.", None, None, False, "Too early to say."),
        ("Too early to say.", 3.0, 5.0, True, "Answering faster."),
    ],
)
def test_both_in_one(growth: str, now: float | None, before: float | None, sure: bool, said: str) -> None:
    assert summed_up(growth, now, before, sure=sure) == said


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (120, 100, ("More than before.", ", 20% more than before")),
        (80, 100, ("Less than before.", ", 20% less than before")),
        (101, 100, ("As much as before.", "")),
        (0, 0, ("As quiet as before.", "")),
        (3, 0, ("More than before.", ", after none before")),
        (3, None, ("No comparison yet.", "")),
    ],
)
def test_content(now: float, before: float | None, said: tuple[str, str]) -> None:
    assert compared(now, before) == said
