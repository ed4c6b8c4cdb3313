"""The metric dictionary in the app: every metric can be looked up, by a link too."""

import pytest

from lib.metrics import METRICS
from lib.store import Store
from lib.ui.metric_dictionary import page_title, where_shown
from tests.pages.opened_app import opened, texts

METRICS_PAGE = "pages/data/metrics.py"


@pytest.fixture(autouse=True)
def the_same_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)


def test_every_metric_can_be_chosen_and_is_in_the_table(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(METRICS_PAGE, store, monkeypatch)
    assert len(app.selectbox(key="dictionary.metric").options) == len(METRICS)
    assert sorted(app.dataframe[0].value["Name"]) == sorted(METRICS)
    label = next(option for option in app.selectbox(key="dictionary.metric").options if "(response_time)" in option)
    app.selectbox(key="dictionary.metric").select(label).run()
    assert METRICS["response_time"].definition.split("\n")[0] in texts(app)
    assert "`staff`, `anyone`" in texts(app)


def test_a_link_names_a_metric(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(METRICS_PAGE, store, monkeypatch, link={"metric": "ugc"})
    assert METRICS["ugc"].definition.split("\n")[0] in texts(app)


def test_where_a_metric_is_shown() -> None:
    assert "pages/community/response_time.py" in where_shown()["response_time"]
    assert page_title("pages/community/response_time.py") == "Response time"
    assert set(where_shown()) <= set(METRICS)


def test_every_metric_is_on_a_page() -> None:
    assert set(where_shown()) == set(METRICS)


def test_a_metric_is_on_the_pages_that_draw_it() -> None:
    shown = where_shown()
    assert shown["review_queue"] == ("pages/community/review_queue.py",)
    assert shown["growth_vs_tickets_relation"] == ("pages/executive/growth_vs_support.py",)
    assert shown["returning"] == ("pages/community/overview.py",)
    assert shown["retention"] == ("pages/community/active_users.py",)
    assert "pages/community/overview.py" in shown["nps"]
