"""A report is made of whatever there is, says what is missing, and invents nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lib.report.build import build
from lib.report.quarter import Quarter
from lib.report.report import Report, read
from lib.store import Store
from tests.factories import START, comment, post, put
from tests.metrics.communities import lively, settle

Q1, Q4 = Quarter.parse("2026Q1"), Quarter.parse("2025Q4")
LIVELY = [Quarter.parse(f"2025Q{number}") for number in (1, 2, 3, 4)]


def answers(number: int, question: str | None = None, score: int = 9) -> list[dict[str, Any]]:
    return [
        {"response_id": f"{question}{score}{place}", "responded_at": START + timedelta(hours=place), "survey": "nps", "score": score, "question": question}
        for place in range(number)
    ]


def tickets(number: int) -> list[dict[str, Any]]:
    return [{"ticket_id": f"t{place}", "created_at": START + timedelta(days=place)} for place in range(number)]


def texts(report: Report) -> Iterator[str]:
    """All sentences of it."""
    yield from (report.headline, report.summary, *report.well, *report.money, *report.unknown, report.worth.sentence, report.worth.missing)
    yield from (text for figure in report.figures for text in (figure.beside, figure.missing, figure.previous.missing, figure.year_before.missing))
    yield from (goal.said for goal in report.goals)
    yield from (text for comparison in report.comparisons for text in (comparison.sentence, comparison.missing))
    yield from (report.growth.verdict, report.growth.sentence, report.growth.tested)


def check(report: Report) -> None:
    """What holds for every report."""
    assert read(report.json) == report
    for figure in report.figures:
        assert (figure.value is None) == bool(figure.missing), figure
        for change in (figure.previous, figure.year_before):
            assert bool(change.size) != bool(change.missing), figure
    for text in texts(report):
        assert "None" not in text.replace("None of", "")
        assert "nan" not in text.lower().split()
        assert "  " not in text
    assert any("chose to join" in said for said in report.unknown)
    assert {trace.metric for trace in report.traces} == report.definitions.keys()
    if report.worth.case("base").value is None:
        assert not any("paid for itself" in text for text in texts(report))


@pytest.mark.parametrize("quarter", LIVELY, ids=str)
def test_every_quarter_of_a_community_has_a_report(lively_store: Store, quarter: Quarter) -> None:
    check(build(lively_store, quarter))


@pytest.mark.postgres
@pytest.mark.parametrize("quarter", LIVELY[2:], ids=str)
def test_both_engines_make_the_same_report(lively_store: Store, lively_postgres: Store, quarter: Quarter) -> None:
    reports = []
    for one in (lively_store, lively_postgres):
        report = build(one, quarter)
        unlike = {"store_version": 0, "snapshots": (), "traces": tuple(replace(trace, queries=(), snapshots=()) for trace in report.traces)}
        reports.append(replace(report, **unlike))
    assert reports[0] == reports[1]


def test_an_empty_store_says_what_is_missing(any_store: Store) -> None:
    report = build(any_store, Q1)
    check(report)
    assert (report.headline, report.summary, report.until, report.over) == ("There are no data of Q1 2026.", "", None, False)
    missing = {figure.missing for figure in report.figures}
    assert missing == {"No activity was brought in yet.", "No survey answer was brought in yet.", "No support ticket was brought in yet."}
    assert (report.segments, report.well, report.money, report.snapshots) == ((), (), (), ())
    assert all(goal.met is None for goal in report.goals)
    assert all(not series.points for series in report.series)


@pytest.mark.parametrize(("name", "said"), [("2024Q4", "begin on 14 Jan 2025, after Q4 2024"), ("2026Q3", "Q3 2026 has not begun")])
def test_a_quarter_outside_the_data_is_no_zero(lively_store: Store, name: str, said: str) -> None:
    report = build(lively_store, Quarter.parse(name))
    check(report)
    assert report.headline.startswith("There are no data of Q")
    assert all(figure.value is None for figure in report.figures)
    assert said in report.figure("monthly_active").missing


def test_no_answers_in_the_quarter_is_not_no_answers_at_all(store: Store) -> None:
    put(store, "survey_response", *answers(20))
    store.clock = lambda: datetime(2026, 6, 1, tzinfo=UTC)
    assert build(store, Quarter.parse("2026Q2")).figure("nps").missing == "No survey answers in Q2 2026."
    assert build(store, Q4).figure("nps").missing == "The survey answers begin on 5 Jan 2026, after Q4 2025."


def test_other_surveys_are_no_answers_to_the_question(store: Store) -> None:
    put(store, "survey_response", {"response_id": "c1", "responded_at": START, "survey": "csat", "score": 5})
    assert build(store, Q1).figure("nps").missing == "No answer to a question of recommendation was brought in yet."


@pytest.mark.parametrize(("number", "value"), [(4, None), (5, 100.0)])
def test_few_answers_have_no_score(store: Store, number: int, value: float | None) -> None:
    put(store, "survey_response", *answers(number))
    report = build(store, Q1)
    check(report)
    assert report.figure("nps").value == value
    assert (report.figure("nps").missing == "Fewer than 5 survey answers in Q1 2026, so no score is shown.") == (value is None)
    assert (report.figure("nps").beside == "5 answers") == (value is not None)


def test_of_several_questions_that_with_most_answers_is_chosen_and_named(store: Store) -> None:
    put(store, "survey_response", *answers(6, "Us?"), *answers(8, "It's it?", score=2))
    report = build(store, Q1)
    check(report)
    assert report.figure("nps").value == -100
    assert report.figure("nps").beside == "8 answers, to “It's it?”"
    put(store, "survey_response", *answers(9, f"How\n\nlikely {'very ' * 40}"), source="long")
    beside = build(store, Q1).figure("nps").beside
    assert beside.startswith("9 answers, to “How likely very very")
    assert beside.endswith("…”")
    assert len(beside) < 80
    trace = next(trace for trace in report.traces if trace.figure == "nps")
    assert trace.command.endswith("""--option 'question=It'"'"'s it?'""")
    assert trace.inputs[0].rows == 8


def test_several_questions_that_bots_alone_answered_have_no_score(store: Store) -> None:
    put(store, "member", {"member_id": "robo", "role": "bot"})
    put(store, "survey_response", *({**answer, "member_id": "robo"} for answer in (*answers(6, "Us?"), *answers(8, "It?"))))
    report = build(store, Q1)
    check(report)
    assert report.figure("nps").missing == "No survey answers in Q1 2026."


def test_tickets_without_customers_are_counted_and_no_rate(store: Store) -> None:
    put(store, "ticket", *tickets(12))
    figure = build(store, Q1).figure("tickets_per_1000")
    assert (figure.value, figure.beside) == (None, "12 tickets so far")
    assert figure.missing == "The number of customers is not known: no customer was brought in yet."


def test_where_nobody_marks_solutions_nothing_is_said_to_be_solved(store: Store) -> None:
    put(store, "member", {"member_id": "sam", "role": "staff"})
    questions = [post(f"m{number}", hours=number) for number in range(12)]
    put(store, "activity", *questions, *(comment("sam", hours=number + 30, thread=question["thread_id"]) for number, question in enumerate(questions)))
    report = build(store, Q1)
    check(report)
    assert report.figure("self_solved").value is None
    assert "map the column is_solution" in report.figure("self_solved").missing
    assert report.figure("within_24h").value == 0
    assert report.worth.self_solved is None
    assert report.money[0] == "10 more questions needed an answer within 24 hours: 0% had one, the goal is 80%."


def test_goals_of_the_settings_are_judged(store: Store) -> None:
    settle(store, lively())
    store.set_settings({"target_monthly_active": "1000", "target_self_solved": "0.01", "target_nps": "-100", "target_tickets_per_1000_customers": "1"}, "tests")
    report = build(store, LIVELY[2])
    check(report)
    met = {goal.key: goal.met for goal in report.goals}
    assert list(met) == ["monthly_active", "within_24h", "first_response", "self_solved", "nps", "tickets_per_1000"]
    assert (met["monthly_active"], met["self_solved"], met["tickets_per_1000"]) == (False, True, False)
    assert {key: report.figure(key).met for key in met if key != "first_response"} == {key: value for key, value in met.items() if key != "first_response"}
    assert sum(met.values()) + len([said for said in report.money if "needed" in said or "had to" in said]) == len(met)
    assert [goal.met for goal in build(store, LIVELY[3]).goals if goal.key == "tickets_per_1000"] == [None]


def test_the_report_reads_one_version_and_changes_nothing(store: Store) -> None:
    settle(store, lively())
    version = store.version
    report = build(store, LIVELY[2])
    assert report.store_version == version == store.version
    assert replace(build(store, LIVELY[2]), made_at=report.made_at) == report


def test_a_default_that_nobody_confirmed_is_told_until_somebody_does(store: Store) -> None:
    settle(store, lively())
    said = "is our default: nobody here has confirmed it."
    assert any(said in text for text in build(store, LIVELY[2]).unknown)
    store.set_setting("deflection_share_base", "0.2", "ana", source="Survey of June")
    assert not any(said in text for text in build(store, LIVELY[2]).unknown)


def test_a_source_that_fell_silent_in_the_quarter_is_told(store: Store) -> None:
    settle(store, lively())
    store.clock = lambda: datetime(2025, 12, 20, tzinfo=UTC)
    assert any(" has brought no activities since " in text for text in build(store, LIVELY[3]).unknown)
    assert not any(" has brought no " in text for text in build(store, LIVELY[1]).unknown)
    assert date(2025, 10, 29) == max(week.start for week in build(store, LIVELY[3]).growth.weeks) + timedelta(days=2)


def test_where_activities_end_before_the_quarter_does_nothing_is_held_against_the_community(store: Store) -> None:
    store.clock = lambda: START + timedelta(days=100)
    put(store, "activity", *(post(f"m{day % 5}", hours=24 * day) for day in range(-120, 30)), comment("ben", 1, "t", is_solution=True))
    put(store, "ticket", *tickets(95))
    put(store, "programme_cost", {"month": date(2026, 1, 1), "item": "Moderation", "amount": 900.0})
    store.set_setting("cost_per_ticket", "40", "tests")
    report = build(store, Q1)
    check(report)
    assert report.over
    assert report.headline == "The community had 6 monthly active members on 3 Feb 2026."
