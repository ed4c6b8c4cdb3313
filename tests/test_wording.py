"""Numbers and days as people read them."""

from datetime import date

import pandas as pd
import pytest

from lib import wording
from lib.scope import Grain, Period


@pytest.mark.parametrize(("value", "text"), [(2058, "2,058"), (0, "0"), (None, "—"), (pd.NA, "—"), (float("nan"), "—"), (1e6, "1,000,000")])
def test_counts(value: object, text: str) -> None:
    assert wording.count(value) == text


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        (0, "0 min"), (0.2, "12 min"), (0.99, "59 min"), (0.995, "1 h"), (1, "1 h"), (3.32, "3.3 h"), (4.0, "4 h"), (12.4, "12 h"),
        (23.94, "24 h"), (24, "1 day"), (26.4, "1.1 days"), (48, "2 days"), (1000, "42 days"), (None, "—"), (float("inf"), "—"),
    ],
)  # fmt: skip
def test_waits(hours: float | None, text: str) -> None:
    assert wording.hours(hours) == text


@pytest.mark.parametrize(("difference", "text"), [(0.02, "2 points"), (-0.01, "1 point"), (0.002, "0.2 points"), (0, "0 points"), (0.0099, "1 point")])
def test_points(difference: float, text: str) -> None:
    assert wording.points(difference) == text


@pytest.mark.parametrize(("change", "text"), [(0.062, "6.2%"), (-0.12, "12%"), (0.0001, "0%"), (3.5, "350%"), (None, "—")])
def test_percent(change: float | None, text: str) -> None:
    assert wording.percent(change) == text


def test_shares_ratios_and_scores() -> None:
    assert (wording.share(0.774), wording.share(0.1361, 1), wording.shares_between(0.73, 0.791)) == ("77%", "13.6%", "73 to 79%")
    assert (wording.number(1.268), wording.number(-0.5), wording.signed(0.157), wording.signed(-0.2)) == ("1.27", "−0.50", "+0.16", "−0.20")
    assert (wording.average(4.25), wording.average(4.0), wording.average(412.4)) == ("4.2", "4", "412")


def test_days_and_periods() -> None:
    day = date(2026, 9, 28)
    assert [wording.period_name(day, by) for by in Grain] == ["Mon 28 Sep 2026", "Week of 28 Sep 2026", "Sep 2026", "Q3 2026"]
    assert wording.span(Period.of(date(2026, 8, 24), date(2026, 11, 15))) == "24 Aug to 15 Nov 2026"
    assert wording.span(Period.of(date(2025, 12, 1), date(2026, 1, 5))) == "1 Dec 2025 to 5 Jan 2026"
    assert wording.span(Period.of(day, day)) == "28 Sep 2026"


def test_lists_and_plurals() -> None:
    assert [wording.listed(list(names)) for names in ("", "a", "ab", "abc", "abcde")] == ["", "a", "a and b", "a, b and c", "a, b and 3 more"]
    assert [wording.plural(amount, "question") for amount in (0, 1, 1204)] == ["0 questions", "1 question", "1,204 questions"]
    assert wording.plural(2, "person", "people") == "2 people"
    assert [wording.counted(amount, nouns) for amount, nouns in ((1, "reactions"), (2, "replies"), (1, "replies"), (1, "people"))] == [
        "1 reaction",
        "2 replies",
        "1 reply",
        "1 people",
    ]
