"""A quarter that is asked for is one whose days, and those it is compared with, the calendar has."""

import pytest

from lib.errors import CommandError
from lib.report.quarter import Quarter


@pytest.mark.parametrize("text", ["2026Q3", "2026 q3", "Q3 2026", " 2026-Q3 "])
def test_it_is_written_in_several_ways(text: str) -> None:
    assert Quarter.parse(text).key == "2026Q3"


@pytest.mark.parametrize("text", ["9999Q4", "0001Q1", "0000Q1", "2026Q5", "", "Q3"])
def test_what_is_no_quarter_is_refused_in_words(text: str) -> None:
    with pytest.raises(CommandError, match="That is no quarter"):
        Quarter.parse(text)


def test_the_first_and_last_that_can_be_asked_for_have_all_their_days() -> None:
    first, last = Quarter.parse("1000Q1"), Quarter.parse("9998Q4")
    assert first.year_before.previous.period.length > 0
    assert last.period.end.year == 9999
