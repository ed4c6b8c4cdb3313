"""Every figure says where it comes from: a command that prints it, the records, snapshots and statements behind it."""

import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pandas as pd
import pytest
from sqlalchemy import text

from lib.metrics import find
from lib.metrics.behind import behind
from lib.report.build import build
from lib.report.quarter import Quarter
from lib.report.report import Report, Trace
from lib.scope import Grain, Scope
from lib.store import Store, open_store
from tests.factories import post, put
from tests.metrics.communities import lively, settle
from tests.report.test_worth import QUARTER, customers, solved

Q3 = Quarter.parse("2025Q3")
FIGURES = ["monthly_active", "within_24h", "self_solved", "nps", "tickets_per_1000", "value", "net", "roi", "growth", "churn", "conversion"]


@pytest.fixture(scope="module")
def priced() -> Iterator[Store]:
    """The lively community, with what a ticket costs; for tests that only read."""
    store = open_store(f"duckdb:///:memory:{uuid4().hex}")
    settle(store, lively())
    store.set_settings({"cost_per_ticket": "40"}, "ana", source="Finance")
    yield store
    store.close()


@pytest.fixture(scope="module")
def report(priced: Store) -> Report:
    return build(priced, Q3)


def traced(report: Report, figure: str) -> Trace:
    return next(trace for trace in report.traces if trace.figure == figure)


def printed(store: Store, command: str) -> pd.DataFrame:
    """The table of a traced command."""
    python, _, lib, verb, metric, *rest = shlex.split(command)
    assert [python, lib, verb] == ["python", "lib", "metric"]
    given = dict(zip(rest[::2], rest[1::2], strict=True))
    name, _, value = given.get("--option", "").partition("=")
    scope = Scope(*(pd.Timestamp(given[end]).date() if end in given else None for end in ("--from", "--to")), by=Grain(given["--by"]))
    return find(metric)(store, scope, {name: value} if name else {})


def test_all_figures_are_traced_in_their_order(report: Report) -> None:
    assert [trace.figure for trace in report.traces] == FIGURES
    assert [trace.shown for trace in report.traces[:5]] == [figure.said for figure in report.figures]


@pytest.mark.parametrize("figure", ["within_24h", "self_solved", "nps", "tickets_per_1000"])
def test_the_command_prints_the_figure(priced: Store, report: Report, figure: str) -> None:
    trace = traced(report, figure)
    table = printed(priced, trace.command)
    value = table.loc[table["period_start"] == pd.Timestamp(Q3.start), trace.column].item()
    assert value == report.figure(figure).value or (pd.isna(value) and report.figure(figure).value is None)


def test_the_commands_of_members_worth_and_growth_print_theirs(priced: Store, report: Report) -> None:
    members = printed(priced, traced(report, "monthly_active").command).set_index("day")
    assert members["mau"][pd.Timestamp("2025-09-30")] == report.figure("monthly_active").value
    value = printed(priced, traced(report, "value").command).set_index("case")["value"]
    assert [value[case.case] for case in report.worth.cases] == [case.value for case in report.worth.cases]
    relation = printed(priced, traced(report, "growth").command)
    assert relation["r"][report.growth.lag] == report.growth.r


def test_statements_can_be_run_again(priced: Store, report: Report) -> None:
    with priced.reading() as connection:
        for trace in report.traces:
            assert trace.queries, trace.figure
            for query in trace.queries:
                connection.execute(text(re.sub(r":(?=\w)", r"\:", query.sql))).fetchall()


def test_statements_name_nobody(report: Report) -> None:
    said = {sql for trace in report.traces for query in trace.queries for sql in re.findall(r"'([^']*)'", query.sql)}
    people = {row["member_id"] for row in lively().members}
    assert not said & people
    assert not any("@" in value for value in said)


def test_snapshots_are_those_of_the_kinds_touched(priced: Store, report: Report) -> None:
    kinds = {snapshot.snapshot_id: snapshot.kind for snapshot in report.snapshots}
    assert {kinds[number] for number in traced(report, "tickets_per_1000").snapshots} == {"ticket", "customer"}
    assert {kinds[number] for number in traced(report, "monthly_active").snapshots} == {"activity", "member"}
    assert {kinds[number] for number in traced(report, "value").snapshots} >= {"activity", "member", "programme_cost"}
    assert {snapshot.kind for snapshot in report.snapshots}.isdisjoint({"mention", "idea"})


def test_a_withdrawn_snapshot_is_not_in_use(store: Store) -> None:
    settle(store, lively())
    number = traced(build(store, Q3), "tickets_per_1000").snapshots[0]
    store.withdraw(number, "ana")
    again = build(store, Q3)
    assert number not in {snapshot.snapshot_id for snapshot in again.snapshots}
    assert all(number not in trace.snapshots for trace in again.traces)


def test_records_behind_are_counted(priced: Store, report: Report) -> None:
    threads = find("response_time")(priced, Scope(Q3.start, Q3.period.last, Grain.QUARTER))["threads"].item()
    assert [(one.kind, one.rows) for one in traced(report, "within_24h").inputs] == [("activity", threads)]
    tickets, customers = traced(report, "tickets_per_1000").inputs
    table = find("tickets")(priced, Scope(Q3.start, Q3.period.last, Grain.QUARTER))
    assert (tickets.rows, customers.rows) == (table["opened"].item(), table["customers"].item())


def test_assumptions_are_named_where_they_are_used(report: Report) -> None:
    assert traced(report, "value").assumptions[:2] == ("deflection_share", "cost_per_ticket")
    assert traced(report, "nps").assumptions == ()


def test_a_quarter_without_members_has_traces_too(store: Store) -> None:
    put(store, "activity", post())
    report = build(store, Quarter.parse("2025Q1"))
    assert [trace.figure for trace in report.traces] == FIGURES
    assert {trace.shown for trace in report.traces if trace.figure != "growth"} == {"—"}


def test_the_members_of_a_quarter_that_runs_are_traced_to_their_day(store: Store) -> None:
    settle(store, lively())
    store.clock = lambda: datetime(2025, 8, 20, 12, tzinfo=UTC)
    report = build(store, Q3)
    trace = traced(report, "monthly_active")
    assert trace.note.endswith("the figure is the row 2025-08-19.")
    assert printed(store, trace.command).set_index("day")["mau"][pd.Timestamp("2025-08-19")] == report.figure("monthly_active").value


def test_what_converted_members_add_is_counted_behind_the_worth(store: Store) -> None:
    solved(store)
    customers(store)
    store.set_settings({"cost_per_ticket": "50"}, "ana")
    assert "Prospects" not in {one.title for one in traced(build(store, QUARTER), "value").inputs}
    store.set_settings({"converted_member_value": "300"}, "ana")
    assert {one.title: one.rows for one in traced(build(store, QUARTER), "value").inputs}["Prospects"] == 16


def test_the_days_that_members_of_the_first_week_are_counted_over_lie_behind_the_growth(priced: Store, report: Report) -> None:
    weeks = [week.start for week in report.growth.weeks if week.complete]
    days = Scope(weeks[0] - timedelta(days=23), weeks[-1] + timedelta(days=6), Grain.DAY)
    assert traced(report, "growth").inputs[1].rows == behind(priced, "active_users", days).count(priced)
