"""What is told of two reports that differ, and of two that do not."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lib.report.difference import FINER, Difference, differences
from lib.report.quarter import Quarter
from lib.report.report import Report
from tests.report.reports import bare, full

FULL = full()


def with_figure(key: str, **changes: object) -> Report:
    figures = tuple(replace(figure, **changes) if figure.key == key else figure for figure in FULL.figures)  # type: ignore[arg-type]
    return replace(FULL, figures=figures)


@pytest.mark.parametrize("report", [FULL, bare()], ids=["full", "bare"])
def test_a_report_does_not_differ_from_itself_made_later(report: Report) -> None:
    later = replace(report, made_at=datetime(2027, 1, 1, tzinfo=UTC), store_version=report.store_version + 7)
    assert differences(report, later) == []


def test_a_figure_is_told_then_and_today_with_the_difference_in_its_unit() -> None:
    assert differences(FULL, with_figure("monthly_active", value=2010)) == [Difference("Monthly active members", "1,998", "2,010", "12 higher")]
    value = FULL.figure("within_24h").value
    assert value is not None
    (found,) = differences(FULL, with_figure("within_24h", value=value - 0.05))
    assert (found.then, found.today, found.said) == ("76%", "71%", "5 points lower")


def test_what_changes_behind_the_last_digit_shown_is_told_too() -> None:
    value = FULL.figure("nps").value
    assert value is not None
    (found,) = differences(FULL, with_figure("nps", value=value + 0.01))
    assert (found.then, found.today, found.said) == ("+39", "+39", f"higher by {FINER}")


def test_the_order_in_which_an_engine_adds_is_no_difference() -> None:
    value = FULL.figure("nps").value
    assert value is not None
    assert differences(FULL, with_figure("nps", value=value * (1 + 1e-13))) == []


def test_what_is_not_known_any_more_is_said() -> None:
    (found,) = differences(FULL, with_figure("monthly_active", value=None, sureness=""))[:1]
    assert (found.then, found.today, found.said) == ("1,998", "—", "is not known any more")


def test_a_change_of_the_quarter_before_is_told_of_that_quarter() -> None:
    before = FULL.figure("monthly_active").previous
    (found,) = differences(FULL, with_figure("monthly_active", previous=replace(before, then=1900.0, size="5.2%")))
    assert found.name == "Monthly active members, against Q2 2026"
    assert found.said.startswith("Q2 2026 is ")


def test_money_goals_comparisons_and_assumptions_are_held_against_each_other() -> None:
    worth = FULL.worth
    cases = tuple(replace(case, value=case.value + 1200, net=case.net + 1200) if case.case == "base" else case for case in worth.cases)  # type: ignore[operator]
    costs = tuple(replace(one, base=52.0) if one.key == "cost_per_ticket" else one for one in worth.assumptions)
    goals = (replace(FULL.goals[1], met=False, said="75% answered within 24 hours: 71%"), *FULL.goals[2:])
    churn = replace(FULL.comparisons[0], difference=-0.05)
    today = replace(FULL, worth=replace(worth, cases=cases, assumptions=costs), goals=goals, comparisons=(churn, *FULL.comparisons[1:]))
    found = {difference.name: difference for difference in differences(FULL, today)}
    assert found["Value, base case"].said == found["Value less cost, base case"].said == "€1,200 higher"
    assert found["Cost of a ticket"].said == "€4.00 higher"
    assert (found["Goal: 75% answered within 24 hours"].then, found["Goal: 75% answered within 24 hours"].today) == ("met, 76%", "missed, 71%")
    assert found["Goal: 1,950 monthly active members at the quarter's end"].said == "no longer stated"
    assert found["Churn, members against the rest"].said == "3 points higher"
    assert len(found) == 6


def test_without_a_cost_of_a_ticket_no_difference_invents_money() -> None:
    assert "€" not in "".join(part.said + part.today for part in differences(bare(), replace(bare(), headline="Otherwise.")))


def test_whatever_else_is_drawn_or_told_of_the_quarter_is_held_against_each_other_too() -> None:
    worth, growth, first = FULL.worth, FULL.growth, FULL.series[0]
    earlier = next(point for point in first.points if point.quarter not in (FULL.start, FULL.quarter.previous.start, FULL.quarter.year_before.start))
    points = tuple(replace(point, value=(point.value or 0) + 7) if point is earlier else point for point in first.points)
    said = tuple(replace(one, source="Another study") if one.key == "deflection_share" else one for one in worth.assumptions)
    even = tuple(replace(one, value=(one.value or 0.0) + 3) if one.key == "cost_per_ticket" else one for one in worth.break_even)
    today = replace(
        FULL,
        series=(replace(first, points=points), *FULL.series[1:]),
        worth=replace(worth, assumptions=said, break_even=even),
        growth=replace(growth, weeks=growth.weeks[:-1]),
        segments=(*FULL.segments[:-1], replace(FULL.segments[-1], active=FULL.segments[-1].active + 1)),
    )
    found = {one.name: one.said for one in differences(FULL, today)}
    assert found == {
        f"{first.name}, {Quarter(earlier.quarter).name}": "7 higher",
        "Would have opened a ticket, where from": "reads otherwise",
        "Cost of a ticket, break-even": "€3.00 higher",
        "Members beside tickets, weeks drawn": "what lies behind it moved",
        "Active members by segment": "what lies behind it moved",
    }


def test_amounts_in_another_currency_are_not_subtracted() -> None:
    worth = FULL.worth
    costs = tuple(replace(one, base=52.0) if one.key == "cost_per_ticket" else one for one in worth.assumptions)
    found = {one.name: one for one in differences(FULL, replace(FULL, worth=replace(worth, currency="PLN", assumptions=costs)))}
    for name in ("Cost of a ticket", "Value, base case", "Value less cost, low case", "Cost of a ticket, break-even"):
        assert found[name].said == "in PLN, not EUR", name
    assert "Tickets spared, base case" not in found
