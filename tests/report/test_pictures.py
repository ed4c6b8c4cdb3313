"""The charts of a report: drawn where something is known, as SVG in print's colours and typeface."""

import re
from dataclasses import replace
from xml.etree import ElementTree

from lib.charts.printed_font import NAME
from lib.charts.printed_theme import ROLES
from lib.report.pictures import pictures
from lib.report.report import CASES
from tests.report.reports import bare, full


def test_a_full_report_has_every_chart_and_an_empty_one_none() -> None:
    trends = {f"trend_{figure.key}" for figure in full().figures}
    assert set(pictures(full())) == {"value_range", "tornado", "members", "tickets", *trends}
    assert pictures(bare()) == {}


def test_they_stand_alone_in_one_page() -> None:
    drawn = pictures(full())
    names = [name for picture in drawn.values() for name in re.findall(r'\bid="([^"]+)"', picture.svg)]
    assert len(names) == len(set(names))
    for name, picture in drawn.items():
        assert picture.alt
        assert ElementTree.fromstring(picture.svg).tag.endswith("svg")  # noqa: S314
        assert "<image" not in picture.svg, name
        assert not set(re.findall(r'\b(?:fill|stroke)="([^"]*)"', picture.svg)) & {*ROLES, "currentColor"}
        assert all(family.startswith(NAME) for family in re.findall(r'font-family="([^"]*)"', picture.svg))


def test_without_a_cost_the_value_stands_alone() -> None:
    worth = full().worth
    free = tuple(replace(worth.case(name), programme_cost=None, net=None, roi=None) for name in CASES)  # type: ignore[arg-type]
    drawn = pictures(full(worth=replace(worth, cases=free)))
    assert drawn["value_range"].alt.startswith("Value, before the programme's cost")
    assert "tornado" not in drawn
