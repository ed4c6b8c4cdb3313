"""The foot of a card: its files stand alone, the records behind it are told, and where there is no number it says why."""

from datetime import date
from xml.etree import ElementTree

import pandas as pd
import pytest
import streamlit as st

from lib.charts import active_users
from lib.scope import Grain, Scope
from lib.store import Store
from lib.ui.drawing import draw
from lib.ui.foot import file_name, picture
from lib.ui.shown import Shown
from lib.ui.view import View
from lib.ui.why import why
from tests.charts import frames
from tests.factories import START, comment, post, put
from tests.pages.opened_app import opened, texts

RESPONSE_TIME = "pages/community/response_time.py"
CONTENT = "pages/community/content.py"
EVERYTHING = {"period": "All data"}


@pytest.fixture(autouse=True)
def filled(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    st.cache_data.clear()
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)
    put(store, "member", {"member_id": "sam", "role": "staff", "name": "Sam Secret"}, {"member_id": "ana", "name": "Ana Secret"})
    records = []
    for day in range(30):
        question = post("ana", 24.0 * day, title=f"Question {day}", channel="help")
        records += [question, comment("sam", 24.0 * day + 2, thread=question["thread_id"], channel="help")]
    put(store, "activity", *records)
    return store


def view(store: Store, **more: object) -> View:
    kinds = {"activity": store.data_period("activity")}
    return View(store, store.version, store.today(), store.settings, None, kinds["activity"], Scope(by=Grain.WEEK, **more), kinds=kinds)


def test_a_picture_says_what_it_is_about(store: Store) -> None:
    shown = Shown(pd.DataFrame(), draw(active_users.active_members, frames.active_users()), foot="Every day is over.")
    root = ElementTree.fromstring(picture("Active members", "Counted every day", view(store, channels=("help",)), shown))  # noqa: S314
    said = " ".join(part.text or "" for part in root.iter("{http://www.w3.org/2000/svg}text"))
    for words in ("Active members", "Counted every day", "In help from 5 Jan to 3 Feb 2026, by week.", "Every day is over."):
        assert words in said
    assert file_name("Who came, who left", view(store)) == "who-came-who-left-2026-01-05-to-2026-02-03"


def test_a_card_offers_its_files_and_a_table_only_its_rows(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(RESPONSE_TIME, store, monkeypatch, link=EVERYTHING)
    offered = [button.proto.label for button in app.get("download_button")]
    assert offered.count("Table (CSV)") == 3  # nobody waits, so that card has nothing to give
    assert offered.count("Picture (PNG)") == offered.count("Drawing (SVG)") == 2


def test_the_records_behind_a_card_are_listed_without_names(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(RESPONSE_TIME, store, monkeypatch, link=EVERYTHING)
    tables = len(app.dataframe)
    app.button(key="rows-How many have an answer").click().run()
    assert "30 threads opened by members, newest first" in texts(app)
    assert len(app.dataframe) == tables + 2
    records = next(table.value for table in app.dataframe if "title" in table.value)
    assert records["title"].tolist()[:2] == ["Question 29", "Question 28"]
    assert "Secret" not in records.to_csv()
    assert "Week of 5 Jan 2026" in app.selectbox(key="records-which-How many have an answer").options


def test_posts_and_comments_stand_behind_content(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(CONTENT, store, monkeypatch, link={**EVERYTHING, "staff": "true"})
    app.button(key="rows-Posts and comments").click().run()
    assert "60 posts and comments, newest first" in texts(app)


@pytest.mark.parametrize(
    ("kind", "first", "last", "short"),
    [
        ("ticket", date(2026, 1, 5), date(2026, 1, 31), "no support tickets yet"),
        ("activity", date(2025, 1, 1), date(2025, 2, 1), "outside the data"),
        ("activity", date(2026, 2, 3), date(2026, 2, 3), "no whole week yet"),
        ("activity", date(2026, 1, 5), date(2026, 1, 31), "too few to tell"),
    ],
)
def test_why_there_is_no_number(store: Store, kind: str, first: date, last: date, short: str) -> None:
    assert why(view(store, first=first, last=last), kind).short == short


def test_why_there_is_no_number_in_a_period_without_records(store: Store) -> None:
    put(store, "survey_response", {"response_id": "r", "responded_at": START, "survey": "nps", "score": 9.0})
    kinds = {kind: period for kind in ("activity", "survey_response") if (period := store.data_period(kind))}
    found = View(store, store.version, store.today(), store.settings, None, None, Scope(date(2026, 1, 12), date(2026, 1, 18)), kinds=kinds)
    assert why(found.about("survey_response"), "survey_response").short == "none in this period"


def test_a_figure_without_a_number_says_why(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.ui.queue.late", lambda view: [None, None])
    app = opened(RESPONSE_TIME, store, monkeypatch, link=EVERYTHING)
    waiting = next(metric for metric in app.metric if metric.label == "Waiting over 24 h")
    assert "Why there is no number" in waiting.proto.help
    assert all("Why there is no number" not in metric.proto.help for metric in app.metric if metric is not waiting)
