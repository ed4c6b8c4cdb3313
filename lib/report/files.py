"""The files of a report, by the endings of their names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lib.errors import CommandError
from lib.report.report import Report
from lib.store.closed_quarters import Closing

Writer = Callable[[Report, Closing | None], bytes]
"""Of a quarter that was closed it takes the closing in force, so that the file says so."""


@dataclass(frozen=True)
class Kind:
    """A kind of file: what people call it, its media type, and what writes it. ``writer`` loads its library when it is first asked."""

    name: str
    media_type: str
    writer: Callable[[], Writer]


def _pdf() -> Writer:
    from lib.report.pdf import pdf

    return pdf


def _slides() -> Writer:
    from lib.report.slides import slides

    return slides


def _workbook() -> Writer:
    from lib.report.workbook import workbook

    return workbook


def _web_page() -> Writer:
    from lib.report.web_page import web_page

    return web_page


WRITERS: Mapping[str, Kind] = {
    ".pdf": Kind("PDF", "application/pdf", _pdf),
    ".pptx": Kind("Slides", "application/vnd.openxmlformats-officedocument.presentationml.presentation", _slides),
    ".xlsx": Kind("Workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _workbook),
    ".html": Kind("Web page", "text/html", _web_page),
}


def kind(suffix: str) -> Kind:
    """The kind of file with that ending, such as ``.pdf``; CommandError where reports are not written as such."""
    found = WRITERS.get(suffix.lower())
    if found is None:
        endings = ", ".join(WRITERS)
        raise CommandError("A report is not written as such a file.", found=suffix or "a name without an ending", hint=f"end the name with one of {endings}")
    return found


def written(report: Report, suffix: str, closing: Closing | None = None) -> bytes:
    """The file. ``closing``: that in force, where ``report`` is the kept one of a closed quarter."""
    return kind(suffix).writer()(report, closing)


def file_name(report: Report, suffix: str) -> str:
    """``community-report-2026Q3.pdf``."""
    return f"community-report-{report.quarter.key}{suffix}"
