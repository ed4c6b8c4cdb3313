"""The ten questions of docs/monday.md are answered where it says, on the demo community."""

import re
from pathlib import Path

import pytest

from data import demo
from lib.store import Store
from tests.pages.opened_app import opened, texts

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "monday.md"
COMMUNITY = "pages/community"
WALKS = {
    "overview": ("Needs attention", "Members", "need"),
    "response_time": ("Waiting for an answer", "the target of"),
    "active_users": ("Who came, who left",),
    "solved_threads": ("solved",),
    "sentiment": ("Posts behind it",),
    "members_voice": ("In their words", "Net Promoter Score"),
    "churn_conversion": ("Who leaves", "difference"),
}


@pytest.fixture
def community(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A small demo community in memory, as the app opens it."""
    demo.fill(store, members=120, days=180)
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)
    return store


def test_each_page_says_what_the_document_promises(community: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for page, promised in WALKS.items():
        said = texts(opened(f"{COMMUNITY}/{page}.py", community, monkeypatch))
        for words in promised:
            assert words in said, f"{page}: {words}"


def test_the_year_before_is_named_where_it_is_chosen(community: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(f"{COMMUNITY}/active_users.py", community, monkeypatch)
    app.selectbox(key="compare").select("Year before").run()
    assert "a year before" in texts(app)


def test_ten_questions_of_two_clicks_at_most() -> None:
    rows = re.findall(r"^\| (\d+) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert rows == [str(number) for number in range(1, 11)]
