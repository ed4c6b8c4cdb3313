"""The workbook's sheet on what the community was worth: counted, assumed and estimated stand apart."""

from collections.abc import Sequence

from lib.report.estimates import estimates
from lib.report.phrases import CASE_NAMES, amount, local, unsourced
from lib.report.report import Report
from lib.report.sheet import Book, Cell, Column, Sheet, shown
from lib.wording import money

COLUMNS = (44, 15, 15, 15, 15, 40, 40, 20, 20)


def value_sheet(book: Book, report: Report, footer: str) -> None:
    """The sheet Value."""
    worth = report.worth
    lines = [line for line in (worth.sentence, worth.missing, "" if worth.missing else f"Money in {worth.currency}.") if line]
    sheet = Sheet(book, "Value", f"What the programme was worth in {report.quarter.name}", lines, footer=footer)
    _counted(sheet, report)
    _assumed(sheet, report)
    _estimated(sheet, report)
    _swings(sheet, report)
    _break_even(sheet, report)


def _columns(*heads: str) -> list[Column]:
    return [Column(head, width) for head, width in zip(heads, COLUMNS, strict=False)]


def _counted(sheet: Sheet, report: Report) -> None:
    sheet.heading("Counted", "Observed in this community.")
    sheet.table(_columns("What", "Number"), [("Questions that members solved without staff", report.worth.self_solved)])


def _assumed(sheet: Sheet, report: Report) -> None:
    worth = report.worth
    sheet.heading("Assumed", "Not counted here: each with where it comes from, why, who entered it and when. Empty: not entered.")
    rows: list[Sequence[Cell]] = []
    for one in worth.assumptions:
        numbers = [shown(value, amount(value, one.unit, worth.currency)) for value in (one.low, one.base, one.high)]
        unit = worth.currency if one.unit == "money" else "share"
        at = local(report, one.stated_at) if one.stated_at else None
        rows.append([one.name, *numbers, unit, one.source or unsourced(one), one.reason, one.stated_by, at])
    sheet.table(_columns("Assumption", "Low", "Base", "High", "Unit", "Source", "Reason", "Entered by", "Entered at"), rows)


def _estimated(sheet: Sheet, report: Report) -> None:
    worth = report.worth
    sheet.heading("Estimated", "What follows from both. Low and high take every assumption at its low and its high end.")
    rows: list[Sequence[Cell]] = []
    for line in estimates(worth, each=True):
        numbers = [shown(number, said) for number, said in zip(line.numbers, line.said, strict=True)]
        why = worth.missing if all(number is None for number in line.numbers) else ""
        rows.append([line.name, *numbers, line.unit, why])
    sheet.table(_columns("Estimate", *CASE_NAMES.values(), "Unit", "Why not"), rows)


def _swings(sheet: Sheet, report: Report) -> None:
    currency = report.worth.currency
    sheet.heading("What moves the result most", "Net where one assumption alone goes from its low to its high end, all others at base.")
    rows: list[Sequence[Cell]] = []
    for swing in report.worth.swings:
        ends = [shown(end, amount(end, swing.unit, currency)) for end in (swing.low, swing.high)]
        nets = [shown(net, money(net, currency)) for net in (swing.net_low, swing.net_high)]
        rows.append([swing.name, *ends, *nets, swing.by])
    sheet.table(_columns("Assumption", "Its low end", "Its high end", "Net at low end", "Net at high end", "Why these ends"), rows)


def _break_even(sheet: Sheet, report: Report) -> None:
    worth = report.worth
    sheet.heading("Break-even", "The value of one assumption at which the base case's net is zero, all others at base.")
    rows = [(one.name, shown(one.value, amount(one.value, one.unit, worth.currency)), None, None, None, one.missing) for one in worth.break_even]
    sheet.table(_columns("Assumption", "Break-even at", "", "", "", "Why none"), rows)
