"""The first request a server ever gets is for a page inside."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import server

pytestmark = pytest.mark.browser

Page = Any

NOTE = """window.connected = 0; window.WebSocket = class extends WebSocket {
    constructor(...given) { super(...given); window.connected ||= performance.now() }
}"""
CONNECTED = "[performance.getEntriesByType('resource').find((entry) => entry.name.endsWith('/_stcore/health')).responseEnd, window.connected]"
"""When the server had said that it is well, and when a connection was asked for."""


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


def test_a_deep_link_finds_its_server_without_asking_around(cold: str, page: Page) -> None:
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"{cold}/upload?period=x")
    page.get_by_test_id("stFileUploader").wait_for()
    assert page.evaluate("window.__streamlit") == {"BACKEND_BASE_URL": f"{cold}/"}
    assert refused == []


def later(route: Any) -> None:
    """Lets a request through after half a second, as on a slow line."""
    time.sleep(0.5)
    route.continue_()


def test_who_comes_again_is_connected_at_once_and_can_still_bring_in_a_file(cold: str, page: Page) -> None:
    page.add_init_script(NOTE)
    page.route("**/_stcore/h*", later)
    for _ in range(2):
        page.goto(f"{cold}/upload")
        page.get_by_test_id("stFileUploader").wait_for()
    assert page.evaluate("window.__streamlit.HOST_CONFIG") == {"allowedOrigins": [cold], "useExternalAuthToken": False}
    asked, connected = page.evaluate(CONNECTED)
    assert connected < asked
    file = {"name": "newcomers.csv", "mimeType": "text/csv", "buffer": b"id,created,written_by\nx1,2026-05-01 10:00,ann\n"}
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(file)
    page.get_by_text("1 row").first.wait_for()  # refused without the token against forged requests
