"""The Sentiment page through the frame: what it says, which posts it shows, and scoring again."""

import pytest
from sqlalchemy import select

from lib.intake.scoring import rescore, stale
from lib.store import Store
from lib.store.labels import label
from lib.store.tables import RECORDS
from tests.factories import Record, post, put
from tests.pages.opened_app import as_reader, labels, opened, sound, texts

activity = RECORDS["activity"]
PAGE = "pages/community/sentiment.py"
EVERYTHING = {"period": "All data"}
WEEK = 7 * 24.0
WORDS = ("A wonderful, excellent day.", "The table has four legs.", "A horrible, terrible mess.")


@pytest.fixture(autouse=True)
def the_same_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app looks at the store of the test, at the test's moment."""
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)


def community() -> list[Record]:
    """Nine weeks of twelve posts; two in three are happy or neutral; one in Polish, one without a text."""
    found = []
    for week in range(9):
        for number in range(12):
            more = {"channel": ("help", "ideas")[number % 2], "platform": "forum", "url": f"https://example.org/{week}/{number}"}
            found.append(post(f"m{number}", week * WEEK + number, text=f"<p>{WORDS[number % 3]} No. {week}.{number}</p>", **more))
    return [*found, post(hours=5, text="To jest bardzo dobra wiadomość dla wszystkich naszych użytkowników."), post(hours=6)]


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with that community, scored."""
    put(store, "activity", *community())
    rescore(store)
    return store


def test_it_answers_its_question_and_says_what_was_left_out(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch, link=EVERYTHING)
    assert [title.value for title in app.title] == ["How do members feel?"]
    assert {metric.label for metric in app.metric} == {"Mean", "Net", "Negative", "Could be scored"}
    said = texts(app)
    assert "Neutral" in said
    assert "scored posts" in said
    assert "1 in a language other than the community's (en), or without words of their own. 1 more has no text." in said
    assert "Nobody has labelled posts yet" in said


def test_the_posts_of_a_chosen_week_the_most_negative_first(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch, link=EVERYTHING)
    app.selectbox(key="sentiment.period").select("2026-01-12").run()
    sound(app)
    shown = app.dataframe[0].value
    assert len(shown) == 12
    assert shown["Score"].is_monotonic_increasing
    assert shown["Post"].str.contains(r"No\. 1\.").all()
    assert not shown["Post"].str.contains("<p>").any()
    assert shown["Open"].str.startswith("https://example.org/1/").all()


def test_a_click_chooses_the_week(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    clicked: list[str | None] = [None]
    monkeypatch.setattr("lib.ui.sentiment_posts.picked", lambda key, selection, field: clicked[0])
    app = opened(PAGE, filled, monkeypatch, link=EVERYTHING)
    clicked[0] = "2026-01-19"
    sound(app.run())
    assert app.selectbox(key="sentiment.period").value == "2026-01-19"
    app.selectbox(key="sentiment.period").select("2026-01-12").run()
    assert app.selectbox(key="sentiment.period").value == "2026-01-12"  # the click is over
    clicked[0] = "1999-01-01"
    sound(app.run())
    assert app.selectbox(key="sentiment.period").value == "2026-01-12"


def test_a_choice_that_the_period_does_not_offer_any_more_is_let_go(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch, link=EVERYTHING)
    app.selectbox(key="sentiment.period").select("2026-01-12").run()
    app.selectbox(key="by").select("by month").run()
    sound(app)
    assert app.selectbox(key="sentiment.period").value in ("2026-01-01", "2026-02-01", "2026-03-01")


def test_posts_are_scored_again_after_a_change_of_the_scorer(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.set_setting("sentiment_scorer", "vader", "tests")
    waiting = stale(filled)
    app = opened(PAGE, filled, monkeypatch, link=EVERYTHING)
    assert f"{waiting} posts wait for today's scorer" in texts(app)
    app.button(key="sentiment.rescore").click().run()
    sound(app)
    assert stale(filled) == 0
    assert "for today's scorer" not in texts(app)
    assert "Score again" not in labels(app)


def test_a_reader_is_not_offered_it(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.set_setting("sentiment_scorer", "vader", "tests")
    as_reader(monkeypatch)
    app = opened(PAGE, filled, monkeypatch, link=EVERYTHING)
    assert "wait for today's scorer" in texts(app)
    assert "Score again" not in labels(app)


def test_labels_say_what_the_trend_is_worth(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for row in filled.frame(select(activity.c.source, activity.c.activity_id, activity.c.text).where(activity.c.sentiment.is_not(None))).itertuples():
        label(filled, row.source, row.activity_id, 1 if "wonderful" in row.text else -1 if "horrible" in row.text else 0, "ana")
    app = opened(PAGE, filled, monkeypatch, link=EVERYTHING)
    assert "Agrees with your own reading in 100% (97 to 100%) of 108 posts:" in texts(app)


def test_nothing_scored_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", *(post(hours=number * 24, text="To jest bardzo dobra wiadomość dla wszystkich naszych użytkowników.") for number in range(20)))
    rescore(store)
    app = opened(PAGE, store, monkeypatch, link=EVERYTHING)
    assert "Too few posts to tell." in texts(app)
    assert "None of 20 posts could be scored." in texts(app)


def test_one_post_is_enough(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post(text="Good."))
    rescore(store)
    assert len(opened(PAGE, store, monkeypatch).title) == 1


def test_an_empty_store_offers_the_ways_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing to show yet" in texts(opened(PAGE, store, monkeypatch))
