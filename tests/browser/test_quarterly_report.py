"""An executive opens the quarterly report, on a desk and on a phone, by day and by night, and takes it along."""

import io
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Page = Any
DESK, PHONE = 1440, 390


def opened(page: Page, address: str, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{address}/quarterly_report")
    page.get_by_role("heading", name="What we can't say").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_an_executive_reads_the_quarter(served: str, page: Page, width: int, scheme: str) -> None:
    opened(page, served, width, scheme)
    page.locator("[data-testid=stVegaLiteChart] svg").first.wait_for()
    page.get_by_test_id("stMetric").nth(4).wait_for()
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_text("could not be drawn").count() == 0
    assert "quarter=" in page.url
    across = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - document.querySelector('[data-testid=stMain]').clientWidth")
    assert across <= 0  # nothing to scroll sideways
    ground = page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")


@pytest.mark.parametrize(("width", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_an_executive_takes_the_pdf_along(served: str, page: Page, width: int, scheme: str) -> None:
    opened(page, served, width, scheme)
    name, content = taken(page, "PDF")
    assert name.startswith("community-report-")
    assert content.startswith(b"%PDF")


def test_the_other_files_are_what_they_are_called(served: str, page: Page) -> None:
    opened(page, served, DESK, "light")
    for label, ending, magic in (("Slides", ".pptx", b"pk\x03\x04"), ("Workbook", ".xlsx", b"pk\x03\x04"), ("Web page", ".html", b"<!doctype")):
        name, content = taken(page, label)
        assert name.endswith(ending)
        assert content[:16].lower().startswith(magic)
        assert b"__streamlit" not in content  # what the app's own document is told is not for files


def taken(page: Page, label: str) -> tuple[str, bytes]:
    """The name and the bytes of the file behind a button."""
    with page.expect_download() as started:
        page.get_by_role("button", name=label, exact=True).click()
    return started.value.suggested_filename, Path(started.value.path()).read_bytes()


def test_where_a_number_comes_from_is_one_click_away(served: str, page: Page) -> None:
    opened(page, served, DESK, "light")
    page.get_by_role("button", name="Where from").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Where this number comes from").wait_for()
    dialog.get_by_text("python -m lib metric").first.wait_for()
    dialog.get_by_text("SELECT").first.wait_for()


def test_an_analyst_closes_the_quarter_and_opens_it_again(served: str, page: Page) -> None:
    opened(page, served, DESK, "light")
    page.get_by_role("button", name="Close the quarter").click()
    page.get_by_role("dialog").get_by_role("button", name="Close it").click()
    page.get_by_text("Closed on").first.wait_for()
    page.get_by_text("Today's data give the same figures.").wait_for()
    page.get_by_role("button", name="Open again").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Why").fill("The forum was read twice.")
    dialog.get_by_role("button", name="Open it").click()
    page.get_by_role("button", name="Close the quarter").wait_for()
    page.get_by_text("When this quarter was closed, and by whom").click()
    page.get_by_role("cell", name="The forum was read twice.").wait_for()


def test_on_paper_everything_that_is_seen_is_there(served: str, page: Page) -> None:
    pypdf = pytest.importorskip("pypdf")
    opened(page, served, DESK, "light")
    printed = page.pdf(format="A4", print_background=True)
    said = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(printed)).pages)
    said = " ".join(said.split())
    for name in ("What the programme was worth", "Members beside tickets", "Goals of the quarter", "What we can"):
        assert name in said
