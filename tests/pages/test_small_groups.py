"""Segments of 30, 12, 4 and 1 people, as somebody sees them who may only look: the two small ones nowhere, nor what is left without them."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from lib.store import Store
from tests.factories import at, post, put
from tests.pages.opened_app import APP, as_reader, opened, sound, texts

SIZES = {"large": 30, "middle": 12, "small": 4, "single": 1}
USERS, VOICE, SUPPORT = "pages/community/active_users.py", "pages/community/members_voice.py", "pages/executive/growth_vs_support.py"
EVERYTHING = {"period": "All data"}


@pytest.fixture(autouse=True)
def community(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Everybody posts once, answers once, and has one ticket, all in one week."""
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)
    who = [(segment, f"{segment}{place}") for segment, number in SIZES.items() for place in range(number)]
    put(store, "member", *({"member_id": name, "segment": segment, "joined_at": at(0)} for segment, name in who))
    put(store, "activity", *(post(name, hours=place / 10) for place, (_, name) in enumerate(who)))
    put(
        store,
        "survey_response",
        *(
            {
                "response_id": f"{survey}{name}",
                "responded_at": at(place / 10),
                "survey": survey,
                "score": 10 if survey == "nps" else 5,
                "member_id": name,
                "comment": f"Said in {segment}",
            }
            for survey in ("nps", "csat")
            for place, (segment, name) in enumerate(who)
        ),
    )
    put(store, "ticket", *({"ticket_id": name, "created_at": at(place / 10), "member_id": name} for place, (_, name) in enumerate(who)))
    return store


def seen(app: AppTest) -> str:
    """Words, tables and pictures."""
    return texts(app) + "".join(table.value.to_csv() for table in app.dataframe) + "".join(str(chart.proto) for chart in app.get("vega_lite_chart"))


