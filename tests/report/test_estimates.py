"""The lines that the page and every file take from the worth."""

from dataclasses import replace

from lib.report.estimates import estimates
from lib.wording import money
from tests.report.reports import full


def test_the_parts_of_the_value_are_lines_of_their_own_only_where_there_are_two() -> None:
    names = [line.name for line in estimates(full().worth)]
    converting = tuple(replace(case, conversions=3.0, conversions_value=900.0) for case in full().worth.cases)
    parts = [line for line in estimates(replace(full().worth, cases=converting)) if line.name not in names]
    assert [(line.key, line.said) for line in parts] == [
        ("tickets_value", tuple(money(case.tickets_value, "EUR") for case in converting)),
        ("conversions", ("3",) * 3),
        ("conversions_value", ("€900",) * 3),
    ]
    assert {line.name for line in estimates(full().worth, each=True)} == {*names, *(line.name for line in parts)}
