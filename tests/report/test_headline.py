"""The headline says what is sure, good and bad, and nothing else."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lib.report.figure import Change, Figure, Unit
from lib.report.goals import Aim
from lib.report.headline import Extent, headline, summary
from lib.report.quarter import Quarter
from lib.report.report import Case, Worth
from tests.report.reports import BEFORE, NAMES, YEAR_BEFORE, bare, full

QUARTER = Quarter(date(2026, 7, 1))
WHOLE = Extent(QUARTER, date(2026, 9, 30), over=True, running=False)
NONE, YEAR_NONE = Change(BEFORE, None, missing="The data begin later."), Change(YEAR_BEFORE, None, missing="The data begin later.")
STEADY = Change(BEFORE, 1000.0, "0.5%", "up")


def figures(**changes: Change | None) -> list[Figure]:
    """The five: with the change given, else without one; None: the figure is not known."""
    found = []
    for key, (name, unit, better) in NAMES.items():
        given = changes.get(key, NONE)
        value = None if given is None else 1005.0 if key == "monthly_active" else 0.5
        found.append(Figure(key, name, unit, value, better, given or NONE, YEAR_NONE))  # type: ignore[arg-type]
    return found


def up(size: str, then: float = 0.4, *, good: bool = True) -> Change:
    return Change(BEFORE, then, size, "up", good)


def down(size: str, then: float = 0.6, *, good: bool) -> Change:
    return Change(BEFORE, then, size, "down", good)


def worth(*nets: float | None, conversions: float | None = None, value: float = 1.0, **more: bool) -> Worth:
    cases = tuple(
        Case(name, 1.0, value, conversions, conversions, value, 1.0, net, None)  # type: ignore[arg-type]
        for name, net in zip(("low", "base", "high"), nets, strict=True)
    )
    return replace(bare().worth, cases=cases, **more)


NO_MONEY = worth(None, None, None)
GREW = Change(BEFORE, 930.0, "8.0%", "up", True)


@pytest.mark.parametrize(
    ("given", "valued", "said"),
    [
        (
            {"monthly_active": GREW, "within_24h": up("5 points")},
            worth(-5.0, 9.0, 20.0),
            "The community grew 8%, answered more of its questions within a day, and likely paid for itself.",
        ),
        ({"monthly_active": GREW}, worth(0.0, 9.0, 20.0), "The community grew 8% and paid for itself."),
        ({"monthly_active": GREW}, worth(-9.0, -5.0, -1.0), "The community grew 8%, but did not pay for itself by spared tickets alone."),
        ({"monthly_active": GREW}, worth(-9.0, -5.0, -1.0, conversions=2.0), "The community grew 8%, but did not pay for itself."),
        ({"monthly_active": GREW}, worth(-9.0, -5.0, 3.0), "The community grew 8%, but likely did not pay for itself by spared tickets alone."),
        ({"monthly_active": GREW}, NO_MONEY, "The community grew 8%."),
        ({"monthly_active": STEADY}, NO_MONEY, "The community held steady."),
        (
            {"monthly_active": Change(BEFORE, 1256.0, "20%", "down", False), "within_24h": down("9 points", good=False), "nps": down("20 points", good=False)},
            NO_MONEY,
            "The community shrank 20%, answered fewer of its questions within a day, and was recommended less.",
        ),
        (
            {"monthly_active": STEADY, "tickets_per_1000": up("12%", good=False)},
            NO_MONEY,
            "The community held steady, but saw more tickets per customer.",
        ),
        ({"monthly_active": STEADY, "tickets_per_1000": down("12%", good=True)}, NO_MONEY, "The community held steady and saw fewer tickets per customer."),
        ({"monthly_active": None, "self_solved": up("4 points")}, NO_MONEY, "The community solved more of its questions itself."),
        ({"monthly_active": None, "within_24h": Change(BEFORE, 0.4, "3 points", "up")}, NO_MONEY, "What changed in Q3 2026 cannot be told."),
        ({}, NO_MONEY, "The community had 1,005 monthly active members."),
    ],
)
def test_headlines(given: dict[str, Change | None], valued: Worth, said: str) -> None:
    assert headline(WHOLE, figures(**given), valued) == said


def test_without_the_quarter_before_growth_is_told_against_the_year_before() -> None:
    members = replace(figures()[0], year_before=Change(YEAR_BEFORE, 500.0, "101%", "up", True))
    assert headline(WHOLE, [members, *figures()[1:]], NO_MONEY) == "The community grew 101% in a year."


@pytest.mark.parametrize(
    ("extent", "said"),
    [
        (Extent(QUARTER, date(2026, 8, 12), over=False, running=True), "So far in Q3 2026 the community grew 8%."),
        (Extent(QUARTER, date(2026, 8, 12), over=False, running=False), "Up to 12 Aug 2026 the community grew 8%."),
        (Extent(QUARTER, None, over=False, running=False), "There are no data of Q3 2026."),
    ],
)
def test_a_quarter_that_is_not_whole_says_so_and_nothing_of_its_worth(extent: Extent, said: str) -> None:
    assert headline(extent, figures(monthly_active=GREW), worth(1.0, 2.0, 3.0)) == said


def test_a_full_report_has_the_headline_of_its_figures() -> None:
    report = full()
    assert headline(WHOLE, report.figures, report.worth) == "The community grew 8%, answered more of its questions within a day, and paid for itself."


def aim(key: str, goal: float, reached: float | None, unit: Unit = Unit.SHARE, **more: Any) -> Aim:
    return Aim(key, unit, "lower" if key in ("first_response", "tickets_per_1000") else "higher", goal, reached, judged=reached is not None, **more)


ANSWERED, MISSED, NPS = aim("within_24h", 0.8, 0.81), aim("self_solved", 0.4, 0.39), aim("nps", 40.0, 30.0, Unit.SCORE)
LATE = aim("first_response", 4.0, 4.8, Unit.HOURS)


@pytest.mark.parametrize(
    ("aims", "running", "said"),
    [
        ([], False, ""),
        ([aim("nps", 40.0, None, Unit.SCORE)], False, ""),
        ([ANSWERED], False, "The one goal of the quarter was met."),
        ([MISSED], True, "The one goal of the quarter is not met so far. Questions solved by members stayed below their goal of 40%."),
        ([ANSWERED, ANSWERED], False, "Both goals of the quarter were met."),
        ([ANSWERED, ANSWERED, ANSWERED], True, "All three goals of the quarter are met so far."),
        ([ANSWERED, MISSED], False, "One of two goals of the quarter was met. Questions solved by members stayed below their goal of 40%."),
        ([MISSED, NPS], False, "None of two goals of the quarter was met. NPS stayed below its goal of +40."),
        (
            [ANSWERED, MISSED, ANSWERED, LATE],
            False,
            "Two of four goals of the quarter were met. First answers took longer than their goal of 4 h for half of the questions.",
        ),
    ],
)
def test_the_summary_counts_goals_and_names_the_worst_miss(aims: list[Aim], running: bool, said: str) -> None:
    assert summary(aims, running=running) == said


@pytest.mark.parametrize(
    ("valued", "said"),
    [
        (worth(5.0, 9.0, 20.0, costs_whole=False), "The community grew 8%."),
        (worth(-5.0, 9.0, 20.0, costs_whole=False), "The community grew 8%."),
        (worth(-9.0, -5.0, -1.0, costs_whole=False), "The community grew 8%, but did not pay for itself by spared tickets alone."),
        (worth(-9.0, -5.0, -1.0, whole=False), "The community grew 8%."),
        (worth(5.0, 9.0, 20.0, whole=False), "The community grew 8% and paid for itself."),
        (worth(0.0, 0.0, 0.0, value=0.0), "The community grew 8%."),
        (worth(-5.0, 0.0, 20.0), "The community grew 8%."),
    ],
)
def test_what_more_data_could_turn_round_is_not_said_of_its_worth(valued: Worth, said: str) -> None:
    assert headline(WHOLE, figures(monthly_active=GREW), valued) == said


def test_members_of_an_earlier_day_are_no_growth_of_the_quarter() -> None:
    ended = replace(WHOLE, members_at=date(2026, 8, 15))
    assert headline(ended, figures(monthly_active=GREW), NO_MONEY) == "The community had 1,005 monthly active members on 15 Aug 2026."


@pytest.mark.parametrize("before", [NONE, Change(BEFORE, 0.0, "no change")])
def test_a_community_without_members_did_not_begin_to_be_active(before: Change) -> None:
    first, *others = figures(monthly_active=before)
    assert headline(WHOLE, [replace(first, value=0.0), *others], NO_MONEY) == "The community had no monthly active members."
