"""The verdict on members against the rest: a difference is only told where its interval leaves zero out."""

import pytest

from lib.ui.churn import compared, difference_said, judged
from lib.ui.customers import Pooled, Rate


def found(members: tuple[int, int], others: tuple[int, int], periods: int = 3) -> Pooled:
    """So many of so many, spread evenly over the periods."""
    each = tuple((Rate(*spread(members, at, periods)), Rate(*spread(others, at, periods))) for at in range(periods))
    return Pooled(Rate(*members), Rate(0, 0), Rate(*others), each)


def spread(counted: tuple[int, int], at: int, periods: int) -> tuple[int, int]:
    happened, of = (number * (at + 1) // periods - number * at // periods for number in counted)
    return happened, of


@pytest.mark.parametrize(
    ("members", "others", "said"),
    [
        ((10, 600), (60, 1500), "Members leave less often."),
        ((60, 600), (60, 1500), "Members leave more often."),
        ((20, 600), (60, 1500), "No difference shown."),
        ((0, 80), (60, 1500), "Too early to say."),
        ((0, 0), (0, 0), "Too early to say."),
    ],
)
def test_the_verdict(members: tuple[int, int], others: tuple[int, int], said: str) -> None:
    assert judged(found(members, others)) == said
    assert judged(found(members, others), segmented=True) == "No comparison within a segment."


def test_no_period_is_too_early() -> None:
    assert judged(found((10, 600), (60, 1500), periods=0)) == "Too early to say."


def test_a_sure_difference_is_a_size_and_an_unsure_one_has_signs() -> None:
    assert difference_said(found((10, 600), (60, 1500)), "month") == "month by month a difference of 2.3 points (95%: 0.9 to 3.8)"
    assert difference_said(found((20, 600), (60, 1500)), "month").startswith("month by month a difference that may be chance (95%: −")
    assert difference_said(found((1, 20), (60, 1500)), "month") == "too few to tell more"
    assert compared(found((10, 600), (60, 1500)), "leave", "month") == "1.7% of the members leave a month against 4.0% of the others"


def test_when_all_leave_at_the_same_rate_members_do_not_leave_less_often() -> None:
    """In a month with few members 5 % leave of either, in one with many 2 %."""
    each = ((Rate(5, 100), Rate(45, 900)), (Rate(18, 900), Rate(2, 100)))
    alike = Pooled(Rate(23, 1000), Rate(0, 0), Rate(47, 1000), each)
    assert alike.members.surely_other(alike.others)
    assert judged(alike) == "No difference shown."
    assert "may be chance" in difference_said(alike, "month")


def test_a_difference_against_the_rates_shown_is_named() -> None:
    each = ((Rate(20, 100), Rate(45, 900)), (Rate(36, 900), Rate(0, 100)))
    turned = Pooled(Rate(56, 1000), Rate(0, 0), Rate(60, 1000), each)
    assert judged(turned) == "Members leave more often."
    assert difference_said(turned, "month").endswith(", with members higher")
    assert not found((10, 600), (60, 1500)).turned


def test_a_change_is_sure_beyond_its_interval() -> None:
    assert Rate(60, 600).surely_other(Rate(10, 600))
    assert not Rate(12, 600).surely_other(Rate(10, 600))
    assert not Rate(12, 600).surely_other(None)
    assert not Rate(12, 600).surely_other(Rate(0, 0))
    assert Rate(0, 0).value is None
