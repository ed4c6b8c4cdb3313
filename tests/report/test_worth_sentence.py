"""What the range says in words: never surer than the range, and never a figure where there is none."""

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from lib.report.value import Basis, cases
from lib.report.worth_sentence import NOT_SHOWN, sentence
from tests.report.test_value import PAID, bases

CONVERTING: dict[str, Any] = {"converted_member_value": 300.0, "prospects": 40, "conversion_difference": (-0.05, 0.1, 0.2)}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"programme_cost": 500.0}, "It paid for itself in every case: most likely €500 more than it cost, at least €0, at most €1,500."),
        ({"programme_cost": 500.0, "deflection_share": (0.2, 0.2, 0.2)}, "It paid for itself in every case: most likely €500 more than it cost."),
        ({}, "It likely paid for itself: most likely €100 more than it cost, but from €400 less to €1,100 more."),
        (
            {"programme_cost": 1500.0},
            "It likely did not pay for itself by spared tickets alone: most likely €500 less than it cost, but from €1,000 less to €500 more.",
        ),
        ({"programme_cost": 1e5 / 3}, "It did not pay for itself by spared tickets alone: they cover 3% of what the programme cost, at most 6%."),
        ({"programme_cost": 2001.0}, "It did not pay for itself by spared tickets alone: they cover 50% of what the programme cost, at most nearly 100%."),
        ({"programme_cost": 1e6}, "It did not pay for itself by spared tickets alone: they cover under 1% of what the programme cost."),
        ({"programme_cost": 0.0, "cost_per_ticket": 0.0}, "The programme cost €0, so there was nothing to pay for."),
        ({"cost_per_ticket": None}, "Members likely spared support 20 tickets (10 to 40): an estimate."),
        (
            {"programme_cost": None},
            "Spared tickets were likely worth €1,000 (€500 to €2,000): an estimate. Whether that paid for the programme is not known: nobody said.",
        ),
        ({"self_solved": 0}, "Members solved no question without staff, so no ticket is counted as spared; the programme cost €900."),
        ({"self_solved": 0, "programme_cost": None}, "Members solved no question without staff, so no ticket is counted as spared; nobody said."),
        ({"self_solved": 0, "cost_per_ticket": None}, "Members solved no question without staff, so no ticket is counted as spared."),
        ({"self_solved": None}, ""),
        (
            {"programme_cost": 1e5, **CONVERTING},
            f"It did not pay for itself: spared tickets and conversions cover 2% of what the programme cost, at most 4%. {NOT_SHOWN}",
        ),
        (
            {**CONVERTING, "conversion_difference": (-0.9, -0.8, -0.5)},
            f"It did not pay for itself: most likely €9,500 less than it cost, at best €4,900 less. {NOT_SHOWN}",
        ),
    ],
)
def test_what_the_range_says(changes: dict[str, Any], said: str) -> None:
    assert sentence(replace(PAID, **changes), "EUR", "nobody said") == said


@given(bases())
def test_a_verdict_is_one_that_the_range_bears(basis: Basis) -> None:
    said, nets = sentence(basis, "EUR", "nobody said"), [case.net for case in cases(basis) if case.net is not None]
    if said.startswith("It paid"):
        assert min(nets) >= 0
    if said.startswith("It likely paid"):
        assert nets[0] < 0 < nets[1]
    if said.startswith("It likely did not"):
        assert nets[1] <= 0 <= nets[2]
    if said.startswith("It did not"):
        assert max(nets) < 0
    if basis.cost_per_ticket is None:
        assert not re.search(r"€|programme cost", said)
