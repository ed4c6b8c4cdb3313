"""A platform's export, from the zip to the people on a page, in a real browser."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.browser.test_journeys import monthly_active

pytestmark = pytest.mark.browser

Page = Any
PEOPLE = ("U1", "U2", "U3", "U4", "U5")


def slack_zip() -> bytes:
    """Five people of whom one is an admin; nine days ago each asked something, and the admin answered and got a reaction."""
    asked = datetime.now(UTC) - timedelta(days=9)
    users = [{"id": name, "name": name.lower(), "real_name": f"Newcomer {name}", "is_admin": name == "U1", "is_bot": False, "profile": {}} for name in PEOPLE]
    messages: list[dict[str, Any]] = []
    for place, name in enumerate(PEOPLE):
        ts = f"{(asked + timedelta(minutes=place)).timestamp():.6f}"
        reply = f"{(asked + timedelta(minutes=place, seconds=30)).timestamp():.6f}"
        messages.append({"type": "message", "user": name, "text": f"How does part {place} work?", "ts": ts, "thread_ts": ts, "reply_count": 1})
        answer = {"type": "message", "user": "U1", "text": "Like this.", "ts": reply, "thread_ts": ts}
        messages.append({**answer, "reactions": [{"name": "tada", "users": [name], "count": 1}]})
    joined = {"type": "message", "subtype": "channel_join", "user": "U2", "text": "<@U2> has joined the channel", "ts": f"{asked.timestamp() - 60:.6f}"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("channels.json", json.dumps([{"id": "C1", "name": "general", "created": 1, "creator": "U1", "members": PEOPLE}]))
        archive.writestr("users.json", json.dumps(users))
        archive.writestr(f"general/{asked:%Y-%m-%d}.json", json.dumps([joined, *messages]))
    return out.getvalue()


def test_an_analyst_drops_a_slack_zip_sees_what_is_in_it_commits_and_finds_the_people(served: str, page: Page) -> None:
    page.goto(f"{served}/active_users")
    before = monthly_active(page)

    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Upload").click()
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
        {"name": "workspace.zip", "mimeType": "application/zip", "buffer": slack_zip()}
    )
    page.get_by_role("heading", name="Slack export").wait_for()
    page.get_by_text("5 members · 11 messages · 5 reactions").wait_for()
    page.get_by_text("1 × written by Slack itself").wait_for()
    page.get_by_role("button", name="Commit 20 rows").click()
    page.get_by_text("20 records are in:").wait_for()

    page.get_by_test_id("stMain").get_by_role("link", name="Active users").click()
    page.get_by_role("heading", name="Is the community growing?").wait_for()
    page.get_by_test_id("stMetric").filter(has_text="Monthly active").get_by_text(f"{before + 4:,}", exact=True).wait_for()  # staff do not count

    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Upload").click()
    page.get_by_role("button", name="Next file").click()
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(
        {"name": "notes.zip", "mimeType": "application/zip", "buffer": zip_of_notes()}
    )
    page.get_by_text("is not the export of a platform known here").wait_for()


def zip_of_notes() -> bytes:
    """A zip that is nobody's export."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("notes.txt", "Buy milk.")
    return out.getvalue()
