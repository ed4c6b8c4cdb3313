"""A store with records of one kind only: the filters are there, and a page about another kind says what it lacks."""

import pytest

from lib.store import Store
from tests.factories import START, post, put
from tests.pages.opened_app import as_reader, opened, texts

OVERVIEW = "pages/community/overview.py"
ACTIVE_USERS = "pages/community/active_users.py"


@pytest.fixture(autouse=True)
def only_tickets(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)
    put(store, "ticket", *({"ticket_id": f"t{number}", "created_at": START} for number in range(3)))
    return store


def test_a_page_says_what_it_lacks_and_where_to_bring_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(ACTIVE_USERS, store, monkeypatch)
    assert [title.value for title in app.title] == ["Is the community growing?"]
    assert "**No activity yet**" in texts(app)
    assert "`occurred_at`" in texts(app)
    assert app.get("page_link")
    assert app.selectbox(key="period").value == "Last 12 weeks"


def test_who_may_only_look_is_told_whom_to_ask(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    as_reader(monkeypatch)
    app = opened(ACTIVE_USERS, store, monkeypatch)
    assert "Ask an analyst" in texts(app)
    assert not app.get("page_link")


def test_the_comparison_is_in_the_address_and_stays(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(ACTIVE_USERS, store, monkeypatch, link={"compare": "Year before"})
    assert app.selectbox(key="compare").value == "Year before"
    app.switch_page("pages/data/snapshots.py").run()
    app.switch_page(ACTIVE_USERS).run()
    assert app.selectbox(key="compare").value == "Year before"


def test_a_link_sets_filters_there_and_unknown_ones_are_passed_over(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", *(post("ana", number, channel=channel) for number, channel in enumerate(("help", "ideas", "help"))))
    app = opened(ACTIVE_USERS, store, monkeypatch)
    app.query_params["set"] = ["channel=help", "by=by month", "period=All data", "channel=nowhere", "staff=true", "nonsense"]
    app.run()
    assert app.multiselect(key="channel").value == ["help"]
    assert (app.selectbox(key="by").value, app.selectbox(key="period").value) == ("by month", "All data")
    assert app.toggle(key="staff").value is False
    assert "set" not in app.query_params


def test_the_overview_shows_the_families_there_are_and_names_the_others(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(OVERVIEW, store, monkeypatch)
    assert {metric.label for metric in app.metric} == {"Tickets", "Backlog", "Resolution"} or "Tickets" in {metric.label for metric in app.metric}
    assert "Not shown: no activity, no survey responses and no customers yet." in texts(app)
    assert "No activity to look at." in texts(app)
    put(store, "activity", post())
    app = opened(OVERVIEW, store, monkeypatch)
    assert "Not shown: no survey responses and no customers yet." in texts(app)
    assert len(app.metric) % 2 == 0
