"""The workbook opens, its numbers are numbers that show what the report says, and nothing in it is a formula."""

import io
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from lib.report.figure import ratio
from lib.report.quarter import Quarter
from lib.report.report import Query, Report
from lib.report.sheet import LONGEST
from lib.report.workbook import workbook
from lib.wording import money
from tests.report.reports import bare, full
from tests.report.spreadsheet import shows

SHEETS = ["Report", "Figures", "Value", "Growth", "Series", "Members and the rest", "Segments", "Audit", "Snapshots", "Definitions"]
BOTH = pytest.mark.parametrize("report", [full(), bare()], ids=["full", "bare"])


def opened(report: Report) -> Any:
    return load_workbook(io.BytesIO(workbook(report)))


def rows(sheet: Any, head: str) -> list[dict[str, Any]]:
    """The cells of the table that begins with ``head``, a row a mapping of head to cell."""
    lines = list(sheet.iter_rows())
    start = next(number for number, line in enumerate(lines) if line[0].value == head)
    heads = [cell.value for cell in lines[start] if cell.value is not None]
    found = []
    for line in lines[start + 1 :]:
        if line[0].value is None:
            break
        found.append(dict(zip(heads, line, strict=False)))
    return found


def near(value: Any) -> Any:
    """The same number to 16 digits, which is what the format keeps."""
    return value if value is None else pytest.approx(value, rel=1e-14)


def said(cell: Any) -> str:
    return shows(cell.number_format, cell.value)


@BOTH
def test_every_sheet_is_there_and_prints_on_one_width(report: Report) -> None:
    book = opened(report)
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddFooter.left.text.startswith("Community report, Q3 2026")
    assert book.properties.title == "Community report, Q3 2026"


@BOTH
def test_no_cell_is_a_formula_or_a_link(report: Report) -> None:
    cells = [cell for sheet in opened(report) for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert cells
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)


def test_texts_that_look_like_formulas_stay_as_they_are() -> None:
    texts = {cell.value for sheet in opened(full()) for line in sheet.iter_rows() for cell in line if cell.data_type == "s"}
    assert {'=HYPERLINK("http://example.org")', "=1+1", "=cmd|' /C calc'!A0.csv", "+39", "Czego nie wiemy: źródło «Поддержка» milczy."} <= texts


def test_figures_are_numbers_that_show_what_the_report_says() -> None:
    report = full()
    found = rows(opened(report)["Figures"], "Figure")
    assert [row["Figure"].value for row in found] == [figure.name for figure in report.figures]
    for row, figure in zip(found, report.figures, strict=True):
        assert row["Value"].value == near(figure.value)
        assert said(row["Value"]) == figure.said
        assert (row["95% low"].value, row["95% high"].value) == (figure.low, figure.high)
        assert row["Q2 2026"].value == near(figure.previous.then)
        assert said(row["Q2 2026"]) == figure.unit.said(figure.previous.then)
        assert row["Change on Q2 2026"].value == figure.previous.said
        assert (row["Q3 2025"].value, row["Why no Q3 2025"].value) == (None, "The data begin later.")
        assert row["Goal"].value == figure.goal
        assert row["Goal met"].value == {True: "yes", False: "no", None: None}[figure.met]


def test_what_is_not_known_is_an_empty_cell_with_its_reason() -> None:
    for row in rows(opened(bare())["Figures"], "Figure"):
        assert row["Value"].value is None
        assert row["Why no Q3 2026"].value == "No activity was brought in yet."
    estimates = rows(opened(bare())["Value"], "Estimate")
    assert len(estimates) == 8
    assert {row["Base"].value for row in estimates} == {None}
    assert {row["Why not"].value for row in estimates} == {"Enter what one support ticket costs."}


def test_the_value_is_the_reports_value() -> None:
    report = full()
    sheet = opened(report)["Value"]
    estimates = {row["Estimate"].value: row for row in rows(sheet, "Estimate")}
    for name in ("low", "base", "high"):
        case, head = report.worth.case(name), name.title()
        net, roi = estimates["Value less cost"][head], estimates["Return on what was spent"][head]
        assert (net.value, roi.value) == near((case.net, case.roi))
        assert (said(net), said(roi)) == (money(case.net, "EUR"), ratio(case.roi))
        assert estimates["Conversions beyond the rate of the rest"][head].value is None
    (_, ticket, programme) = rows(sheet, "Assumption")
    assert (ticket["Base"].value, said(ticket["Base"]), ticket["Reason"].value, ticket["Entered by"].value) == (48, "€48", "=1+1", "ana")
    assert ticket["Entered at"].value == datetime(2026, 6, 12, 11, 30)  # noqa: DTZ001
    assert (programme["Source"].value, programme["Entered at"].value) == ("3 records of finance", None)


def test_growth_is_dated_weeks_with_two_charts_of_them() -> None:
    report = full()
    sheet = opened(report)["Growth"]
    found = rows(sheet, "Week from")
    assert [row["Week from"].value.date() for row in found] == [week.start for week in report.growth.weeks]
    assert [row["Monthly active members"].value for row in found] == [week.mau for week in report.growth.weeks]
    assert [row["Tickets per 1,000 customers"].value for row in found] == near([week.tickets for week in report.growth.weeks])
    first, last = found[0]["Week from"].row, found[-1]["Week from"].row
    values = [chart.series[0].val.numRef.f for chart in sheet._charts]
    assert values == [f"Growth!$B${first}:$B${last}", f"Growth!$C${first}:$C${last}"]
    assert opened(bare())["Growth"]._charts == []


def test_series_are_a_row_a_figure_and_quarter() -> None:
    report = full()
    found = rows(opened(report)["Series"], "Figure")
    points = [(series.unit, series.name, point) for series in report.series for point in series.points]
    assert len(found) == len(points)
    for row, (unit, name, point) in zip(found, points, strict=True):
        assert (row["Figure"].value, row["Quarter"].value) == (name, Quarter(point.quarter).name)
        assert row["Value"].value == near(point.value)
        assert point.value is None or said(row["Value"]) == unit.said(point.value)


def test_the_audit_has_a_row_for_each_figure() -> None:
    found = rows(opened(full())["Audit"], "Figure")
    assert [row["Shown"].value for row in found] == [figure.said for figure in full().figures]
    assert found[0]["Rows behind it"].value == "Activities: 1,016 rows; Support tickets: 270 rows"
    assert found[0]["SQL"].value.startswith("SELECT count(*)")
    assert found[0]["Definition"].value.startswith("How soon members are answered.")


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    report = full()
    long = replace(report.traces[0], queries=(Query("x" * 40_000 + "\N{PARTY POPPER}"),))
    cell = rows(opened(replace(report, traces=(long,)))["Audit"], "Figure")[0]["SQL"]
    assert len(cell.value) == LONGEST
    assert cell.value.endswith("… cut here: 40,002 characters in all, more than a cell holds.")


def test_control_characters_are_left_out() -> None:
    report = full(headline="a\x00b\x1b[2Jc\ud800d\ufffe")
    assert opened(report)["Report"]["A2"].value == "ab[2Jcd"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert workbook(full()) == workbook(full())
