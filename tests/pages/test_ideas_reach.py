"""The page about ideas and reach through the frame: full, with activities alone, and on an empty store."""

from datetime import timedelta

import pytest

from lib.store import Store
from tests.factories import Record, at, comment, post, put
from tests.pages.opened_app import labels, opened, sound, texts

PAGE = "pages/community/ideas_reach.py"
WEEK = 7 * 24


@pytest.fixture(autouse=True)
def the_same_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app looks at the store of the test, at the test's moment."""
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)


def fill(store: Store) -> None:
    """Nine weeks of everything that the page tells."""
    acts: list[Record] = []
    ideas: list[Record] = []
    mentions: list[Record] = []
    reported: list[Record] = []
    for week in range(9):
        day = (at(week * WEEK) + timedelta(days=1)).date()
        acts += ({**post(f"m{number}", week * WEEK), "kind": "attendance", "thread_id": None, "channel": "hall"} for number in range(3 + week % 2))
        acts.append(comment("ana", week * WEEK + 5))
        ideas.append({"idea_id": f"i{week}", "submitted_at": at(week * WEEK), "member_id": "ana", "title": f"Idea {week}", "votes": week})
        mentions += ({"day": day, "brand": "Ours", "mentions": 3 + week}, {"day": day, "brand": "Rival", "mentions": 9})
        reported.append({"day": day, "series": "mau", "value": 100.0 + week, "platform": "social"})
    for kind, records in (("activity", acts), ("idea", ideas), ("mention", mentions), ("reported_series", reported)):
        put(store, kind, *records)
    put(store, "member", {"member_id": "ana", "name": "Ana Secret"})


def test_it_answers_its_question_and_names_nobody(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    app = opened(PAGE, store, monkeypatch, link={"period": "All data"})
    assert [title.value for title in app.title] == ["Do we listen, and are we heard?"]
    assert "No idea has a decision yet" in texts(app)
    assert len(app.metric) == 6
    assert len(app.get("vega_lite_chart")) == 4
    assert "Secret" not in texts(app) + "".join(table.value.to_csv() for table in app.dataframe)


def test_a_brand_is_ours_once_it_is_chosen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    app = opened(PAGE, store, monkeypatch, link={"period": "All data"})
    assert "Brand mentions" in {metric.label for metric in app.metric}
    sound(app.selectbox(key="brand").select("Ours").run())
    assert "Share of voice" in {metric.label for metric in app.metric}
    assert "Ours has" in texts(app)


def test_with_activities_alone_each_card_says_what_it_lacks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", *(post("ana", week * WEEK) for week in range(5)))
    app = opened(PAGE, store, monkeypatch, link={"period": "All data"})
    assert "Not told by these data" in texts(app)
    assert "Nobody attended anything." in texts(app)
    assert not app.get("vega_lite_chart")


def test_an_empty_store_offers_the_ways_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, store, monkeypatch)
    assert {"Upload a file", "Fill with demo data"} <= labels(app)
    assert not app.metric


def test_active_users_tells_of_platforms_that_name_no_members_where_there_are_any(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post("ana"), post("ben", 9 * WEEK))
    app = opened("pages/community/active_users.py", store, monkeypatch, link={"period": "All data"})
    assert "Reported by platforms" not in texts(app)
    fill(store)
    assert "Reported by platforms" in texts(opened("pages/community/active_users.py", store, monkeypatch, link={"period": "All data"}))
