"""Whether a quarter is known is told of each kind by itself, with the reason."""

from datetime import date

import pytest

from lib.report.coverage import Coverage
from lib.report.quarter import Quarter
from lib.scope import Period

Q1, Q2, Q3, Q4 = (Quarter(date(2026, month, 1)) for month in (1, 4, 7, 10))
SOME = Coverage({"activity": Period.of(date(2026, 2, 3), date(2026, 8, 12)), "customer": Period.of(date(2026, 1, 1), date(2026, 8, 20))}, date(2026, 8, 20))


@pytest.mark.parametrize(
    ("kind", "quarter", "absent"),
    [
        ("ticket", Q2, "No support ticket was brought in yet."),
        ("survey_response", Q2, "No survey answer was brought in yet."),
        ("activity", Quarter(date(2025, 10, 1)), "The activities begin on 3 Feb 2026, after Q4 2025."),
        ("activity", Q4, "Q4 2026 has not begun."),
        ("activity", Q1, ""),
        ("activity", Q3, ""),
    ],
)
def test_why_nothing_is_known(kind: str, quarter: Quarter, absent: str) -> None:
    assert SOME.absent(kind, quarter) == absent


@pytest.mark.parametrize(
    ("quarter", "partly"), [(Q1, "The activities begin on 3 Feb 2026, within Q1 2026."), (Q2, ""), (Q3, "Q3 2026 is not over."), (Q4, "Q4 2026 has not begun.")]
)
def test_why_it_is_not_wholly_known(quarter: Quarter, partly: str) -> None:
    assert SOME.partly("activity", quarter) == partly
    assert SOME.whole("activity", quarter) is (not partly)


def test_data_that_end_early_leave_a_quarter_unfinished() -> None:
    later = Coverage(SOME.periods, date(2027, 1, 5))
    assert later.partly("activity", Q3) == "The activities end on 12 Aug 2026, within Q3 2026."
    assert later.absent("activity", Q4) == "The activities end on 12 Aug 2026, before Q4 2026."
    assert not later.over(Q3)
    assert not later.running(Q3)
    assert later.over(Q2)


def test_the_last_day_is_that_of_what_comes_by_itself() -> None:
    assert [SOME.until(quarter) for quarter in (Q1, Q2, Q3, Q4)] == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 8, 12), None]
    assert Coverage({"customer": SOME.periods["customer"]}, SOME.today).until(Q3) == date(2026, 8, 20)
    assert Coverage({}, SOME.today).until(Q3) is None


def test_a_day_that_is_not_over_counts_only_where_there_is_no_other() -> None:
    today = date(2026, 8, 12)
    assert Coverage(SOME.periods, today).last_over("activity", Q3) == date(2026, 8, 11)
    assert Coverage({"activity": Period.of(today, today)}, today).last_over("activity", Q3) == today
    assert SOME.last_over("activity", Q2) == date(2026, 6, 30)
    assert SOME.last_over("ticket", Q2) is None
