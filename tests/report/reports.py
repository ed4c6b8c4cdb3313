"""Reports as values, for tests of what is written from them: a full one, and one in which nothing is known."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from lib.report.figure import Change, Figure, Unit
from lib.report.report import (
    Assumption,
    BreakEven,
    Case,
    Comparison,
    Counted,
    Goal,
    GroupRate,
    Growth,
    Point,
    Query,
    Report,
    Segment,
    Series,
    SnapshotUsed,
    Swing,
    Trace,
    Week,
    Worth,
)

START = date(2026, 7, 1)
BEFORE, YEAR_BEFORE = date(2026, 4, 1), date(2025, 7, 1)
NAMES = {
    "monthly_active": ("Monthly active members", Unit.COUNT, "higher"),
    "within_24h": ("Answered in 24 h", Unit.SHARE, "higher"),
    "self_solved": ("Solved by members", Unit.SHARE, "higher"),
    "nps": ("NPS", Unit.SCORE, "higher"),
    "tickets_per_1000": ("Tickets per 1,000 customers", Unit.RATE, "lower"),
}


def full(**changes: Any) -> Report:
    """Everything is known; the words hold Polish, Cyrillic, and what a spreadsheet would take for a formula."""
    figures = (
        _figure("monthly_active", 1998.0, Change(BEFORE, 1850.0, "8.0%", "up", True), beside="27% of 7,400 members", goal=1950.0),
        _figure("within_24h", 0.7619047619047619, Change(BEFORE, 0.71, "5 points", "up", True), low=0.7311, high=0.7903, goal=0.75, beside="half within 3.3 h"),
        _figure("self_solved", 0.4412, Change(BEFORE, 0.4312, "1 point", "up", None), low=0.4001, high=0.4804),
        _figure("nps", 38.53211009174312, Change(BEFORE, 35.1, "3 points", "up", None), low=30.9, high=45.8, goal=40.0),
        _figure("tickets_per_1000", 414.11042944785277, Change(BEFORE, 439.1025641025641, "5.7%", "down", True), low=366.2, high=466.6),
    )
    weeks = tuple(Week(date(2025, 10, 6) + timedelta(days=7 * n), 900.0 + 20 * n + (n % 5) * 7, 44.0 - 0.3 * n + (n % 3), complete=n < 51) for n in range(52))
    report = Report(
        start=START,
        until=date(2026, 9, 30),
        over=True,
        made_at=datetime(2026, 10, 5, 7, 0, tzinfo=UTC),
        zone="Europe/Warsaw",
        store_version=41,
        headline="The community grew 8%, answered more questions within a day, and likely paid for itself.",
        summary="Two of three goals of the quarter were met. NPS stayed below its goal of +40.",
        figures=figures,
        growth=Growth(
            "No relation shown.",
            "Over 52 weeks monthly active members rose by 91% and tickets per 1,000 customers fell by 13%, but from week to week the two do not "
            "move together more than chance allows.",
            "All 51 whole weeks: changes from week to week, at delays up to 8 weeks.",
            "tickets_per_1000_customers",
            weeks,
            lag=3,
            r=-0.21,
            p_adjusted=0.62,
            pairs=47,
        ),
        worth=_worth(),
        comparisons=(
            Comparison(
                "churn",
                "Churn",
                "Of members 2.1% left, of the rest 10%.",
                (GroupRate("Members", 142, 3, 3 / 142, 0.0072, 0.0603), GroupRate("The rest", 482, 50, 50 / 482, 0.0796, 0.1342)),
                3 / 142 - 50 / 482,
                -0.116,
                -0.035,
            ),
            Comparison("conversion", "Conversion", "", (), missing="Fewer than 5 members were prospects."),
        ),
        goals=(
            Goal("monthly_active", True, "1,950 monthly active members at the quarter's end: 1,998"),
            Goal("within_24h", True, "75% answered within 24 hours: 76%"),
            Goal("nps", False, "NPS of +40: +39"),
        ),
        well=("Monthly active members rose by 8%, to 1,998.", "76% of questions had an answer within 24 hours; the goal is 75%."),
        money=("NPS is 1 point short of its goal.",),
        unknown=("Members chose to join: a difference between them and the rest is not the community's effect.", "Czego nie wiemy: źródło «Поддержка» milczy."),
        segments=(Segment("Enterprise", 812), Segment("Zażółć gęślą jaźń", 640), Segment(None, 9)),
        series=tuple(
            Series(
                figure.key, figure.name, figure.unit, tuple(Point(start, *_earlier(figure, place), complete=True) for place, start in enumerate(_quarters()))
            )
            for figure in figures
        ),
        traces=tuple(
            Trace(
                figure.key,
                figure.name,
                figure.said,
                "response_time",
                "within_24h",
                "python -m lib metric response_time --from 2026-07-01 --to 2026-09-30 --by quarter",
                (Counted("activity", "Activities", 1016), Counted("ticket", "Support tickets", 270)),
                (1, 2),
                ("deflection_share",),
                (Query("SELECT count(*)\nFROM activity\nWHERE local_day >= '2026-07-01'"),),
                note='=HYPERLINK("http://example.org")',
            )
            for figure in figures
        ),
        snapshots=(
            SnapshotUsed(1, "activity", "forum", datetime(2026, 10, 1, 6, 0, tzinfo=UTC), "ana", "=cmd|' /C calc'!A0.csv", 80123),
            SnapshotUsed(2, "ticket", "Поддержка", datetime(2026, 10, 1, 6, 5, tzinfo=UTC), "ana", None, 1342),
        ),
        definitions={"response_time": "How soon members are answered.\n\n- threads: opened in the period"},
    )
    return replace(report, **changes)


def bare(**changes: Any) -> Report:
    """An empty store: nothing is known, and it says so."""
    nothing = "No activity was brought in yet."
    figures = tuple(
        Figure(key, name, unit, None, better, Change(BEFORE, None, missing=nothing), Change(YEAR_BEFORE, None, missing=nothing), missing=nothing)
        for key, (name, unit, better) in NAMES.items()
    )
    report = Report(
        start=START,
        until=None,
        over=False,
        made_at=datetime(2026, 10, 5, 7, 0, tzinfo=UTC),
        zone="UTC",
        store_version=0,
        headline="There are no data of Q3 2026.",
        summary="",
        figures=figures,
        growth=Growth("Too short to tell: 0 of 24 weeks.", "Members and tickets have to be known for 24 whole weeks.", "", "tickets", ()),
        worth=Worth(
            "EUR",
            None,
            (
                Assumption("deflection_share", "Would have opened a ticket", "share", 0.1, 0.2, 0.4),
                Assumption("cost_per_ticket", "Cost of a ticket", "money", None, None, None),
                Assumption("programme_cost", "Cost of the programme", "money", None, None, None),
            ),
            tuple(Case(case, None, None, None, None, None, None, None, None) for case in ("low", "base", "high")),  # type: ignore[arg-type]
            (),
            (),
            "",
            missing="Enter what one support ticket costs.",
        ),
        comparisons=(
            Comparison("churn", "Churn", "", (), missing="No customers were brought in yet."),
            Comparison("conversion", "Conversion", "", (), missing="No customers were brought in yet."),
        ),
        goals=(),
        well=(),
        money=(),
        unknown=(nothing,),
        segments=(),
        series=(),
        traces=(),
        snapshots=(),
        definitions={},
    )
    return replace(report, **changes)


def _figure(key: str, value: float, previous: Change, **more: Any) -> Figure:
    name, unit, better = NAMES[key]
    year = Change(YEAR_BEFORE, None, missing="The data begin later.")
    return Figure(key, name, unit, value, better, previous, year, sureness="counted, no interval", **more)  # type: ignore[arg-type]


def _quarters() -> tuple[date, ...]:
    return (date(2025, 10, 1), date(2026, 1, 1), BEFORE, START)


def _earlier(figure: Figure, place: int) -> tuple[float | None, float | None, float | None]:
    less = 1 - 0.04 * (3 - place)
    if place == 0 and figure.key == "nps":
        return None, None, None
    return tuple(None if value is None else value * less for value in (figure.value, figure.low, figure.high))  # type: ignore[return-value]


def _worth() -> Worth:
    stated = {"stated_at": datetime(2026, 6, 12, 9, 30, tzinfo=UTC), "stated_by": "ana"}
    shares, cost, programme, solved = (0.22, 0.31, 0.39), 48.0, 36_500.0, 3690
    cases = []
    for name, part in zip(("low", "base", "high"), shares, strict=True):
        tickets = solved * part
        value = tickets * cost
        cases.append(Case(name, tickets, value, None, None, value, programme, value - programme, (value - programme) / programme))  # type: ignore[arg-type]
    return Worth(
        "EUR",
        solved,
        (
            Assumption(
                "deflection_share", "Would have opened a ticket", "share", *shares, "Survey of June, 212 answers", "Asked below solved threads", **stated
            ),
            Assumption("cost_per_ticket", "Cost of a ticket", "money", cost, cost, cost, "Finance, June 2026", "=1+1", **stated),
            Assumption("programme_cost", "Cost of the programme", "money", programme, programme, programme, "3 records of finance"),
        ),
        tuple(cases),
        (
            Swing("deflection_share", "Would have opened a ticket", "share", 0.22, 0.39, cases[0].net, cases[2].net, "from its lowest case to its highest"),
            Swing("cost_per_ticket", "Cost of a ticket", "money", 38.4, 57.6, 7426.72, 29389.28, "20% either way: no range is known"),
        ),
        (
            BreakEven("deflection_share", "Would have opened a ticket", "share", 0.2060749774164408),
            BreakEven("cost_per_ticket", "Cost of a ticket", "money", 31.908384, ""),
            BreakEven("converted_member_value", "Value of a converted member", "money", None, "It is not counted."),
        ),
        "It likely paid for itself: most likely €18,407 more than it cost, at least €2,466, at most €32,577.",
    )
