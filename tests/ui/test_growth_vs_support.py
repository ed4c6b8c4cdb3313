"""Growth vs support: what is said of what was found, and of too little."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from lib.metrics.growth_vs_tickets import related
from lib.scope import Grain
from lib.statistics.interrupted_series import interrupted_series
from lib.ui.change_effect import Sides, alike, sides, verdict
from lib.ui.growth_vs_support import told

MONDAY = date(2025, 1, 6)


def weeks(mau: np.ndarray, tickets: np.ndarray, customers: int | None = 1000) -> pd.DataFrame:
    """growth_vs_tickets, all complete but the last."""
    size = len(mau)
    return pd.DataFrame(
        {
            "period_start": pd.to_datetime([MONDAY + timedelta(weeks=place) for place in range(size)]),
            "mau": pd.array(mau.round().astype(int), dtype="Int64"),
            "tickets": pd.array(tickets.round().astype(int), dtype="Int64"),
            "customers": pd.array([customers] * size, dtype="Int64"),
            "tickets_per_1000_customers": tickets.round() / (customers / 1000) if customers else np.full(size, np.nan),
            "complete": [True] * (size - 1) + [False],
        }
    )


def answer(frame: pd.DataFrame) -> str:
    found = told(frame, related(frame, Grain.WEEK))
    return f"{found.verdict} {found.sentence}"


def test_trends_alone_show_no_relation() -> None:
    dice = np.random.default_rng(1)
    said = answer(weeks(1000 + 20 * np.arange(57) + dice.normal(0, 9, 57), 400 - 4 * np.arange(57) + dice.normal(0, 9, 57)))
    assert said.startswith("No relation shown. Over 56 weeks monthly active members rose by ")
    assert "tickets per 1,000 customers fell by" in said
    assert said.endswith("do not move together more than chance allows.")


@pytest.mark.parametrize(
    ("sign", "verdict_said", "moves"), [(-1, "Fewer tickets follow", "tickets fall 2 weeks later"), (1, "More tickets follow", "tickets rise")]
)
def test_what_follows_is_said_with_its_delay_and_is_no_cause(sign: int, verdict_said: str, moves: str) -> None:
    steps = np.random.default_rng(2).normal(0, 20, 60)
    said = answer(weeks(2000 + np.cumsum(steps[2:]), 2000 + sign * np.cumsum(steps[:-2])))
    assert said.startswith(verdict_said)
    assert moves in said
    assert "by chance in fewer than 1 of 100" in said
    assert said.endswith("Whether the one causes the other, this cannot tell.")


def test_too_few_weeks_are_counted() -> None:
    assert answer(weeks(np.arange(12.0), np.arange(12.0))).startswith("Too short to tell: 11 of 24 weeks.")


def test_without_customers_it_speaks_of_tickets() -> None:
    dice = np.random.default_rng(3)
    said = answer(weeks(1000 + dice.normal(0, 9, 40), 400 + dice.normal(0, 2, 40), customers=None))
    assert "monthly active members hardly changed and support tickets hardly changed" in said


def test_weeks_before_within_and_after_a_change() -> None:
    starts = [MONDAY + timedelta(weeks=place) for place in range(6)]
    on_monday, tuesday = MONDAY + timedelta(weeks=2), MONDAY + timedelta(weeks=2, days=1)
    assert sides(starts, on_monday, on_monday) == Sides(2, 0, 4)
    assert sides(starts, tuesday, tuesday) == Sides(2, 1, 3)
    assert sides(starts, tuesday, tuesday + timedelta(days=8)) == Sides(2, 2, 2)
    assert sides(starts, on_monday, on_monday + timedelta(days=6)) == Sides(2, 1, 3)
    assert sides(starts, date(2030, 1, 1), date(2030, 1, 1)) == Sides(6, 0, 0)


def test_what_is_missing_around_a_change_is_counted() -> None:
    assert Sides(44, 1, 5).short == "Too short to tell: 44 whole weeks before and 5 after; at least 8 are needed on either side."
    assert Sides(20, 0, 12).short == "Too short to tell: 20 whole weeks before and 12 after; 40 are needed in all."
    assert Sides(30, 0, 10).short == ""


def test_a_difference_is_called_one_only_beyond_chance() -> None:
    values = np.random.default_rng(4).normal(100, 3, 60)
    calm, jump = interrupted_series(values, 30), interrupted_series(values - 25 * (np.arange(60) >= 30), 30)
    assert calm is not None
    assert jump is not None
    assert verdict(calm) == "No difference shown: the change lies within chance."
    assert verdict(jump).startswith("A difference: down by 2")


def test_what_likeness_means_depends_on_how_large_it_is() -> None:
    assert "intervals are too narrow" in alike(0.4)
    assert "hardly alike (r = −0.20)" in alike(-0.2)
