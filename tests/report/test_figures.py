"""The five figures are those of the metrics, to the last bit, in every quarter; and what is compared is comparable."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from lib.metrics import find
from lib.report.build import build
from lib.report.quarter import Quarter
from lib.report.report import Report
from lib.scope import Grain, Scope
from lib.store import Store
from tests.metrics.communities import lively, settle

RUNNING, WHOLE, SECOND, FIRST = (Quarter(date(2025, month, 1)) for month in (10, 7, 4, 1))
"""The community begins on 14 January 2025; its activities end on 29 October, its tickets on the 31st; today is 10 November."""
COLUMNS = {
    "within_24h": ("response_time", "within_24h"),
    "self_solved": ("resolution", "self_solved_share"),
    "nps": ("nps", "nps"),
    "tickets_per_1000": ("tickets", "tickets_per_1000_customers"),
}


@pytest.fixture
def reports(any_store: Store) -> dict[Quarter, Report]:
    settle(any_store, lively())
    return {quarter: build(any_store, quarter) for quarter in (FIRST, WHOLE, RUNNING)}


def cell(store: Store, metric: str, column: str, quarter: Quarter, options: dict[str, str] | None = None) -> Any:
    table = find(metric)(store, Scope(quarter.period.start, quarter.period.last, Grain.QUARTER), options)
    return table[column].iloc[0]


def test_every_figure_is_the_metrics_own(any_store: Store, reports: dict[Quarter, Report]) -> None:
    for quarter, report in reports.items():
        last = min(quarter.period.last, date(2025, 10, 29))
        table = find("active_users")(any_store, Scope(quarter.period.start, quarter.period.last))
        monthly = table.loc[table["day"] == pd.Timestamp(last), "mau"].item()
        assert report.figure("monthly_active").value == monthly
        for key, (metric, column) in COLUMNS.items():
            figure = report.figure(key)
            if figure.value is None:
                assert figure.missing
                continue
            question = next(trace for trace in report.traces if trace.figure == key).command.partition("question=")[2].strip("'")
            wanted = cell(any_store, metric, column, quarter, {"question": question} if question else None)
            assert figure.value == wanted
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low <= figure.value <= figure.high


def test_a_whole_quarter_is_compared_with_whole_ones_only(reports: dict[Quarter, Report]) -> None:
    for figure in reports[WHOLE].figures:
        if figure.value is not None and figure.key != "nps":
            assert figure.previous.then is not None
        assert figure.year_before.missing
        assert not figure.year_before.size


def test_the_first_quarter_says_why_nothing_is_compared(reports: dict[Quarter, Report]) -> None:
    assert reports[FIRST].figure("monthly_active").previous.missing == "The activities begin on 14 Jan 2025, after Q4 2024."


def test_of_a_running_quarter_levels_are_compared_and_tickets_are_not(reports: dict[Quarter, Report]) -> None:
    report = reports[RUNNING]
    assert report.until == date(2025, 10, 31)
    assert not report.over
    assert report.figure("monthly_active").previous.then is not None
    assert report.figure("monthly_active").beside.endswith("on 29 Oct 2025")
    tickets = report.figure("tickets_per_1000")
    assert tickets.previous.then is None
    assert tickets.previous.missing == "Q4 2025 is not over. What is counted over a quarter is compared with whole quarters only."
    assert "so far" in tickets.beside
    assert tickets.goal is None
    assert any(said.startswith("Q4 2025 is not over: its figures are those up to 31 Oct 2025.") for said in report.unknown)


def test_the_series_ends_with_the_figure_and_says_which_quarters_are_whole(reports: dict[Quarter, Report]) -> None:
    report = reports[RUNNING]
    for series in report.series:
        assert [point.quarter for point in series.points] == sorted(point.quarter for point in series.points)
        figure = report.figure(series.key)
        if series.points:
            last = series.points[-1]
            assert (last.value, last.low, last.high, last.complete) == (figure.value, figure.low, figure.high, False)
    assert [point.complete for point in report.series[0].points] == [False, True, True, False]
