"""The page about members' voice, through the frame: in the demo community, a small world, with one answer, and in an empty store."""

from datetime import UTC, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data.demo import fill
from lib.store import Store
from tests.factories import Record, at, post, put
from tests.pages.opened_app import opened, sound, texts

PAGE = "pages/community/members_voice.py"
EVERYTHING = {"period": "All data"}
KPIS = ["NPS", "Detractors", "Answers", "CSAT"]


@pytest.fixture(autouse=True)
def the_same_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The app looks at the store of the test, at the test's moment."""
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)


def answer(number: int, score: int, hours: float = 0, **more: Any) -> Record:
    return {"response_id": f"r{number}", "responded_at": at(hours), "survey": "nps", "score": score, **more}


def figures(app: AppTest) -> dict[str, Any]:
    return {metric.label: metric.value for metric in app.metric}


def test_the_demo_community_answers(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.clock = lambda: datetime(2026, 3, 15, 9, tzinfo=UTC)
    fill(store, members=150, days=200, seed=7)
    app = opened(PAGE, store, monkeypatch)
    assert [title.value for title in app.title] == ["Would members recommend us?"]
    said = texts(app)
    assert "The NPS is +" in said
    assert "of wave 2026 Q1" in said
    assert "How many were asked is not recorded" in said
    assert [metric.label for metric in app.metric] == KPIS
    assert len(app.get("vega_lite_chart")) >= 5
    app.selectbox(key="voices").select("Detractors").run()
    sound(app)
    assert app.dataframe[0].value["Score"].max() <= 6
    app.selectbox(key="group").select("over time").run()
    sound(app)
    app.selectbox(key="csat").select("CSAT of tickets").run()
    assert "By the day the ticket was opened" in texts(sound(app))
    app.switch_page("pages/community/active_users.py").run()
    sound(app)


def test_several_questions_are_chosen_between(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "survey_response", *(answer(number, 10, question="R") for number in range(20)), *(answer(100 + number, 0) for number in range(12)))
    app = opened(PAGE, store, monkeypatch, link=EVERYTHING)
    assert figures(app)["NPS"] == "+100"
    app.selectbox(key="question").select("(no question given)").run()
    assert figures(sound(app))["NPS"] == "−100"


def test_names_of_members_are_not_on_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "member", {"member_id": "ana", "name": "Ana Secret"})
    put(store, "survey_response", *(answer(number, 9, member_id="ana", comment="**Fine** <b>work</b>") for number in range(12)))
    app = opened(PAGE, store, monkeypatch, link=EVERYTHING)
    seen = texts(app) + "".join(table.value.to_csv() for table in app.dataframe)
    assert "Secret" not in seen
    assert "ana" not in "".join(table.value.to_csv() for table in app.dataframe)
    assert "**Fine** work" in seen


def test_one_answer_makes_no_verdict(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "survey_response", answer(1, 9))
    assert "Too few answers to tell" in texts(opened(PAGE, store, monkeypatch, link=EVERYTHING))


def test_satisfaction_alone_is_shown(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "survey_response", *({**answer(number, 5), "survey": "csat"} for number in range(30)))
    app = opened(PAGE, store, monkeypatch, link=EVERYTHING)
    assert figures(app)["CSAT"] == "100%"
    assert figures(app)["NPS"] in (None, "—", "")
    assert "No answers to a recommendation question" in texts(app)


def test_without_answers_it_says_what_it_lacks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post())
    assert "**No survey responses yet**" in texts(opened(PAGE, store, monkeypatch))


def test_rated_tickets_alone_are_shown(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "ticket", *({"ticket_id": f"k{n}", "created_at": at(n), "satisfaction": 5 if n % 4 else 1} for n in range(40)), source="desk")
    app = opened(PAGE, store, monkeypatch, link=EVERYTHING)
    assert figures(app)["CSAT"] == "75%"
    said = texts(app)
    assert "Nobody answered in this period." in said
    assert "By the day the ticket was opened" in said
    assert "No survey responses yet" in said


def test_tickets_that_nobody_rated_say_what_is_missing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "ticket", {"ticket_id": "k", "created_at": at(0)}, source="desk")
    assert "No answers to a satisfaction question" in texts(opened(PAGE, store, monkeypatch, link=EVERYTHING))


def test_an_empty_store_offers_the_ways_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing to show yet" in texts(opened(PAGE, store, monkeypatch))


def test_filters_of_activity_leave_answers_alone_and_say_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post("ana", platform="web"))
    put(store, "survey_response", *(answer(number, 9) for number in range(12)))
    app = opened(PAGE, store, monkeypatch, link={**EVERYTHING, "platform": "web"})
    assert figures(app)["Answers"] == "12"
    assert "Platform and channel filters leave answers alone." in texts(app)
