"""Growth vs support as a page: with the demo community, with tickets alone, with nothing, and a change that is chosen."""

from datetime import date, timedelta

import pytest

from data.demo import fill
from lib.store import Store
from lib.store.annotations import add
from lib.ui.change_effect import CHANGE, SERIES
from tests.factories import START, put
from tests.pages.opened_app import opened, sound, texts

PAGE = "pages/executive/growth_vs_support.py"


@pytest.fixture(autouse=True)
def on_the_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)


def test_the_demo_community_says_what_it_does_not_show(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store, members=150, days=420, seed=7)
    app = opened(PAGE, store, monkeypatch)
    assert "**No relation shown.** Over 5" in texts(app)
    assert "A relation is no cause" in texts(app)
    assert len(app.metric) == 6
    assert app.selectbox(key=CHANGE).format_func(app.selectbox(key=CHANGE).value).startswith("Product launch")
    for series in app.selectbox(key=SERIES).options[1:]:
        app = sound(app.selectbox(key=SERIES).select(series).run())
        assert "**How large**" not in texts(app)
        assert "difference" in texts(app)


def test_too_little_says_how_much_is_missing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "ticket", *({"ticket_id": f"t{number}", "created_at": START + timedelta(days=number)} for number in range(60)))
    add(store, "change", date(2026, 2, 2), date(2026, 2, 2), "Release", "ana")
    app = opened(PAGE, store, monkeypatch)
    assert "**Too short to tell: 0 of 24 weeks.**" in texts(app)
    assert "4 whole weeks before and 4 after; at least 8 are needed on either side" in texts(app)


def test_without_a_change_it_says_where_to_enter_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "ticket", *({"ticket_id": f"t{number}", "created_at": START + timedelta(days=number)} for number in range(60)))
    app = opened(PAGE, store, monkeypatch)
    assert "No change has been entered yet" in texts(app)


def test_an_empty_store_offers_the_ways_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "**Nothing to show yet**" in texts(opened(PAGE, store, monkeypatch))
