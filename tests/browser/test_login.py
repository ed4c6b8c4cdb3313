"""Logging in through a provider of OpenID Connect, in a real browser: who may look, who may change, and that it lasts."""

import json
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import free_port, server
from tests.browser.openid_provider import CLIENT, SECRET, openid_provider

pytestmark = pytest.mark.browser

Page = Any
ANALYST = {"sub": "1", "name": "An analyst", "email": "analyst@example.org", "email_verified": True}
READER = {"sub": "2", "name": "A reader", "email": "reader@example.org", "email_verified": True}
PRETENDER = {"sub": "3", "name": "A pretender", "email": "analyst@example.org", "email_verified": False}
QUESTION = "How quickly do we answer?"


@pytest.fixture(scope="module")
def guarded(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app that asks who one is."""
    folder, port = tmp_path_factory.mktemp("guarded"), free_port()
    with openid_provider(ANALYST, READER, PRETENDER) as issuer:
        file = folder / "secrets.toml"
        file.write_text(
            f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{secrets.token_urlsafe(32)}"\n'
            f'[auth.company]\nclient_id = "{CLIENT}"\nclient_secret = "{SECRET}"\nserver_metadata_url = "{issuer}/.well-known/openid-configuration"\n'
        )
        analysts = {"COMMUNITY_ANALYSTS": json.dumps([ANALYST["email"]])}
        with server(demo_file, folder, port=port, options=["--secrets.files", str(file)], environment=analysts) as address:
            yield address


def log_in(page: Page, address: str, person: dict[str, Any]) -> None:
    page.goto(f"{address}/response_time")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name=str(person["name"])).click()
    page.get_by_role("button", name="Log out").wait_for()


def later(route: Any) -> None:
    """Lets a request through after a second, as on a slow line."""
    time.sleep(1)
    route.continue_()


def signed(page: Page) -> str:
    """What the side bar says of who looks."""
    return str(page.get_by_test_id("stSidebarUserContent").get_by_test_id("stCaptionContainer").inner_text())


def test_nobody_sees_anything_before_logging_in(guarded: str, page: Page) -> None:
    page.goto(f"{guarded}/response_time")
    page.get_by_text("Log in to see your community.").wait_for()
    assert page.get_by_test_id("stMetric").count() == 0
    assert page.get_by_role("heading", name=QUESTION).count() == 0


def test_who_is_logged_in_stays_so_from_page_to_page_and_until_logging_out(guarded: str, page: Page) -> None:
    log_in(page, guarded, ANALYST)
    assert signed(page) == "An analyst, analyst"
    page.goto(f"{guarded}/response_time")  # a browser that has been here is connected at once
    page.get_by_role("heading", name=QUESTION).wait_for()
    page.goto(f"{guarded}/quarterly_report")
    page.get_by_role("button", name="Close the quarter").wait_for()  # which a reader lacks
    page.get_by_role("button", name="Log out").click()
    page.get_by_text("Log in to see your community.").wait_for()


def test_a_login_outlasts_the_window(guarded: str, page: Page) -> None:
    log_in(page, guarded, ANALYST)
    kept = [cookie for cookie in page.context.cookies() if cookie["expires"] != -1]
    page.context.clear_cookies()
    page.context.add_cookies(kept)  # as a browser does that was closed and opened again
    page.route("**/_stcore/h*", later)  # else the token that comes with it would be there before it is needed
    page.goto(f"{guarded}/response_time")
    page.get_by_role("heading", name=QUESTION).wait_for()


def test_a_reader_looks_and_changes_nothing(guarded: str, page: Page) -> None:
    log_in(page, guarded, READER)
    assert signed(page) == "A reader, reader"
    page.goto(f"{guarded}/quarterly_report")
    page.get_by_role("heading", name="What we can't say").wait_for()
    assert page.get_by_role("button", name="Close the quarter").count() == 0
    page.goto(f"{guarded}/upload")
    page.get_by_text("Only analysts").first.wait_for()
    assert page.get_by_test_id("stFileUploader").count() == 0


def test_an_address_that_the_provider_did_not_verify_makes_no_analyst(guarded: str, page: Page) -> None:
    log_in(page, guarded, PRETENDER)
    assert signed(page) == "A pretender, reader"
