"""Events: what an analyst enters is listed and can be taken out; a reader looks."""

from datetime import date

import pytest

from lib.store import Store
from lib.store.annotations import add, annotations
from lib.ui.events import days_of
from tests.pages.opened_app import as_reader, labels, opened, sound, texts

PAGE = "pages/data/events.py"


@pytest.fixture(autouse=True)
def on_the_store(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)


def test_an_event_is_entered_and_listed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, store, monkeypatch)
    assert "No events yet" in texts(app)
    app.text_input(key="events.name.0").set_value(" Release  4.2 ")
    app.date_input(key="events.first.0").set_value(date(2026, 3, 3))
    app = sound(app.button(key="events.add.0").click().run())
    assert app.dataframe[0].value[["When", "What", "Kind"]].to_numpy().tolist() == [["3 Mar 2026", "Release 4.2", "Change"]]
    assert app.text_input(key="events.name.1").value == ""
    found = annotations(store).iloc[0]
    assert (found["kind"], found["last_day"].date()) == ("change", date(2026, 3, 3))


def test_what_cannot_be_is_said_and_nothing_is_entered(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, store, monkeypatch)
    app = sound(app.button(key="events.add.0").click().run())
    assert "needs a name" in texts(app)
    app.text_input(key="events.name.0").set_value("Outage")
    app.date_input(key="events.last.0").set_value(date(2026, 1, 1))
    app = sound(app.button(key="events.add.0").click().run())
    assert "ends before it starts" in texts(app)
    assert annotations(store).empty


def test_the_chosen_event_is_removed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, "incident", date(2026, 2, 3), date(2026, 2, 4), "Outage", "ana")
    app = opened(PAGE, store, monkeypatch)
    assert "Remove the chosen event" not in labels(app)
    app.session_state["events.table"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app = sound(app.run())
    app = sound(app.button(key="events.remove").click().run())
    assert annotations(store).empty
    assert "No events yet" in texts(app)


def test_a_reader_only_looks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, "incident", date(2026, 2, 3), date(2026, 2, 4), "Outage", "ana")
    as_reader(monkeypatch)
    app = opened(PAGE, store, monkeypatch)
    assert not app.text_input
    assert "Remove the chosen event" not in labels(app)
    assert app.dataframe[0].value["What"].tolist() == ["Outage"]
    assert "Only analysts" in texts(app)


def test_days_read_as_people_say_them() -> None:
    assert days_of(date(2026, 7, 28), date(2026, 7, 28)) == "28 Jul 2026"
    assert days_of(date(2026, 7, 28), date(2026, 7, 30)) == "28 to 30 Jul 2026"
    assert days_of(date(2026, 7, 30), date(2026, 8, 2)) == "30 Jul to 2 Aug 2026"
