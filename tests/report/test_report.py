"""A report is kept as text and comes back equal."""

import pytest

from lib.report.report import Report, read
from tests.report.reports import bare, full


@pytest.mark.parametrize("report", [full(), bare()], ids=["full", "bare"])
def test_a_kept_report_comes_back_equal(report: Report) -> None:
    assert read(report.json) == report
