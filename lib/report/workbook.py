"""The report as a workbook: every number is a number, shown with the words of the report, and each figure's way from the data is a row."""

import io
from collections.abc import Sequence

from lib.report.clean import clean
from lib.report.figure import Figure
from lib.report.phrases import CAVEAT, about, closed, compared, inputs, local, made, title, unfinished
from lib.report.quarter import Quarter
from lib.report.report import Report, Trace
from lib.report.sheet import Book, Cell, Column, Sheet, Shown, shown
from lib.report.workbook_growth import growth_sheet
from lib.report.workbook_value import value_sheet
from lib.store.closed_quarters import Closing

UNKNOWN_CELLS = "A cell is empty where a number is not known; the reason stands in its row."


def workbook(report: Report, closing: Closing | None = None) -> bytes:
    """The .xlsx file. The same report gives the same bytes. ``closing``: that in force, where its quarter was closed."""
    report = clean(report)
    file = io.BytesIO()
    book = Book(file)
    made_at = local(report, report.made_at)
    when = " · ".join(text for text in (made(report), closed(report, closing)) if text)
    book.book.set_properties({"title": title(report), "subject": about(report), "comments": when, "created": made_at})
    book.book.set_size(2400, 1400)
    footer = f"{title(report)} · {when}"
    _summary(book, report, footer, closed(report, closing))
    for write in (_figures, value_sheet, growth_sheet, _series, _groups, _segments, _audit, _snapshots, _definitions):
        write(book, report, footer)
    book.book.close()
    return file.getvalue()


def _summary(book: Book, report: Report, footer: str, closed: str) -> None:
    lines = [report.headline, report.summary, unfinished(report)]
    sheet = Sheet(book, "Report", title(report), [line for line in lines if line], footer=footer)
    facts: list[tuple[Cell, Cell]] = [
        ("First day", report.start),
        ("Last day", report.quarter.period.last),
        ("Data to", report.until or "no data"),
        ("Complete", report.over),
        ("Time zone", report.zone),
        ("Made", made(report).removeprefix("Made ")),
        *([("Closed", closed.removeprefix("Closed "))] if closed else []),
    ]
    sheet.table((Column("About", 24), Column("", 100)), facts)
    sheet.heading("Goals")
    states = {True: "met", False: "missed", None: "not known"}
    sheet.table((Column("State", 24), Column("Goal", 100)), [(states[goal.met], goal.said) for goal in report.goals] or [("", "No goals are set.")])
    for heading, texts in (("What went well", report.well), ("What needs money", report.money), ("What we can't say", report.unknown)):
        sheet.heading(heading)
        sheet.texts(texts or ["Nothing to name."], 1)


def _figures(book: Book, report: Report, footer: str) -> None:
    sheet = Sheet(book, "Figures", f"Figures of {report.quarter.name}", [about(report), compared(report), UNKNOWN_CELLS, unfinished(report)], footer=footer)
    before, year = report.quarter.previous.name, report.quarter.year_before.name
    heads = (
        *(("Figure", 27), ("Value", 9), ("95% low", 9), ("95% high", 9), ("How sure", 21), ("Beside it", 21)),
        *((f"Why no {report.quarter.name}", 20), ("Goal", 9), ("Goal met", 9)),
        *((before, 9), (f"Change on {before}", 12), ("Desirable", 11), (f"Why no {before}", 20)),
        *((year, 9), (f"Change on {year}", 12), ("Desirable ", 11), (f"Why no {year}", 20)),
    )
    sheet.table([Column(*head) for head in heads], [_figure(figure) for figure in report.figures], frozen=True)


def _figure(figure: Figure) -> Sequence[Cell]:
    row: list[Cell] = [figure.name, *(shown(value, figure.unit.said(value)) for value in (figure.value, figure.low, figure.high))]
    row += [figure.interval, figure.beside, figure.missing, shown(figure.goal, figure.unit.said(figure.goal)), figure.met]
    for change in (figure.previous, figure.year_before):
        row += [shown(change.then, figure.unit.said(change.then)), change.said if change.size else None, change.desirable, change.missing]
    return row


