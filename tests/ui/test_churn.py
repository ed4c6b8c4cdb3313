"""The verdict on members against the rest: a difference is only told where its interval leaves zero out."""

import pytest

from lib.ui.churn import compared, difference_said, judged
from lib.ui.customers import Pooled, Rate


def found(members: tuple[int, int], others: tuple[int, int], periods: int = 3) -> Pooled:
    return Pooled(Rate(*members), Rate(0, 0), Rate(*others), periods)


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
    assert difference_said(found((10, 600), (60, 1500))) == "a difference of 2.3 points (95%: 0.7 to 3.7)"
    assert difference_said(found((20, 600), (60, 1500))).startswith("a difference that may be chance (95%: −")
    assert difference_said(found((1, 20), (60, 1500))) == "too few to tell more"
    assert compared(found((10, 600), (60, 1500)), "leave", "month") == "1.7% of the members leave a month against 4.0% of the others"


def test_a_change_is_sure_beyond_its_interval() -> None:
    assert Rate(60, 600).surely_other(Rate(10, 600))
    assert not Rate(12, 600).surely_other(Rate(10, 600))
    assert not Rate(12, 600).surely_other(None)
    assert not Rate(12, 600).surely_other(Rate(0, 0))
    assert Rate(0, 0).value is None
