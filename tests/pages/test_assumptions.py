"""Assumptions from the page: with source and reason, signed, and never without."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from lib.report.quarter import Quarter
from lib.scope import Grain
from lib.store import Store
from lib.store.setting_changes import stated
from lib.store.tables import RECORDS
from tests.factories import post, put
from tests.pages.opened_app import as_reader, labels, opened, sound, texts

PAGE = "pages/data/assumptions.py"


def say(app: AppTest, form: str, source: str, reason: str) -> AppTest:
    app.text_input(key=f"{form}.source.0").set_value(source)
    app.text_input(key=f"{form}.reason.0").set_value(reason)
    return app


def plain(app: AppTest) -> str:
    """What the page says, as it reads."""
    return texts(app).replace("\\", "")


def save(app: AppTest) -> AppTest:
    return sound(app.button(key="assumptions.save.0").click().run())


def test_an_empty_store_says_what_is_our_default_and_what_is_not_entered(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    said = plain(opened(PAGE, store, monkeypatch))
    assert "20%, from 10% to 40%" in said
    assert "nobody has said what it is here" in said
    assert "Not entered" in said
    assert "Nobody has stated anything yet." in said


def test_all_that_is_changed_is_saved_together_with_its_source_and_reason(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, store, monkeypatch)
    app.number_input(key="assumptions.deflection_share_low.0").set_value(22.5)
    app.number_input(key="assumptions.deflection_share_base.0").set_value(31.0)
    app.number_input(key="assumptions.cost_per_ticket.0").set_value(85.0)
    before = store.version
    save(say(app, "assumptions", "Finance, June 2026", "Salaries over tickets"))
    assert store.version == before + 1
    assert (store.settings.deflection_share_low, store.settings.deflection_share_base, store.settings.cost_per_ticket) == (0.225, 0.31, 85)
    said = stated(store, ["deflection_share_low", "deflection_share_base", "deflection_share_high", "cost_per_ticket"])
    assert sorted(said) == ["cost_per_ticket", "deflection_share_base", "deflection_share_low"]
    assert {(one.source, one.reason, one.changed_by) for one in said.values()} == {("Finance, June 2026", "Salaries over tickets", "this computer")}
    assert "Source: Finance, June 2026" in plain(app)
    history = app.dataframe[0].value
    assert set(history["What"]) == {"Cost of a ticket", "Would have opened a ticket, at least", "Would have opened a ticket, most likely"}
    assert set(history["Value"]) == {"22.5%", "31%", "85"}
    assert app.text_input(key="assumptions.source.1").value == ""


def test_without_source_and_reason_nothing_is_saved_and_the_fields_say_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, store, monkeypatch)
    app.number_input(key="assumptions.cost_per_ticket.0").set_value(85.0)
    save(say(app, "assumptions", "  ", ""))
    assert "Say where it comes from" in plain(app)
    assert "Say why it is so" in plain(app)
    assert store.settings.cost_per_ticket is None
    assert app.number_input(key="assumptions.cost_per_ticket.0").value == 85.0  # nothing typed is lost


def test_shares_out_of_order_are_told_at_the_field(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, store, monkeypatch)
    app.number_input(key="assumptions.deflection_share_low.0").set_value(90.0)
    save(say(app, "assumptions", "Survey", "Asked"))
    assert "has to rise from the lowest case to the highest" in plain(app)
    assert store.settings.deflection_share_low == 0.1


def test_nothing_changed_is_nothing_saved(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = save(say(opened(PAGE, store, monkeypatch), "assumptions", "Survey", "Asked"))
    assert "Nothing is changed yet." in plain(app)


def test_an_amount_is_emptied_with_a_source_and_a_reason_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.set_setting("cost_per_ticket", "85", "ana", source="Finance", reason="Salaries")
    app = opened(PAGE, store, monkeypatch)
    app.number_input(key="assumptions.cost_per_ticket.0").set_value(None)
    save(say(app, "assumptions", "Finance", "No longer known"))
    assert store.settings.cost_per_ticket is None


def test_a_cost_of_a_quarter_by_hand_becomes_records_and_is_named(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    quarter = Quarter.of(datetime.now(UTC).date()).previous
    put(store, "activity", *(post("ana", occurred_at=datetime(day.year, day.month, day.day, tzinfo=UTC)) for day in quarter.period))
    app = opened(PAGE, store, monkeypatch)
    app.selectbox(key="costs.span.0").select(f"{quarter.name}, all three months")
    app.text_input(key="costs.item.0").set_value("Moderation")
    app.number_input(key="costs.amount.0").set_value(900.0)
    say(app, "costs", "Budget 2025", "Weekend cover")
    sound(app.button(key="costs.enter.0").click().run())
    cost = RECORDS["programme_cost"]
    found = store.frame(select(cost.c.month, cost.c.amount, cost.c.source).where(cost.c.current).order_by(cost.c.month))
    assert found["month"].dt.date.tolist() == Grain.MONTH.starts(quarter.period)
    assert found["amount"].tolist() == [300, 300, 300]
    said = plain(app)
    assert "€900" in said
    assert "3 records entered by hand (Budget 2025)" in said
    assert f"Programme cost {quarter.start:%Y-%m}: Moderation" in set(app.dataframe[0].value["What"])
    assert store.snapshots()["source"].tolist() == ["by hand", "forum"]


def test_a_cost_without_what_it_needs_says_so_at_the_fields(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, store, monkeypatch)
    sound(app.button(key="costs.enter.0").click().run())
    said = plain(app)
    assert all(words in said for words in ("Say what it pays for.", "Say how much it costs.", "an invoice, the budget", "belongs to the programme"))
    assert store.snapshots().empty


def test_a_reader_sees_all_and_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.set_setting("cost_per_ticket", "85", "ana", source="Finance", reason="Salaries")
    as_reader(monkeypatch)
    app = opened(PAGE, store, monkeypatch)
    assert "Source: Finance" in plain(app)
    assert app.dataframe[0].value["Reason"].tolist() == ["Salaries"]
    assert not {"Save assumptions", "Enter cost"} & labels(app)
    assert not app.number_input
