"""Moments as people tell them: how long ago, how far ahead."""

from datetime import timedelta

import pytest

from lib.ui.moment import ago, ahead
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=-5), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59, seconds=59), "59 minutes ago"),
        (timedelta(hours=1), "1 hour ago"),
        (timedelta(hours=47), "47 hours ago"),
        (timedelta(hours=48), "2 days ago"),
        (timedelta(days=400), "400 days ago"),
    ],
)
def test_how_long_ago(span: timedelta, said: str) -> None:
    assert ago(NOW - span, NOW) == said


def test_how_far_ahead() -> None:
    assert ahead(NOW + timedelta(minutes=20), NOW) == "in 20 minutes"
    assert ahead(NOW - timedelta(hours=1), NOW) == "any moment now"
