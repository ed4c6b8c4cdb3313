"""What stands in more than one file of a report and is no figure: the days it is about, an amount, where an assumption comes from."""

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from lib.report.clean import clean_text
from lib.report.quarter import Quarter
from lib.report.report import Assumption, Report, Trace
from lib.store.closed_quarters import Closing
from lib.wording import UNKNOWN, day, money, share, span

NOT_ENTERED = "not entered"
CASE_NAMES = {"low": "Low", "base": "Base", "high": "High"}
CAVEAT = "Members chose to join: what they do better is not shown to be the community's effect."


def title(report: Report) -> str:
    """``Community report, Q3 2026``."""
    return f"Community report, {report.quarter.name}"


def about(report: Report) -> str:
    """The days, and how far the data reach: ``1 Jul to 30 Sep 2026, Europe/Warsaw; data to 30 Sep 2026``."""
    until = f"data to {day(report.until)}" if report.until else "no data"
    return f"{span(report.quarter.period)}, {report.zone}; {until}"


def unfinished(report: Report) -> str:
    """Says so where the quarter is not over, or its data do not reach its end; else empty."""
    if report.over or report.until is None:
        return ""
    return f"{report.quarter.name} is not complete: these figures are of its days to {day(report.until)}."


def compared(report: Report) -> str:
    """What changes are against."""
    return f"Changes against {report.quarter.previous.name}, and against {report.quarter.year_before.name}."


def unknown_changes(report: Report) -> list[str]:
    """``NPS against Q3 2025: The survey answers begin later.``, for each change that is not known while the figure is."""
    return [
        f"{figure.name} against {Quarter(change.quarter).name}: {change.missing}"
        for figure in report.figures
        for change in (figure.previous, figure.year_before)
        if figure.value is not None and change.missing
    ]


def made(report: Report) -> str:
    """``Made 5 Oct 2026, 09:00, from version 41 of the data``."""
    at = local(report, report.made_at)
    return f"Made {day(at)}, {at:%H:%M}, from version {report.store_version:,} of the data"


def closed(report: Report, closing: Closing | None) -> str:
    """``Closed on 6 Oct 2026 by ana``; empty where the quarter is open."""
    return f"Closed on {day(local(report, closing.closed_at))} by {clean_text(closing.closed_by)}" if closing else ""


def local(report: Report, instant: datetime) -> datetime:
    """An instant on the clock of the report's zone, without it: as spreadsheets want it."""
    return instant.astimezone(ZoneInfo(report.zone)).replace(tzinfo=None)


def amount(value: float | None, unit: Literal["share", "money"], currency: str) -> str:
    """The value of an assumption: ``31%``, ``€48``, ``€48.50``, ``20.6%``; ``—`` where it is not known."""
    if value is None:
        return UNKNOWN
    if unit == "share":
        return share(value, 0 if abs(value * 100 - round(value * 100)) < 0.005 else 1)
    return money(value, currency, 0 if abs(value - round(value)) < 0.005 or abs(value) >= 1000 else 2)


def spread(assumption: Assumption, currency: str) -> str:
    """Its one value, or all three: ``22% low, 31% base, 39% high``; ``not entered``."""
    values = (assumption.low, assumption.base, assumption.high)
    if all(value is None for value in values):
        return NOT_ENTERED
    said = [amount(value, assumption.unit, currency) for value in values]
    return said[1] if len(set(values)) == 1 else f"{said[0]} low, {said[1]} base, {said[2]} high"


def origin(assumption: Assumption) -> str:
    """Source, reason, who and when, as far as they were given."""
    by = f"{assumption.stated_by or 'entered'}, {day(assumption.stated_at)}" if assumption.stated_at else ""
    parts = [part for part in (assumption.source, assumption.reason, by) if part]
    return "; ".join(parts) or unsourced(assumption)


def unsourced(assumption: Assumption) -> str:
    """What stands where a source should, and none was given."""
    if assumption.base is None:
        return NOT_ENTERED
    return "no source given" if assumption.stated_at else "our default, not entered by anybody"


def defined(report: Report, figure: str) -> str:
    """The first sentence of the definition of the metric behind a figure; empty where none is kept."""
    trace = next((trace for trace in report.traces if trace.figure == figure), None)
    text = report.definitions.get(trace.metric, "") if trace else ""
    return text.partition("\n")[0]


def inputs(trace: Trace) -> str:
    """``1,016 rows of Activities, 270 of Support tickets``."""
    return "; ".join(f"{counted.title}: {counted.rows:,} rows" for counted in trace.inputs)
