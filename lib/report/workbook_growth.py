"""The workbook's weeks of members and support, with a chart each that can be edited, one below the other: never two scales in one."""

from datetime import date

from lib.charts.printed_theme import colour, light
from lib.report.report import Report
from lib.report.sheet import Book, Column, Sheet, Shown

WIDTH, HEIGHT = 760, 250


def growth_sheet(book: Book, report: Report, footer: str) -> None:
    """The sheet Growth."""
    growth = report.growth
    lines = [f"{growth.verdict} {growth.sentence}", growth.tested, "A week that is not complete is not over, or not wholly known."]
    sheet = Sheet(book, "Growth", "Members beside tickets", [line for line in lines if line], footer=footer)
    columns = (Column("Week from", 14), Column("Monthly active members", 16), Column(growth.measured_name, 18), Column("Complete", 11))
    rows = [(week.start, Shown(week.mau, "#,##0"), Shown(week.tickets, "#,##0.0"), week.complete) for week in growth.weeks]
    first = sheet.table(columns, rows, frozen=True)
    if not rows:
        return
    last = first + len(rows) - 1
    for place, (column, name, role) in enumerate(((1, "Monthly active members", "blue"), (2, growth.measured_name, "violet"))):
        _chart(book, sheet, (first, last), column, name, role, (growth.weeks[0].start, growth.weeks[-1].start), first + 13 * place)


def _chart(book: Book, sheet: Sheet, rows: tuple[int, int], column: int, name: str, role: str, days: tuple[date, date], row: int) -> None:
    first, last = rows
    chart = book.book.add_chart({"type": "line"})
    line = {"color": light()[f"{role}Color"], "width": 2}
    series = {"name": name, "categories": ["Growth", first, 0, last, 0], "values": ["Growth", first, column, last, column], "line": line}
    chart.add_series(series)
    font = {"name": "Arial", "size": 9, "color": colour("gray")}
    chart.set_title({"name": name, "name_font": {"name": "Arial", "size": 11, "bold": True, "color": light()[f"{role}TextColor"]}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_x_axis({"date_axis": True, "num_format": "mmm yyyy", "num_font": font, "major_unit": 2, "major_unit_type": "months", "line": {"none": True}})
    chart.set_y_axis(
        {"num_font": font, "num_format": "#,##0", "line": {"none": True}, "major_gridlines": {"visible": True, "line": {"color": light()["borderColor"]}}}
    )
    chart.show_na_as_empty_cell()
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    said = f"{name}, a point a week from {days[0]:%d %b %Y} to {days[1]:%d %b %Y}"
    sheet.sheet.insert_chart(row, 5, chart, {"description": said})