def _series(book: Book, report: Report, footer: str) -> None:
    sheet = Sheet(book, "Series", "Figures over quarters", ["A row a figure and quarter. A quarter that is not complete covers fewer days."], footer=footer)
    heads = (Column("Figure", 32), Column("Quarter", 12), Column("Begins", 13), *(Column(name, 12) for name in ("Value", "95% low", "95% high", "Complete")))
    rows: list[Sequence[Cell]] = []
    for series in report.series:
        for point in series.points:
            numbers = [shown(value, series.unit.said(value)) for value in (point.value, point.low, point.high)]
            rows.append([series.name, Quarter(point.quarter).name, point.quarter, *numbers, point.complete])
    sheet.table(heads, rows, frozen=True)


def _groups(book: Book, report: Report, footer: str) -> None:
    lines = [CAVEAT, *(comparison.sentence for comparison in report.comparisons)]
    sheet = Sheet(book, "Members and the rest", "Members and the rest", lines, footer=footer)
    heads = (
        Column("What", 22),
        Column("Group", 34),
        *(Column(name, 11) for name in ("People", "Happened", "Rate", "95% low", "95% high")),
        Column("Why not", 40),
    )
    rows: list[Sequence[Cell]] = []
    for comparison in report.comparisons:
        for group in comparison.groups:
            rates = [Shown(rate, "0.0%") for rate in (group.rate, group.low, group.high)]
            rows.append([comparison.name, group.name, group.people, group.happened, *rates, None])
        gaps = [Shown(gap, '+0.0%;"−"0.0%;0.0%') for gap in (comparison.difference, comparison.low, comparison.high)]
        rows.append([comparison.name, "Difference, members less the rest", None, None, *gaps, comparison.missing or None])
    sheet.table(heads, rows, frozen=True)


def _segments(book: Book, report: Report, footer: str) -> None:
    sheet = Sheet(book, "Segments", f"Active members by segment, {report.quarter.name}", ["Segments too small to be shown stand together."], footer=footer)
    rows = [(segment.name if segment.name is not None else "Too small to be shown, together", segment.active) for segment in report.segments]
    sheet.table((Column("Segment", 44), Column("Active members", 16)), rows, frozen=True)


def _audit(book: Book, report: Report, footer: str) -> None:
    sheet = Sheet(book, "Audit", "Where each figure comes from", ["The command prints the same table from the same data."], footer=footer)
    heads = (
        *(Column("Figure", 28), Column("Shown", 11), Column("Metric", 20), Column("Column", 18), Column("Definition", 50)),
        *(Column("Command", 42, fixed=True), Column("Rows behind it", 28), Column("Snapshots", 14), Column("Assumptions", 20), Column("Note", 34)),
        Column("SQL", 80, fixed=True),
    )
    sheet.table(heads, [_trace(report, trace) for trace in report.traces], frozen=True, height=150)


def _trace(report: Report, trace: Trace) -> Sequence[Cell]:
    return [
        *(trace.name, trace.shown, trace.metric, trace.column, report.definitions.get(trace.metric, "")),
        *(trace.command, inputs(trace), ", ".join(map(str, trace.snapshots)), ", ".join(trace.assumptions), trace.note),
        "\n\n".join(query.sql for query in trace.queries),
    ]


def _snapshots(book: Book, report: Report, footer: str) -> None:
    sheet = Sheet(book, "Snapshots", "Snapshots in use", [f"What had come in, times in {report.zone}."], footer=footer)
    heads = (("Number", 10), ("Kind", 18), ("Source", 24), ("Came in", 19), ("By", 24), ("File", 50), ("Rows", 12))
    rows = [
        (used.snapshot_id, used.kind, used.source, local(report, used.imported_at), used.imported_by, used.file_name, used.rows) for used in report.snapshots
    ]
    sheet.table([Column(*head) for head in heads], rows, frozen=True)


def _definitions(book: Book, report: Report, footer: str) -> None:
    sheet = Sheet(book, "Definitions", "What the metrics mean", footer=footer)
    sheet.table((Column("Metric", 26), Column("Definition", 120)), sorted(report.definitions.items()), frozen=True)
