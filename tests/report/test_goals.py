"""Goals are met, missed, or not known; what is missing is told in questions, people and tickets."""

import pytest

from lib.report.figure import Unit
from lib.report.goals import Aim

WITHIN = Aim("within_24h", Unit.SHARE, "higher", 0.8, 0.76, judged=True, of=1016)


def test_what_is_missing_is_enough_and_not_one_less() -> None:
    assert WITHIN.needed == "41 more questions needed an answer within 24 hours: 76% had one, the goal is 80%."  # 0.04 × 1016 = 40.64


@pytest.mark.parametrize(
    ("aim", "said", "met", "needed"),
    [
        (Aim("monthly_active", Unit.COUNT, "higher", 1950, 1949.0, judged=True), "1,950 monthly active members at the quarter's end: 1,949", False, "1 more"),
        (Aim("monthly_active", Unit.COUNT, "higher", 1950, 1950.0, judged=True), "1,950 monthly active members at the quarter's end: 1,950", True, ""),
        (Aim("within_24h", Unit.SHARE, "higher", 0.8, 0.7966, judged=True, of=1016), "80% answered within 24 hours: 79.7%", False, "4 more questions"),
        (
            Aim("first_response", Unit.HOURS, "lower", 4.0, 4.76, judged=True, of=1016, part=0.4847),
            "Half answered within 4 h: 4.8 h",
            False,
            "16 more questions",
        ),
        (
            Aim("first_response", Unit.HOURS, "lower", 4.0, None, judged=True, of=10, part=0.2),
            "Half answered within 4 h: fewer than half have an answer",
            False,
            "3 more",
        ),
        (Aim("self_solved", Unit.SHARE, "higher", 0.4, 0.35, judged=True, of=100), "40% of questions solved by members: 35%", False, "5 more questions had to"),
        (Aim("nps", Unit.SCORE, "higher", 40.0, 29.0, judged=True, of=112), "NPS of +40: +29", False, "13 more of 112 answers"),
        (
            Aim("tickets_per_1000", Unit.RATE, "lower", 400.0, 414.11, judged=True, of=652),
            "At most 400 tickets per 1,000 customers: 414",
            False,
            "10 fewer tickets",
        ),
        (
            Aim("tickets_per_1000", Unit.RATE, "lower", 400.0, 277.6, judged=False, when="so far"),
            "At most 400 tickets per 1,000 customers: 278 so far",
            None,
            "",
        ),
        (Aim("nps", Unit.SCORE, "higher", 40.0, None, judged=False, when="so far"), "NPS of +40: —", None, ""),
    ],
)
def test_goals(aim: Aim, said: str, met: bool | None, needed: str) -> None:
    assert (aim.shown.said, aim.met) == (said, met)
    if met is False:
        assert aim.needed.startswith(needed)
