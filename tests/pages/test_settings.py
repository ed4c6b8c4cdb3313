"""The settings, from the page."""

import pytest
from streamlit.testing.v1 import AppTest

from data import demo
from lib.settings import Settings
from lib.store import Store
from lib.ui.settings_form import ASSUMPTIONS
from tests.factories import post, put
from tests.pages.opened_app import as_reader, labels, opened, sound, texts

PAGE = "pages/data/settings.py"


def save(app: AppTest) -> AppTest:
    app.button(key="setting_save").click().run()
    return sound(app)


def test_every_setting_has_a_field_with_its_sentence(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, store, monkeypatch)
    for key in set(Settings.model_fields) - set(ASSUMPTIONS):
        assert app.get_by_key(f"setting.{key}").help == Settings.describe(key)
    assert app.button(key="setting_save").disabled


def test_changes_are_saved_together_and_signed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, store, monkeypatch)
    app.selectbox(key="setting.zone").select("Europe/Warsaw").run()
    assert "counts every day and hour anew" in texts(app)  # said before it is saved
    app.number_input(key="setting.target_nps").set_value(12.5).run()
    app.number_input(key="setting.target_answered_24h").set_value(0.75).run()
    assert app.button(key="setting_save").label == "Save 3 changes"
    save(app)
    assert store.settings.zone == "Europe/Warsaw"
    assert (store.settings.target_nps, store.settings.target_answered_24h) == (12.5, 0.75)
    history = app.dataframe[0].value
    assert set(history["Setting"]) == {"Time zone", "NPS", "Answered within 24 hours"}
    assert set(history["Changed by"]) == {"this computer"}
    assert app.button(key="setting_save").disabled


def test_a_goal_that_may_be_empty_is_set_as_it_is_counted_and_emptied_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.set_setting("target_monthly_active", "250", "ana", source="Plan", reason="Growth")
    app = opened(PAGE, store, monkeypatch)
    goal = app.number_input(key="setting.target_monthly_active")
    assert (goal.value, type(goal.value), goal.proto.format) == (250, int, "%d")
    history = app.dataframe[0].value
    assert history[["Source", "Reason"]].values.tolist() == [["Plan", "Growth"]]
    goal.set_value(300).run()
    save(app)
    assert store.settings.shown["target_monthly_active"] == "300"
    app.number_input(key="setting.target_monthly_active").set_value(None).run()
    save(app)
    assert store.settings.target_monthly_active is None


def test_staff_are_chosen_among_the_members_or_typed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post("ana"), post("ben"))
    app = opened(PAGE, store, monkeypatch)
    staff = app.multiselect(key="setting.staff")
    assert staff.options == ["forum:ana", "forum:ben"]
    staff.set_value(["forum:ana", "chat:eva"]).run()
    save(app)
    assert store.settings.staff == ("forum:ana", "chat:eva")


def test_a_value_that_cannot_be_is_told_at_its_field_and_not_saved(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, store, monkeypatch)
    app.text_input(key="setting.business_hours").set_value("always").run()
    assert "not like" in texts(app)
    assert app.button(key="setting_save").disabled
    app.multiselect(key="setting.holidays").set_value(["2026-12-25"]).run()
    app.text_input(key="setting.business_hours").set_value("mon-fri 08:00-16:00").run()
    save(app)
    assert store.settings.shown["business_hours"] == "mon-fri 08:00-16:00"
    assert store.settings.shown["holidays"] == "2026-12-25"


def test_the_demo_community_is_taken_out_after_a_question_and_own_data_stay(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    demo.fill(store, members=30, days=30)
    put(store, "activity", post())
    app = opened(PAGE, store, monkeypatch)
    app.button(key="demo.remove").click().run()
    assert store.snapshots()["active"].all()
    app.button(key="demo.agree").click().run()
    app.run()
    sound(app)
    snapshots = store.snapshots()
    assert snapshots[snapshots["active"].astype(bool)]["source"].tolist() == ["forum"]
    assert "Remove the demo community" not in labels(app)


def test_an_empty_store_can_be_filled_and_own_data_are_not_mixed_with_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Fill with the demo community" in labels(opened(PAGE, store, monkeypatch))
    put(store, "activity", post())
    assert not {"Fill with the demo community", "Remove the demo community"} & labels(opened(PAGE, store, monkeypatch))


def test_a_reader_sees_the_settings_and_changes_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post("ana"))
    as_reader(monkeypatch)
    app = opened(PAGE, store, monkeypatch)
    assert app.selectbox(key="setting.zone").disabled
    assert app.multiselect(key="setting.staff").options == []  # members are not listed to readers
    assert "setting_save" not in {button.key for button in app.button}
