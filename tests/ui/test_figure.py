"""A figure says how it changed, which way, and whether that is desirable."""

import pytest

from lib.ui.figure import Figure, figure, in_points
from lib.wording import count, share


def changed(now: object, before: object, *, better: str | None = "higher", sure: bool = True) -> Figure:
    return figure("Members", now, before, count, better=better, sure=sure)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "before", "better", "said"),
    [
        (110, 100, "higher", ("110", "10%", "up", "green")),
        (90, 100, "higher", ("90", "10%", "down", "red")),
        (90, 100, "lower", ("90", "10%", "down", "green")),
        (110, 100, "lower", ("110", "10%", "up", "red")),
        (110, 100, None, ("110", "10%", "up", "gray")),
        (5, 0, "higher", ("5", "new", "up", "green")),
        (100, 100, "higher", ("100", "0%", "off", "gray")),
        (0, 0, "higher", ("0", "no change", "off", "gray")),
        (5, None, "higher", ("5", None, "off", "gray")),
    ],
)
def test_counts_change_in_percent(now: int, before: int | None, better: str | None, said: tuple[object, ...]) -> None:
    found = changed(now, before, better=better)
    assert (found.value, found.change, found.direction, found.colour) == said


def test_what_is_not_known_is_no_number() -> None:
    assert changed(None, 100) == Figure("Members", None)
    assert changed(float("nan"), 100).value is None


def test_a_change_within_chance_stays_grey() -> None:
    assert changed(110, 100, sure=False).colour == "gray"


def test_rates_change_in_points() -> None:
    found = figure("Share", 0.42, 0.40, share, better="higher", change=in_points)
    assert (found.value, found.change) == ("42%", "2 points")


def test_a_spark_line_needs_two_points() -> None:
    assert figure("Members", 1, 1, count, better=None, trend=[None, 3]).trend == ()
    assert figure("Members", 1, 1, count, better=None, trend=[2, None, 3]).trend == (2.0, 3.0)
