"""What people come for, from first to last, in a real browser."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lib.records import kind

pytestmark = pytest.mark.browser

ROW = 34
COLUMN = 0.3
"""Where in the table of columns the column to correct is, as a share of the table's width."""

Page = Any


def monthly_active(page: Page) -> int:
    """The first number of Active users."""
    metric = page.get_by_test_id("stMetric").filter(has_text="Monthly active")
    value = metric.get_by_test_id("stMetricValue")
    value.wait_for()
    return int(re.sub(r"\D", "", value.inner_text()))


def choose_column(page: Page, field: str, column: str) -> None:
    """Double-clicks the cell beside a field and types what it is to be fed from. The table is drawn, not made of elements: the place is counted."""
    table = page.get_by_test_id("stDataFrame").first
    table.locator("canvas").first.wait_for()
    editor = page.get_by_test_id("portal").locator("input")
    for _ in range(6):  # the first click may come before the table listens
        box = table.bounding_box()
        page.mouse.dblclick(box["x"] + COLUMN * box["width"], box["y"] + ROW * (1.5 + kind("activity").names.index(field)))
        if seen(editor):
            break
    page.keyboard.type(column)
    page.keyboard.press("Enter")
    editor.wait_for(state="detached")


def choose_newest_snapshot(page: Page) -> None:
    """Ticks the first row of the history."""
    table = page.get_by_test_id("stDataFrame")
    table.locator("canvas").first.wait_for()
    details = page.get_by_role("button", name="Withdraw")
    for _ in range(6):  # the first click may come before the table listens
        box = table.bounding_box()
        page.mouse.click(box["x"] + 14, box["y"] + 1.5 * ROW)
        if seen(details):
            return


def seen(thing: Any) -> bool:
    """Whether it comes to be seen before long."""
    try:
        thing.wait_for(timeout=3_000)
    except Exception as late:
        if "Timeout" not in type(late).__name__:
            raise
        return False
    return True


def strangers_file() -> bytes:
    """Nine days ago twelve people wrote one post each; three more rows cannot be taken."""
    when = datetime.now(UTC) - timedelta(days=9)
    rows = [f"x{number},{when:%Y-%m-%d %H:%M:%S}Z,newcomer{number},general,Hello" for number in range(12)]
    rows += [f"y1,{when + timedelta(days=400):%Y-%m-%d %H:%M:%S}Z,newcomer1,general,From the future", "y2,2026-02-30 10:00:00Z,newcomer1,general,No such day"]
    rows += [f"y3,{when:%Y-%m-%d %H:%M:%S}Z,,general,By nobody"]
    return ("id,created,written_by,category,body\n" + "\n".join(rows) + "\n").encode()


def test_a_visitor_sees_the_demo_community_at_a_glance(served: str, page: Page) -> None:
    page.goto(served)
    page.get_by_role("heading", name="How is the community doing?").wait_for()
    page.get_by_test_id("stMetric").nth(3).wait_for()
    page.locator("[data-testid=stVegaLiteChart] svg").first.wait_for()
    assert page.get_by_test_id("stSidebarNav").get_by_role("link").count() >= 7
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_text("could not be drawn").count() == 0


def test_an_analyst_brings_a_file_in_sees_the_number_change_and_takes_it_back(served: str, page: Page) -> None:
    page.goto(f"{served}/active_users")
    before = monthly_active(page)

    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Upload").click()
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
        {"name": "newcomers.csv", "mimeType": "text/csv", "buffer": strangers_file()}
    )
    page.get_by_text("still need a column").wait_for()
    choose_column(page, "member_id", "written_by")
    page.get_by_text("kind still needs a column").wait_for()
    choose_column(page, "kind", "(always “post”)")

    page.get_by_test_id("stMetric").filter(has_text="Refused").get_by_text("3", exact=True).wait_for()
    for reason in ("In the future", "February 2026 has 28 days", "Empty, but every activity needs a member_id"):
        page.locator("td", has_text=reason).wait_for(state="attached")
    commit = page.get_by_role("button", name="Commit 12 rows")
    assert commit.is_disabled()
    page.get_by_text("Leave out the 3 problem rows and take the other 12").click()
    page.locator("button:not([disabled])", has_text="Commit 12 rows").click()
    page.get_by_text("12 new records are in.").wait_for()

    page.get_by_test_id("stMain").get_by_role("link", name="Active users").click()
    page.get_by_test_id("stMetric").filter(has_text="Monthly active").get_by_text(f"{before + 12:,}", exact=True).wait_for()

    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Snapshots").click()
    page.get_by_role("heading", name="What came in, and when?").wait_for()
    page.get_by_text("Choose a row").wait_for()
    choose_newest_snapshot(page)
    page.get_by_role("button", name="Withdraw").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("The 12 records of activity it brought leave").wait_for()
    dialog.get_by_role("button", name="Withdraw it").click()
    page.get_by_text("is withdrawn. Every number is up to date.").wait_for()

    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Active users").click()
    page.get_by_test_id("stMetric").filter(has_text="Monthly active").get_by_text(f"{before:,}", exact=True).wait_for()


def test_a_filtered_link_shows_the_same_filters_in_another_browser(served: str, page: Page, another_page: Page) -> None:
    page.goto(f"{served}/active_users")
    page.get_by_role("combobox", name="Period").click()
    page.get_by_role("option", name="Last 4 weeks").click()
    page.wait_for_url(re.compile("period="))
    page.get_by_role("button", name="Filters").click()
    page.get_by_text("Include staff").click()
    page.get_by_role("button", name="Filters (1)").wait_for()
    page.wait_for_url(re.compile("staff="))

    another_page.goto(page.url)
    shown = monthly_active(another_page)
    page.get_by_test_id("stMetric").filter(has_text="Monthly active").get_by_text(f"{shown:,}", exact=True).wait_for()
    another_page.get_by_role("button", name="Filters (1)").wait_for()
    assert another_page.get_by_role("combobox", name="Period").input_value() == "Last 4 weeks"
    another_page.get_by_role("button", name="Filters").click()
    assert another_page.get_by_role("switch", name="Include staff").is_checked()
