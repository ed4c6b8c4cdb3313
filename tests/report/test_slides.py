"""The slides open, hold every figure in words, and their charts are native ones with the report's numbers."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Inches

from lib.report.fitting import height
from lib.report.report import Report
from lib.report.slides import slides
from tests.report.reports import bare, full

LONG = "Members, tickets and questions: what happened in the quarter, and why one cannot be sure of it. " * 4
LONG_ONE = full(
    headline=LONG,
    summary=LONG * 2,
    well=(LONG,) * 9,
    money=(LONG * 9,),
    goals=full().goals * 6,
    figures=tuple(replace(figure, name=figure.name * 2, beside=LONG) for figure in full().figures),
    worth=replace(full().worth, sentence=LONG, assumptions=tuple(replace(one, reason=LONG) for one in full().worth.assumptions)),
)
EACH = pytest.mark.parametrize("report", [full(), bare(), LONG_ONE], ids=["full", "bare", "long"])


def opened(report: Report) -> Any:
    return Presentation(io.BytesIO(slides(report)))


def texts(deck: Any) -> list[str]:
    """Every paragraph and cell on the slides."""
    found = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found += [paragraph.text for paragraph in shape.text_frame.paragraphs]
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def charts(deck: Any) -> Iterator[tuple[str, list[tuple[Any, ...]], str]]:
    """Each chart's alternative text, the values of its series, and what it is drawn with."""
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                alt = shape._element.nvGraphicFramePr.cNvPr.get("descr")
                yield alt, [tuple(series.values) for series in shape.chart.plots[0].series], shape.chart.chart_type.name


@EACH
def test_every_slide_has_a_title_notes_and_a_footer(report: Report) -> None:
    deck = opened(report)
    assert (deck.slide_width, deck.slide_height) == (Inches(13.333), Inches(7.5))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(titles) == len(set(titles)) >= 6
    assert all(titles)
    for slide in deck.slides:
        assert slide.notes_slide.notes_text_frame.text.strip()
        assert any(shape.has_text_frame and shape.text_frame.text.startswith("Community report, Q3 2026 · ") for shape in slide.shapes)


def test_every_figure_stands_on_the_first_slide_in_the_reports_words() -> None:
    report = full()
    (first, *_) = opened(report).slides
    said = [paragraph.text for shape in first.shapes if shape.has_text_frame for paragraph in shape.text_frame.paragraphs]
    assert said[0] == report.headline
    for figure in report.figures:
        assert {figure.name, figure.said, figure.interval, f"{figure.previous.said} on Q2 2026"} <= set(said)


def test_what_is_not_known_says_why() -> None:
    said = texts(opened(bare()))
    assert said.count("No activity was brought in yet.") == 6
    assert "There is no figure in money." in said
    assert not any("€" in text for text in said)
    assert list(charts(opened(bare()))) == []


def test_charts_are_native_and_hold_the_reports_numbers() -> None:
    report = full()
    drawn = list(charts(opened(report)))
    worth, weeks = report.worth, report.growth.weeks
    expected: list[list[tuple[Any, ...]]] = [[tuple(point.value for point in series.points)] for series in report.series]
    expected.append([tuple(case.net for case in worth.cases)])
    expected.append([tuple(swing.net_low for swing in worth.swings), tuple(swing.net_high for swing in worth.swings)])
    expected += [[tuple(week.mau for week in weeks)], [tuple(week.tickets for week in weeks)]]
    assert [values for _, values, _ in drawn] == expected
    assert [kind for _, _, kind in drawn] == ["LINE_MARKERS"] * 5 + ["BAR_CLUSTERED"] * 2 + ["LINE"] * 2
    assert drawn[5][0] == "Value less cost: low €2,466, base €18,407, high €32,577"
    assert all(alt for alt, _, _ in drawn)


@EACH
def test_no_text_leaves_its_box_and_no_box_the_slide(report: Report) -> None:
    deck = opened(report)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
            if shape.has_text_frame and shape.text_frame.text:
                paragraphs = shape.text_frame.paragraphs
                size = paragraphs[0].runs[0].font.size.pt
                assert size >= 8
                assert height([paragraph.text for paragraph in paragraphs], size, shape.width / 914_400) <= shape.height / 914_400 + 0.01


def test_control_characters_do_no_harm() -> None:
    assert opened(full(headline="a\x00b\x1bc")).slides[0].shapes.title.text_frame.text == "abc"
