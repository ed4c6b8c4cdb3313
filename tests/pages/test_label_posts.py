"""Labelling posts: with what is kept, taken back, gone on with; and who may."""

import pytest
from streamlit.testing.v1 import AppTest

from lib.intake.scoring import rescore
from lib.store import Store
from lib.store.labels import label, labels
from lib.ui import labelling
from tests.factories import Record, post, put
from tests.pages.opened_app import as_reader, opened, sound, texts

PAGE = "pages/data/label_posts.py"
WORDS = ("A wonderful, excellent day.", "The table has four legs.", "A horrible, terrible mess.")


@pytest.fixture(autouse=True)
def the_same_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app looks at the store of the test, at the test's moment."""
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)


def community(size: int = 12) -> list[Record]:
    """Happy, neutral and unhappy posts in turn."""
    written = [f"<p>{WORDS[number % 3]} No. {number}.</p>" for number in range(size)]
    return [post(f"m{number}", number, activity_id=f"p{number}", title=f"Title *{number}*", text=text) for number, text in enumerate(written)]


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with twelve posts, scored."""
    put(store, "activity", *community())
    rescore(store)
    return store


def press(app: AppTest, name: str) -> AppTest:
    """Clicks the button of that name."""
    next(button for button in app.button if button.label == name).click()
    return sound(app.run())


def given(store: Store) -> list[object]:
    return [None if value != value else value for value in labels(store)["label"].astype("float64")]


def shown(app: AppTest) -> str:
    return str(app.get("text")[0].value)


def test_three_posts_are_labelled_and_another_visit_goes_on(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch)
    assert "Post 1 of 12" in texts(app)
    seen = [shown(app)]
    for number, name in enumerate(("Positive", "Neutral", "Can't tell"), start=2):
        press(app, name)
        assert f"Post {number} of 12" in texts(app)
        seen.append(shown(app))
    assert sorted(given(filled), key=str) == [0, 1, None]
    assert set(labels(filled)["labelled_by"]) == {"this computer"}
    assert len(set(seen)) == 4
    again = opened(PAGE, filled, monkeypatch)
    assert "Post 4 of 12" in texts(again)
    assert shown(again) == seen[-1]


def test_a_post_is_shown_to_the_letter_and_its_score_is_not(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch)
    assert "<p>" not in shown(app)
    assert any(sentence in shown(app) for sentence in WORDS)
    assert "Title \\*" in texts(app)
    assert not app.metric
    assert not app.table


def test_labels_are_taken_back_one_by_one(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch)
    assert app.button(key="label.undo").disabled
    first = shown(app)
    press(app, "Negative")
    second = shown(app)
    press(app, "Negative")
    press(app, "Undo")
    assert shown(app) == second
    press(app, "Undo")
    assert shown(app) == first
    assert labels(filled).empty
    assert app.button(key="label.undo").disabled


def test_what_was_said_on_another_day_is_not_taken_back(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    label(filled, "forum", "p1", 1, "this computer")
    assert opened(PAGE, filled, monkeypatch).button(key="label.undo").disabled


def test_at_the_end_stands_what_came_of_it(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(11):
        label(filled, "forum", f"p{number}", 0, "ana")
    app = opened(PAGE, filled, monkeypatch)
    press(app, "Neutral")
    assert "12 posts labelled" in texts(app)
    assert "12 posts are labelled so far; from 30 labelled posts on it can be told" in texts(app)


def test_the_agreement_is_told_in_full(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelling, "FIRST", 60)
    put(store, "activity", *community(60))
    rescore(store)
    for number in range(60):
        label(store, "forum", f"p{number}", (1, 0, -1)[number % 3], "ana")
    app = opened(PAGE, store, monkeypatch)
    assert "Agrees with your own reading in 100% (94 to 100%) of 60 posts" in texts(app)
    assert "close to a person's reading" in texts(app)
    assert [metric.value for metric in app.metric][:2] == ["100%", "1.00"]
    assert "Label 50 more" in {button.label for button in app.button}


def test_more_can_be_asked_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelling, "FIRST", 3)
    monkeypatch.setattr(labelling, "MORE", 2)
    put(store, "activity", *community())
    rescore(store)
    app = opened(PAGE, store, monkeypatch)
    for _ in range(3):
        press(app, "Neutral")
    assert "3 posts labelled" in texts(app)
    press(app, "Label 2 more")
    assert "Post 4 of 5" in texts(app)
    press(app, "Positive")
    press(app, "Undo")
    assert "Post 4 of 5" in texts(app)


@pytest.mark.parametrize(("done", "goal"), [(0, 100), (99, 100), (100, 100), (101, 150), (150, 150), (151, 200)])
def test_what_is_aimed_for(done: int, goal: int) -> None:
    assert labelling.goal(done) == goal


def test_a_reader_sees_the_result_and_labels_nothing(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    as_reader(monkeypatch)
    app = opened(PAGE, filled, monkeypatch)
    assert "Only analysts label posts" in texts(app)
    assert not {"Positive", "Undo"} & {button.label for button in app.button}
    app.session_state[labelling.ASKED] = ("label", ("forum", "p1"), 1)
    sound(app.run())
    assert labels(filled).empty


def test_who_is_no_analyst_any_more_notes_nothing(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, filled, monkeypatch)
    as_reader(monkeypatch)
    press(app, "Positive")
    assert labels(filled).empty


def test_a_post_that_was_withdrawn_meanwhile_is_passed_over(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(filled, "activity", *(post("z", 50 + number, activity_id=f"z{number}", text="Good.") for number in range(4)))
    rescore(filled)
    app = opened(PAGE, filled, monkeypatch)
    filled.withdraw(1, "tests")
    sound(app.run())
    assert "Post 1 of 4" in texts(app)


def test_an_empty_store_says_what_is_missing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing to label yet" in texts(opened(PAGE, store, monkeypatch))


def test_posts_in_a_language_nobody_scores_leave_nothing_to_label(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post(text="To jest bardzo dobra wiadomość dla wszystkich naszych użytkowników."))
    rescore(store)
    assert "Nothing to label yet" in texts(opened(PAGE, store, monkeypatch))