@pytest.mark.parametrize("page", [USERS, VOICE, SUPPORT])
def test_a_reader_is_offered_the_large_segments_only(page: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    as_reader(monkeypatch)
    app = opened(page, store, monkeypatch, link=EVERYTHING)
    assert app.multiselect(key="segment").options == ["large", "middle"]


def test_an_analyst_is_offered_all_but_on_a_page_for_executives(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(USERS, store, monkeypatch, link=EVERYTHING)
    assert app.multiselect(key="segment").options == list(SIZES)
    app = sound(app.multiselect(key="segment").select("small").run())
    assert "Not filtered" not in texts(app)
    app = sound(app.switch_page(SUPPORT).run())
    assert app.multiselect(key="segment").options == ["large", "middle"]
    assert app.multiselect(key="segment").value == []
    assert "Not filtered by **small**" in texts(app)


@pytest.mark.parametrize("named", ["small", "single", "nobody's"])
def test_a_segment_in_the_address_that_is_not_shown_is_not_applied_and_the_page_says_so(named: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    as_reader(monkeypatch)
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["segment"] = named
    app = sound(app.run())
    assert app.multiselect(key="segment").value == []
    assert f"Not filtered by **{named}**: a segment is shown only where it has 5 people or more" in texts(app)
    app = sound(app.run())
    assert app.multiselect(key="segment").value == []
    assert "Not filtered" not in texts(app)


def test_a_segment_that_is_shown_is_applied_from_the_address(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    as_reader(monkeypatch)
    app = opened(USERS, store, monkeypatch, link={**EVERYTHING, "segment": "middle"})
    assert app.multiselect(key="segment").value == ["middle"]
    assert "Not filtered" not in texts(app)


def test_a_link_inside_the_app_cannot_set_one_either(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    as_reader(monkeypatch)
    app = opened(USERS, store, monkeypatch, link={**EVERYTHING, "set": "segment=small"})
    assert app.multiselect(key="segment").value == []


def test_scores_by_segment_show_the_large_ones_and_the_others_as_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    as_reader(monkeypatch)
    app = opened(VOICE, store, monkeypatch, link=EVERYTHING)
    assert "Other segments: 2 together" in texts(app)
    assert "other segments" in seen(app)
    for hidden in ("small", "single"):
        assert hidden not in seen(app).replace("Said in small", "").replace("Said in single", "")


def test_comments_do_not_say_their_segment_to_a_reader(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(VOICE, store, monkeypatch, link=EVERYTHING)
    assert [list(table.value) for table in app.dataframe] == [["Score", "Comment", "Segment", "Day"]] * 2
    as_reader(monkeypatch)
    app = opened(VOICE, store, monkeypatch, link=EVERYTHING)
    assert [list(table.value) for table in app.dataframe] == [["Score", "Comment", "Day"]] * 2


def test_an_analyst_sees_the_small_ones(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(VOICE, store, monkeypatch, link={**EVERYTHING, "segment": "small"})
    assert {metric.label: metric.value for metric in app.metric} == {"NPS": "+100", "Detractors": "0%", "Answers": "4", "CSAT": "100%"}


def test_a_score_of_few_of_a_large_segment_is_kept_back_from_a_reader(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    late = [{"response_id": f"late{place}", "responded_at": at(24 * 40), "survey": "nps", "score": 0, "member_id": f"middle{place}"} for place in range(3)]
    put(store, "survey_response", *late, *({**answer, "response_id": f"c{answer['response_id']}", "survey": "csat", "score": 1} for answer in late))
    put(store, "activity", post("large0", hours=24 * 42))
    link = {"period": "Last 4 weeks", "segment": "middle"}
    app = opened(VOICE, store, monkeypatch, link=link)
    assert {metric.label: metric.value for metric in app.metric}["NPS"] == "−100"
    as_reader(monkeypatch)
    app = opened(VOICE, store, monkeypatch, link=link)
    assert {metric.value for metric in app.metric} == {"—"}
    assert "Too few answers to tell. Fewer than 5 people of these segments answered" in texts(app)
    assert "−100" not in seen(app)
    assert not app.dataframe


def rows_behind(app: AppTest, title: str) -> list[pd.DataFrame]:
    """The card's figures, and the records behind them."""
    app = sound(app.button(key=f"rows-{title}").click().run())
    return [table.value for table in app.dataframe if {"group", "period_start", "responded_at"} & set(table.value)]


def test_rows_behind_do_not_say_segments_to_a_reader(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    _, records = rows_behind(opened(VOICE, store, monkeypatch, link=EVERYTHING), "By segment")
    assert "comment" in records
    assert "segment" in records
    as_reader(monkeypatch)
    figures, records = rows_behind(opened(VOICE, store, monkeypatch, link=EVERYTHING), "By segment")
    assert figures["group"].tolist() == ["large", "middle", "other segments"]
    assert "comment" in records
    assert "segment" not in records


def test_rows_behind_a_score_of_few_are_kept_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the middle segment twelve answered in the first week, and three in the third: those are asked for by themselves."""
    late = [{"response_id": f"late{place}", "responded_at": at(24 * 15), "survey": "nps", "score": 0, "member_id": f"middle{place}"} for place in range(3)]
    put(store, "survey_response", *late)
    put(store, "activity", post("large0", hours=24 * 20))
    as_reader(monkeypatch)
    app = opened(VOICE, store, monkeypatch, link={**EVERYTHING, "segment": "middle", "by": "by week"})
    assert len(rows_behind(app, "Net Promoter Score")[-1]) == 15
    app = opened(VOICE, store, monkeypatch, link={**EVERYTHING, "segment": "middle", "by": "by week"})
    app.session_state["records-which-Net Promoter Score"] = "Week of 19 Jan 2026"
    assert [len(table) for table in rows_behind(app, "Net Promoter Score") if "responded_at" in table] == []
    assert "Fewer than 5 people of these segments answered" in texts(app)
