"""The first column of a table with a row a period."""

from collections.abc import Sequence
from datetime import date

from lib.scope import Grain
from lib.wording import period_name


def named_periods(starts: Sequence[date], by: Grain) -> dict[str, list[str]]:
    """The column's head and its texts: ``Week of`` above ``16 Nov 2026``."""
    if by is Grain.WEEK:
        return {"Week of": [period_name(start, by).removeprefix("Week of ") for start in starts]}
    return {by.value.capitalize(): [period_name(start, by) for start in starts]}
