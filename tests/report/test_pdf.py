"""The PDF: every figure in the report's words, readable by machines and screen readers, complete in itself, whatever the texts hold."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pypdf
import pytest

from lib.report.pdf import pdf
from lib.report.report import Assumption, Report
from lib.store.closed_quarters import Closing
from tests.report.reports import bare, full

HOSTILE = '#eval("1") $x^2$ *bold* _it_ @ref <label> [b] {c} `raw` // no comment /* */ \\u{41} = head "quotes" -- ~ https://example.org'


@cache
def opened() -> pypdf.PdfReader:
    """The full report."""
    return pypdf.PdfReader(io.BytesIO(pdf(full())))


def text(reader: pypdf.PdfReader) -> str:
    """All that is written, in one line; places where a long word may break left out."""
    written = " ".join(page.extract_text() for page in reader.pages).replace("\u200b", "").replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", written)


def said(report: Report) -> str:
    """What its PDF says."""
    return text(pypdf.PdfReader(io.BytesIO(pdf(report))))


def objects(reader: pypdf.PdfReader) -> Iterator[dict[str, Any]]:
    """Every dictionary of the file."""
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        found = reader.get_object(number)
        if isinstance(found, dict):
            yield found


def test_a_full_report_has_two_pages() -> None:
    assert len(opened().pages) == 2
    assert all((round(page.mediabox.width), round(page.mediabox.height)) == (595, 842) for page in opened().pages)


def test_every_figure_stands_in_it_as_the_report_says_it() -> None:
    written = text(opened())
    for figure in full().figures:
        assert {part for part in (figure.name, figure.said, figure.interval, figure.beside, figure.previous.said) if part not in written} == set()
    for part in ("€2,466", "€18,407", "€32,577", "20.6%", "€31.91", "2.1%", "10.4%", "No relation shown."):
        assert part in written


def test_polish_and_cyrillic_come_out_as_written() -> None:
    assert "Zażółć gęślą jaźń" in text(opened())
    assert "Czego nie wiemy: źródło «Поддержка» milczy." in text(opened())


def test_it_is_tagged_titled_and_in_a_language() -> None:
    root: Any = opened().trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert (opened().metadata or {})["/Title"].startswith("Community report, Q3 2026")
    assert b"pdfuaid" in root["/Metadata"].get_data()
    kinds = {str(found["/S"]) for found in objects(opened()) if "/P" in found and "/S" in found}
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/L"} <= kinds


def test_charts_are_vectors_with_their_finding_in_words() -> None:
    found = list(objects(opened()))
    assert not [one for one in found if one.get("/Subtype") == "/Image"]
    alts = [str(one["/Alt"]) for one in found if one.get("/S") == "/Figure"]
    assert len(alts) == 9
    assert any("€18,407 most likely" in alt for alt in alts)


def test_every_letter_is_brought_along() -> None:
    described = [found for found in objects(opened()) if found.get("/Type") == "/FontDescriptor"]
    assert described
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(found) for found in described)
    assert {str(found["/FontName"]).partition("+")[2] for found in described} == {"SourceSansPro-Regular", "SourceSansPro-Semibold"}


@pytest.mark.parametrize("hostile", [HOSTILE, "https://example.org/" + "a" * 300, '\'); #panic() ; #read("/etc/passwd")'])
def test_no_text_is_taken_for_markup(hostile: str) -> None:
    report = full(headline=hostile, summary=hostile, well=(hostile,), unknown=(hostile,))
    assert said(report).replace(" ", "").count(hostile.replace(" ", "")) >= 4


@pytest.mark.parametrize("foreign", ["שלום עולם", "社区健康", "🙂 ok"])
def test_letters_that_the_typeface_lacks_do_not_stop_it(foreign: str) -> None:
    assert "Community report" in said(full(summary=foreign))


def test_many_and_long_texts_flow_to_further_pages() -> None:
    long = "a reason that needs many words " * 20
    extra = tuple(Assumption(f"a{place}", f"Assumption {place}", "money", 1.0, 2.0, 3.0, long, f"end{place}") for place in range(30))
    written = said(full(worth=replace(full().worth, assumptions=extra), unknown=tuple(f"{long}stop{place}" for place in range(30))))
    assert all(f"end{place}" in written and f"stop{place}" in written for place in range(30))


def test_an_empty_report_says_what_is_missing_and_has_no_amount() -> None:
    written = said(bare())
    assert "There are no data of Q3 2026." in written
    assert "Enter what one support ticket costs." in written
    assert "No activity was brought in yet." in written
    assert "€" not in written


def test_it_says_when_and_by_whom_the_quarter_was_closed() -> None:
    closing = Closing(1, date(2026, 7, 1), datetime(2026, 10, 6, 8, 0, tzinfo=UTC), "ana", 41, "", None, None, None)
    assert "Closed on 6 Oct 2026 by ana" in text(pypdf.PdfReader(io.BytesIO(pdf(full(), closing))))
    assert "Closed on" not in text(opened())


def test_the_same_report_gives_the_same_file() -> None:
    assert pdf(bare()) == pdf(bare())
