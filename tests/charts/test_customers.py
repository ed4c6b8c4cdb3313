"""Charts of customers: what is said of them, and in which words."""

import pytest

from lib.charts.customers import differences, drawn_lines, points_between, rate, rates, rates_between, signed_points
from lib.scope import Grain
from tests.charts import customer_frames


@pytest.mark.parametrize(("value", "said"), [(0.016, "1.6%"), (0.28, "28%"), (0.0, "0.0%"), (None, "—"), (float("nan"), "—")])
def test_rates_have_a_digit_under_ten(value: float | None, said: str) -> None:
    assert rate(value) == said


def test_differences_have_a_sign_and_a_true_minus() -> None:
    assert [signed_points(value) for value in (-0.015, 0.01, 0.0, 0.123)] == ["−1.5 points", "+1 point", "0 points", "+12 points"]
    assert points_between(-0.026, -0.0004) == "−2.6 to 0"
    assert rates_between(0.008, 0.031) == "0.8 to 3.1%"


def test_few_power_members_are_not_drawn() -> None:
    assert drawn_lines(customer_frames.rates()) == ["members", "others", "power"]
    assert drawn_lines(customer_frames.rates(members=60)) == ["members", "others"]


def test_they_say_what_they_show() -> None:
    assert rates(customer_frames.rates(7), Grain.MONTH, "Churn").alt == "Churn, a month. Jul 2026: members 22%, not members 0.5%, power members 5.0%."
    assert "Zero lies outside the interval in " in differences(customer_frames.differences(), Grain.MONTH, "Churn").alt
    assert rates(customer_frames.rates().head(0), Grain.MONTH, "Churn").alt == "Churn: not known yet."
