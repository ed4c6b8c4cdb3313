"""The Community pages through the frame: what they say of a small world, of an empty store, and when something is wrong."""

from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.metrics import find
from lib.scope import ALL_TIME
from lib.store import Store
from lib.ui import membership
from tests.factories import Record, comment, post, put
from tests.pages.opened_app import as_reader, labels, opened, run, texts

PAGES = {
    "pages/community/overview.py": "How is the community doing?",
    "pages/community/active_users.py": "Is the community growing?",
    "pages/community/response_time.py": "How quickly do we answer?",
    "pages/community/solved_threads.py": "Are questions solved?",
    "pages/community/content.py": "What do members write?",
}
ACTIVE_USERS = "pages/community/active_users.py"
RESPONSE_TIME = "pages/community/response_time.py"
WEEK = 7 * 24.0
EVERYTHING = {"period": "All data"}


def world() -> list[Record]:
    """Ten weeks: each week two questions, the first answered by staff after two hours, the second never; a new member each week."""
    records: list[Record] = []
    for week in range(10):
        first = post(f"m{week}", week * WEEK, title=f"Question {week}", channel="help" if week % 2 else "ideas", platform="forum")
        second = post("ana", week * WEEK + 30, title=f"Open {week}", channel="help", url="https://example.org/1", platform="forum")
        records += [first, second, comment("sam", week * WEEK + 2, thread=first["thread_id"], channel="help", platform="forum")]
    return records


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with that world."""
    put(store, "member", {"member_id": "sam", "role": "staff", "name": "Sam Secret"}, {"member_id": "ana", "name": "Ana Secret"})
    put(store, "activity", *world())
    return store


@pytest.fixture(autouse=True)
def the_same_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app looks at the store of the test, at the test's moment."""
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)


def metrics(app: AppTest) -> dict[str, Any]:
    """Each figure by its label."""
    return {metric.label: metric.value for metric in app.metric}


@pytest.mark.parametrize(("path", "question"), PAGES.items())
def test_a_page_answers_its_question(path: str, question: str, filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(path, filled, monkeypatch, link=EVERYTHING)
    assert [title.value for title in app.title] == [question]
    assert any(part.value.startswith("**") for part in app.markdown)
    assert "Data to" in texts(app)
    assert len(app.metric) in (4, 6)
    assert app.get("vega_lite_chart")


@pytest.mark.parametrize("path", PAGES)
def test_names_of_members_are_on_no_page(path: str, filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(path, filled, monkeypatch, link=EVERYTHING)
    seen = texts(app) + "".join(table.value.to_csv() for table in app.dataframe)
    assert "Secret" not in seen


@pytest.mark.parametrize("path", PAGES)
def test_an_empty_store_offers_the_ways_in(path: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(path, store, monkeypatch)
    assert "Nothing to show yet" in texts(app)
    assert {"Upload a file", "Fill with demo data"} <= labels(app)
    assert not app.metric


def test_who_may_only_look_is_not_offered_them(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    as_reader(monkeypatch)
    app = opened(ACTIVE_USERS, store, monkeypatch)
    assert "Ask an analyst" in texts(app)
    assert not {"Upload a file", "Fill with demo data"} & labels(app)


def test_the_figures_are_those_of_the_metrics(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(RESPONSE_TIME, filled, monkeypatch, link=EVERYTHING)
    shown = metrics(app)
    assert shown["Half answered in"] == "2 h"
    assert shown["Within 1 hour"] == "0%"
    assert shown["Waiting over 24 h"] == "9"  # the tenth was asked less than a day before the data end


def test_the_filters_come_from_the_address(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("pages/community/content.py", filled, monkeypatch, link={**EVERYTHING, "by": "by month", "channel": "ideas", "staff": "true"})
    assert app.selectbox(key="by").value == "by month"
    assert app.multiselect(key="channel").value == ["ideas"]
    assert app.toggle(key="staff").value is True
    assert "One row a month" in texts(app)
    app.switch_page(ACTIVE_USERS).run()
    assert app.multiselect(key="channel").value == ["ideas"]


def test_a_page_s_own_choices_are_its_own(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(filled, "activity", *(comment("bob", number * WEEK + 31, thread=thread) for number, thread in enumerate(_open_threads(filled))))
    app = opened(RESPONSE_TIME, filled, monkeypatch, link=EVERYTHING)
    staff = metrics(app)["Within 24 hours"]
    app.selectbox(key="responder").select("by anyone").run()
    anyone = metrics(app)["Within 24 hours"]
    assert int(anyone.rstrip("%")) > int(staff.rstrip("%"))
    app.switch_page("pages/community/overview.py").run()
    assert "answered by staff" in texts(app)


def _open_threads(store: Store) -> list[str]:
    return [str(thread) for thread in find("unanswered")(store, ALL_TIME)["thread_id"]]


def test_filters_that_leave_nothing_are_named_and_can_be_cleared(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(filled, "activity", post("zoe", 1, channel="once", platform="chat"))
    app = opened(ACTIVE_USERS, filled, monkeypatch, link={"period": "Last 4 weeks", "channel": "once"})
    assert "Nothing matches" in texts(app)
    assert "**once**" in texts(app)
    app.button(key="clear-page").click().run()
    assert app.multiselect(key="channel").value == []
    assert metrics(app)["Monthly active"] != "—"


def test_a_failing_card_leaves_the_others_alone(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(view: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(membership, "who_came", broken)
    monkeypatch.setattr(membership, "weekly", broken)
    app = run(ACTIVE_USERS, link=EVERYTHING)
    assert not app.exception
    said = texts(app)
    assert "This card could not be drawn" in said
    assert "Reference" in said
    assert "secret detail" not in said
    assert "Try again" in labels(app)
    assert len(app.metric) == 4
    assert len(app.get("vega_lite_chart")) >= 3


def test_a_failing_answer_leaves_the_page_alone(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(membership, "monthly_active", lambda view: 1 / 0)
    app = opened(ACTIVE_USERS, filled, monkeypatch, link=EVERYTHING)
    assert "The answer could not be worked out" in texts(app)
    assert len(app.metric) == 4


def test_too_few_questions_make_no_curve(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", *world()[:6])
    app = opened(RESPONSE_TIME, store, monkeypatch, link=EVERYTHING)
    assert "A curve appears from 10 questions on" in texts(app)


def test_one_post_is_enough_for_every_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post())
    for path in PAGES:
        app = opened(path, store, monkeypatch)
        assert len(app.title) == 1


def test_nobody_waits(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    question = post("ana")
    put(store, "activity", question, comment("ben", thread=question["thread_id"]))
    app = opened(RESPONSE_TIME, store, monkeypatch, link=EVERYTHING)
    assert "Every question of this period has an answer" in texts(app)


def test_a_changed_store_shows_its_new_numbers(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(ACTIVE_USERS, filled, monkeypatch)
    before = metrics(app)["Weekly active"]
    last = 9 * WEEK + 30 - timedelta(hours=1).total_seconds() / 3600
    put(filled, "activity", *(post(f"new{number}", last) for number in range(20)))
    assert int(metrics(app.run())["Weekly active"]) == int(before) + 20
