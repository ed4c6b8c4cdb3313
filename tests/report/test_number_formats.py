"""A cell that is a number shows the words of the report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.report.figure import Unit, ratio
from lib.report.number_formats import number_format
from lib.wording import money
from tests.report.spreadsheet import shows


@pytest.mark.parametrize(
    ("said", "value", "expected"),
    [
        ("1,998", 1998.0, '#,##0;"−"#,##0;#,##0'),
        ("76%", 0.7619, '#,##0%;"−"#,##0%;#,##0%'),
        ("+39", 38.53, '+#,##0;"−"#,##0;+#,##0'),
        ("€48.50", 48.5, '"€"#,##0.00;"−""€"#,##0.00;"€"#,##0.00'),
        ("12 min", 0.2, '"12 min"'),
        ("—", 0.2, '"—"'),
    ],
)
def test_the_format_says_what_is_said(said: str, value: float, expected: str) -> None:
    assert number_format(said, value) == expected


@given(unit=st.sampled_from(list(Unit)), value=st.floats(0, 1e7) | st.integers(0, 8000).map(lambda eighths: eighths / 8))
def test_a_cell_shows_a_figure_as_the_report_says_it(unit: Unit, value: float) -> None:
    assert shows(number_format(unit.said(value), value), value) == unit.said(value)


@given(value=st.floats(-1e7, 1e7) | st.integers(-8000, 8000).map(lambda eighths: eighths / 8), currency=st.sampled_from(["EUR", "PLN", "USD"]))
def test_a_cell_shows_money_and_returns_as_the_report_says_them(value: float, currency: str) -> None:
    assert shows(number_format(money(value, currency), value), value) == money(value, currency)
    assert shows(number_format(ratio(value), value), value) == ratio(value)
    assert shows(number_format(Unit.SCORE.said(value), value), value) == Unit.SCORE.said(value)
