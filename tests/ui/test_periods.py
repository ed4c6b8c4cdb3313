"""Periods end where the data end."""

from datetime import date

import pytest

from lib.scope import Period
from lib.ui.periods import CUSTOM, PERIODS, period

FRIDAY = Period.of(date(2025, 1, 1), date(2026, 11, 20))
SUNDAY = Period.of(date(2025, 1, 1), date(2026, 11, 15))


@pytest.mark.parametrize(
    ("choice", "data", "first", "last"),
    [
        ("Last 12 weeks", FRIDAY, date(2026, 8, 24), date(2026, 11, 20)),  # twelve whole weeks and the one that is not over
        ("Last 12 weeks", SUNDAY, date(2026, 8, 24), date(2026, 11, 15)),
        ("Last 4 weeks", FRIDAY, date(2026, 10, 19), date(2026, 11, 20)),
        ("This quarter", FRIDAY, date(2026, 10, 1), date(2026, 11, 20)),
        ("Last quarter", FRIDAY, date(2026, 7, 1), date(2026, 9, 30)),
        ("All data", FRIDAY, date(2025, 1, 1), date(2026, 11, 20)),
        ("no such choice", FRIDAY, date(2026, 8, 24), date(2026, 11, 20)),
    ],
)
def test_a_choice_is_these_days(choice: str, data: Period, first: date, last: date) -> None:
    assert period(choice, data) == Period.of(first, last)


@pytest.mark.parametrize("choice", PERIODS)
def test_one_day_of_data_is_enough(choice: str) -> None:
    day = Period.of(date(2026, 11, 20), date(2026, 11, 20))
    assert period(choice, day).length >= 1


def test_chosen_days_in_any_order_and_while_only_one_is_chosen() -> None:
    first, last = date(2026, 3, 1), date(2026, 4, 1)
    assert period(CUSTOM, FRIDAY, (first, last)) == period(CUSTOM, FRIDAY, (last, first)) == Period.of(first, last)
    assert period(CUSTOM, FRIDAY, (first,)) == Period.of(first, first)
    assert period(CUSTOM, FRIDAY) == period("Last 12 weeks", FRIDAY)
