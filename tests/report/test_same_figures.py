"""All files of one report hold the same words for its figures."""

from datetime import UTC, date, datetime

import pytest

from lib.errors import CommandError
from lib.report import files
from lib.report.figure import ratio
from lib.report.report import Report
from lib.store.closed_quarters import Closing
from lib.wording import money
from tests.report.read_files import READ, squeezed
from tests.report.reports import bare, full


def _words(report: Report) -> list[str]:
    """What every file has to hold."""
    found = [report.headline, report.growth.verdict.rstrip("."), *report.well, *report.money, *report.unknown]
    for figure in report.figures:
        found += [figure.name, *([figure.said, figure.interval] if figure.value is not None else [figure.missing])]
        found += [figure.previous.said] if figure.previous.size else []
    for case in report.worth.cases:
        found += [money(case.net, report.worth.currency), ratio(case.roi)] if case.net is not None else []
    return [*found, *(goal.said for goal in report.goals), *([report.worth.missing] if report.worth.missing else [])]


def test_there_is_a_file_for_every_way_to_read_one() -> None:
    assert set(files.WRITERS) == set(READ)


@pytest.mark.parametrize("suffix", READ)
@pytest.mark.parametrize("report", [full(), bare()], ids=["full", "bare"])
def test_a_file_holds_the_reports_words(report: Report, suffix: str) -> None:
    text = squeezed(READ[suffix](files.written(report, suffix)))
    assert [words for words in _words(report) if squeezed(words) not in text] == []


@pytest.mark.parametrize("suffix", READ)
def test_a_file_of_a_closed_quarter_says_when_and_by_whom_it_was_closed(suffix: str) -> None:
    closing = Closing(1, date(2026, 7, 1), datetime(2026, 10, 5, 22, 30, tzinfo=UTC), "an\x07a", 41, "", None, None, None)
    said = "on 6 Oct 2026 by ana"  # the day is that of the report's zone
    assert said in READ[suffix](files.written(full(), suffix, closing))
    assert said not in READ[suffix](files.written(full(), suffix))


def test_a_file_is_named_for_its_quarter() -> None:
    assert files.file_name(full(), ".pdf") == "community-report-2026Q3.pdf"
    assert files.kind(".PDF").media_type == "application/pdf"


@pytest.mark.parametrize("suffix", ["", ".doc", "pdf"])
def test_another_ending_is_refused_in_words(suffix: str) -> None:
    with pytest.raises(CommandError, match=r"end the name with one of \.pdf, \.pptx, \.xlsx, \.html"):
        files.kind(suffix)
