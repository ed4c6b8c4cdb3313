"""The first request a server ever gets is for a page inside."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import server

pytestmark = pytest.mark.browser

Page = Any


@pytest.fixture
def cold(demo_file: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server that nobody has asked for a page yet."""
    with server(demo_file, tmp_path) as address:
        yield address


def test_a_deep_link_passes_through_the_frame(cold: str, page: Page) -> None:
    page.goto(f"{cold}/active_users")
    page.get_by_role("heading", name="Is the community growing?").wait_for()
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Snapshots").wait_for()
    page.get_by_role("combobox", name="Period").wait_for()
    page.get_by_role("button", name="Filters").wait_for()
    page.get_by_test_id("stMetric").first.wait_for()
    assert page.get_by_role("dialog").count() == 0  # such as "Page not found", which Streamlit tells the first visitor of older apps
