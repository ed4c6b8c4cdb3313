"""A change is told in the unit's way, coloured only where it is sure, and never against what is not known."""

from datetime import date

import pandas as pd
import pytest

from lib.report.changes import change
from lib.report.figure import Unit
from lib.report.quarter import Quarter
from lib.report.reading import Asked, Estimate, Reading
from lib.scope import ALL_TIME

NOW = Quarter(date(2026, 7, 1))
ASKED = Asked("active_users", ALL_TIME, {}, pd.DataFrame(), ())


def reading(unit: Unit, now: Estimate, then: Estimate, *, sure: bool = True, level: bool = True, better: str = "higher") -> Reading:
    partly = {NOW: "Q3 2026 is not over.", NOW.previous: "The data begin within Q2 2026."}
    return Reading("nps", "NPS", unit, better, "activity", ASKED, "x", (then, now), partly, {NOW.previous: sure}, level)  # type: ignore[arg-type]


def one(value: float | None, quarter: Quarter = NOW, *, whole: bool = True, missing: str = "") -> Estimate:
    return Estimate(quarter, value, whole=whole, missing=missing)


@pytest.mark.parametrize(
    ("unit", "now", "then", "said"),
    [
        (Unit.COUNT, 1998, 1850, "+8.0%"),
        (Unit.COUNT, 5, 0, "new"),
        (Unit.COUNT, 0, 0, "no change"),
        (Unit.SHARE, 0.76, 0.71, "+5 points"),
        (Unit.SHARE, 0.7600001, 0.76, "no change"),
        (Unit.SCORE, 31.0, 39.4, "−8 points"),
        (Unit.SCORE, 39.0, 38.0, "+1 point"),
        (Unit.RATE, 414, 439, "−5.7%"),
    ],
)
def test_it_is_told_in_the_units_way(unit: Unit, now: float, then: float, said: str) -> None:
    assert change(reading(unit, one(now), one(then, NOW.previous)), NOW.previous).said == said


@pytest.mark.parametrize(("sure", "better", "desirable"), [(True, "higher", True), (True, "lower", False), (False, "higher", None), (False, "lower", None)])
def test_it_is_good_or_bad_only_where_it_is_sure(sure: bool, better: str, desirable: bool | None) -> None:
    assert change(reading(Unit.SHARE, one(0.8), one(0.7, NOW.previous), sure=sure, better=better), NOW.previous).desirable is desirable


def test_no_change_is_neither() -> None:
    assert change(reading(Unit.COUNT, one(7), one(7, NOW.previous)), NOW.previous).desirable is None


@pytest.mark.parametrize(
    ("now", "then", "level", "missing"),
    [
        (one(None, missing="Nobody asked."), one(0.7, NOW.previous), True, "Nobody asked."),
        (one(0.8), one(None, NOW.previous, missing="Nobody answered."), True, "Nobody answered."),
        (one(0.8), one(0.7, NOW.previous, whole=False), True, "The data begin within Q2 2026."),
        (one(0.8, whole=False), one(0.7, NOW.previous), False, "Q3 2026 is not over. What is counted over a quarter is compared with whole quarters only."),
    ],
)
def test_what_is_not_comparable_says_why(now: Estimate, then: Estimate, level: bool, missing: str) -> None:
    found = change(reading(Unit.SHARE, now, then, level=level), NOW.previous)
    assert (found.size, found.missing) == ("", missing)


def test_a_level_is_compared_while_its_quarter_runs() -> None:
    assert change(reading(Unit.SHARE, one(0.8, whole=False), one(0.7, NOW.previous)), NOW.previous).said == "+10 points"
