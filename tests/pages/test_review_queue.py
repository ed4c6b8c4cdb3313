"""The Review queue through the frame: what waits, marking it, and the way back."""

import pytest
from streamlit.testing.v1 import AppTest

from lib.intake.scoring import rescore
from lib.metrics import find
from lib.metrics.review_queue import queue
from lib.scope import ALL_TIME
from lib.store import Store
from lib.ui import review, review_list
from tests.factories import comment, post, put
from tests.pages.opened_app import as_reader, labels, opened, sound, texts

PAGE = "pages/community/review_queue.py"
EVERYTHING = {"period": "All data"}


@pytest.fixture(autouse=True)
def the_same_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app looks at the store of the test, at the test's moment."""
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)


@pytest.fixture
def filled(store: Store) -> Store:
    """Four posts to look at: two very negative, of which one has an answer, a bare link and a topic; and one to leave alone."""
    store.set_setting("trigger_topics", "refund", "tests")
    sad = post("ana", 1, activity_id="answered", text="A horrible, terrible mess.")
    put(
        store,
        "activity",
        sad,
        comment("ben", 2, thread="answered", text="Let me see."),
        post("ana", 3, activity_id="sad", title="Oh *no*", text="<p>A horrible, terrible mess.</p>", url="https://example.org/sad", channel="help"),
        post("cy", 4, activity_id="bare", text="https://example.org/offer"),
        post("cy", 5, activity_id="topic", text="Where can I ask for a refund of the yearly plan?"),
        post("dee", 6, activity_id="fine", text="The table has four legs."),
    )
    rescore(store)
    return store


def press(app: AppTest, name: str) -> AppTest:
    """Clicks the first button of that name."""
    next(button for button in app.button if button.label == name).click()
    return sound(app.run())


def waiting(store: Store) -> list[str]:
    return find("review_queue")(store, ALL_TIME)["activity_id"].drop_duplicates().tolist()


def metrics(app: AppTest) -> dict[str, object]:
    return {metric.label: metric.value for metric in app.metric}


def test_what_waits_is_listed_with_its_reasons(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch, link=EVERYTHING)
    said = texts(app)
    assert "**4 posts.** 3 have no answer by anybody else; the oldest is of 5 Jan 2026." in said
    assert metrics(app) == {"To look at": "4", "Very negative": "2", "Bare links": "1", "Words, topics": "1", "Oldest": "69 days", "Reviewed this week": "0"}
    assert "Oh \\*no\\*" in said
    assert [text.value for text in app.get("text")][:1] == ["A horrible, terrible mess."]


def test_one_is_marked_and_put_back(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch, link=EVERYTHING)
    first = waiting(filled)[0]
    press(app, "Mark reviewed")
    assert first not in waiting(filled)
    assert metrics(app)["To look at"] == "3"
    assert metrics(app)["Reviewed this week"] == "1"
    assert "1 post is marked as reviewed" in texts(app)
    press(app, "Undo")
    assert waiting(filled)[0] == first
    assert "marked as reviewed." not in texts(app)


def test_several_are_marked_at_once(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch, link=EVERYTHING)
    assert app.button(key="review.several").disabled
    for box in app.checkbox[:2]:
        box.check()
    sound(app.run())
    assert "Mark 2 posts reviewed" in labels(app)
    left = waiting(filled)[2:]
    press(app, "Mark 2 posts reviewed")
    assert waiting(filled) == left
    press(app, "Tick all 2")
    press(app, "Mark 2 posts reviewed")
    assert waiting(filled) == []
    assert "**Nothing waits**" in texts(app)


def test_the_reviewed_say_who_and_when_and_can_be_put_back(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch, link=EVERYTHING)
    press(app, "Mark reviewed")
    app.selectbox(key="state").select("reviewed").run()
    sound(app)
    assert "reviewed 15 Mar 2026, 12:00 by this computer" in texts(app)
    press(app, "Put back")
    assert len(waiting(filled)) == 4


def test_a_reason_can_be_chosen_and_lives_in_the_address(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch, link={**EVERYTHING, "reason": "bare link"})
    assert [button.label for button in app.button].count("Mark reviewed") == 1
    app.selectbox(key="reason").select("blocked word").run()
    assert "No blocked word waits" in texts(sound(app))


def test_an_empty_queue_says_what_was_looked_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post(text="The table has four legs."))
    rescore(store)
    store.set_setting("blocked_words", "spam, scam", "tests")
    app = opened(PAGE, store, monkeypatch, link=EVERYTHING)
    said = texts(app)
    assert "**Nothing.** Looked for: links with hardly any other words, 2 blocked words, trigger topics (none is set), and a sentiment of −0.5 or less." in said
    assert metrics(app)["Oldest"] == "—"


def test_a_reader_looks_and_marks_nothing(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    as_reader(monkeypatch)
    app = opened(PAGE, filled, monkeypatch, link=EVERYTHING)
    assert "Only analysts mark posts" in texts(app)
    assert not {"Mark reviewed", "Undo"} & labels(app)
    assert not app.checkbox
    app.session_state[review_list.ASKED] = ("mark", (("forum", "sad"),))
    sound(app.run())
    assert len(waiting(filled)) == 4


def test_many_are_shown_in_portions(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", *(post(f"m{number}", number, text=f"https://example.org/{number}") for number in range(30)))
    rescore(store)
    app = opened(PAGE, store, monkeypatch, link=EVERYTHING)
    assert [button.label for button in app.button].count("Mark reviewed") == 20
    press(app, "Show 10 more")
    assert [button.label for button in app.button].count("Mark reviewed") == 30


def test_an_empty_store_offers_the_ways_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing to show yet" in texts(opened(PAGE, store, monkeypatch))


def test_the_list_can_be_taken_along(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch, link=EVERYTHING)
    assert "Table (CSV)" in [button.label for button in app.get("download_button")]
    waits = queue(filled, ALL_TIME)
    rows = review.table([review.Post((row.source, row.activity_id), (row.reason,), row) for row in waits.itertuples(index=False)])
    assert sorted(rows["reasons"]) == ["link", "trigger_topic", "very_negative", "very_negative"]
    assert {"occurred_at", "excerpt", "sentiment", "url", "reviewed_by"} < set(rows.columns)
    assert review.table([]).columns.tolist() == rows.columns.tolist()
