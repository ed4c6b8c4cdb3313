"""The page stands alone: it runs and fetches nothing, shows every text as text, and can be read by machines that read aloud."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from lib.charts.printed_theme import dark, light
from lib.report.quarter import Quarter
from lib.report.report import Report
from lib.report.web_page import web_page
from tests.report.reports import bare, full

EACH = pytest.mark.parametrize("report", [full(), bare()], ids=["full", "bare"])
EMPTY = {"meta", "br", "hr", "img", "input", "link", "source", "wbr"}


class Page(HTMLParser):
    """A page taken apart: its elements with their attributes, its texts, its style sheets, and whether each element is closed."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.styles = ""
        self.feed(content.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.styles += data
        elif data.strip():
            self.texts.append(" ".join(data.split()))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@EACH
def test_the_page_runs_nothing_and_asks_nothing_of_another_host(report: Report) -> None:
    content = web_page(report)
    page = Page(content)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "iframe", "object", "embed", "img", "base", "form", "foreignobject", "image", "use"}
    attributes = [(name, value or "") for _, found in page.elements for name, value in found.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name in ("src", "srcset", "href", "xlink:href", "action")]
    assert not [value for name, value in attributes if "://" in value and name != "aria-label"]
    assert not re.search(r"@import|url\((?!#)", page.styles + " ".join(value for _, value in attributes))


@EACH
def test_every_element_is_closed_and_every_id_is_there_once(report: Report) -> None:
    page = Page(web_page(report))
    assert page.open == []
    ids = [found["id"] for _, found in page.elements if "id" in found]
    assert len(ids) == len(set(ids))
    assert {found["aria-labelledby"] for _, found in page.elements if "aria-labelledby" in found} <= set(ids)


@EACH
def test_headings_and_tables_can_be_read_aloud(report: Report) -> None:
    page = Page(web_page(report))
    assert page.all("html")[0]["lang"] == "en"
    assert len(page.all("h1")) == 1
    assert page.all("th")
    assert {head.get("scope") for head in page.all("th")} == {"col", "row"}


def test_pictures_say_what_they_show() -> None:
    page = Page(web_page(full()))
    figures = page.all("figure")
    assert len(figures) == len(page.all("svg")) == 12
    assert [figure.get("class") for figure in figures].count("wide") == [figure.get("class") for figure in figures].count("narrow") == 3
    assert all(figure["role"] == "img" and figure["aria-label"] for figure in figures)
    assert Page(web_page(bare())).all("svg") == []


def test_every_text_is_shown_as_text() -> None:
    report = full(headline="<script>alert(1)</script> & \x00\ud800", well=("<img src=https://example.org/x>",))
    page = Page(web_page(replace(report, worth=replace(report.worth, currency='"><b>'))))
    assert not page.all("script") + page.all("img") + page.all("b")
    assert "<script>alert(1)</script> &" in page.texts
    assert '=HYPERLINK("http://example.org")' in page.texts


def test_both_modes_take_the_themes_colours() -> None:
    styles = Page(web_page(full())).styles
    bright, night = styles.split("@media (prefers-color-scheme: dark)")[:2]
    assert f"--page: {light()['backgroundColor']}; " in bright
    assert f"--page: {dark()['backgroundColor']}; " in night
    assert "@media print" in styles


def test_a_figure_that_is_known_for_fewer_quarters_stands_under_its_own() -> None:
    report = full()
    first, second, *others = report.series
    text = web_page(replace(report, series=(replace(first, points=()), replace(second, points=second.points[-1:]), *others))).decode()
    table = text[text.index("<caption>* That quarter") :].partition("</table>")[0]
    quarters = [Quarter(point.quarter).name for point in others[0].points]
    rows = [re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) for row in table.split("<tr>")[1:]]
    assert rows[0] == ["Figure", *quarters]
    assert rows[1] == [first.name, *["—"] * len(quarters)]
    last = second.points[-1]
    assert rows[2] == [second.name, *["—"] * (len(quarters) - 1), f"{second.unit.said(last.value)}{'' if last.complete else '*'}"]


def test_a_quarter_that_is_not_complete_says_so() -> None:
    said = "Q3 2026 is not complete: these figures are of its days to 30 Sep 2026."
    assert said in Page(web_page(full(over=False))).texts
    assert said not in Page(web_page(full())).texts
