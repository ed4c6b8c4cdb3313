"""The People page: suggestions are looked at, confirmed, told apart and undone; only by analysts."""

import pytest
from sqlalchemy import select

from lib.store import Store, people
from lib.store.tables import person_link
from tests.factories import post, put
from tests.pages.opened_app import as_reader, labels, opened, sound, texts

PAGE = "pages/data/people.py"


def filled(store: Store) -> None:
    mails = [f"{letter * 64}" for letter in "abc"]
    put(store, "member", *({"member_id": name, "name": f"{name} *Forum*", "email_hash": mail} for name, mail in zip(("ana", "ben", "cy"), mails, strict=True)))
    put(store, "member", *({"member_id": f"u{n}", "email_hash": mail} for n, mail in enumerate(mails[:2], 1)), source="chat")
    put(store, "member", {"member_id": "u9", "name": "cy forum"}, source="desk")
    put(store, "activity", post("ana"))
    put(store, "activity", post("u1"), source="chat")


def people_count(store: Store) -> int:
    return store.frame(select(person_link))["person_id"].nunique()


def test_an_empty_store_says_what_is_needed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, store, monkeypatch)
    assert "No accounts yet" in texts(app)


def test_suggestions_stand_with_their_evidence_and_their_effect(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    app = opened(PAGE, store, monkeypatch)
    assert "2 strong suggestions wait" in texts(app)
    assert "2 people fewer, 1 of them among the active users" in texts(app)
    assert [metric.value for metric in app.metric] == ["6", "6", "0", "3"]
    assert "ana \\*Forum\\*" in texts(app)
    app.selectbox(key="people.strength").set_value("weak").run()
    assert "cy \\*Forum\\*" in texts(sound(app))


def test_one_is_confirmed_and_undone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    app = opened(PAGE, store, monkeypatch)
    next(button for button in app.button if button.label == "One person").click().run()
    app.run()
    assert [metric.value for metric in sound(app).metric] == ["5", "6", "1", "2"]
    assert "by this computer" in texts(app)
    next(button for button in app.button if button.label == "Undo").click().run()
    app.run()
    assert people_count(store) == 0


def test_all_strong_ones_are_confirmed_after_a_question(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    app = opened(PAGE, store, monkeypatch)
    app.button(key="people.all.ask").click().run()
    assert "2 groups of accounts" in texts(app)
    assert people_count(store) == 0
    app.button(key="people.all.agree").click().run()
    app.run()
    sound(app)
    assert people_count(store) == 2


def test_different_people_are_not_suggested_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    app = opened(PAGE, store, monkeypatch)
    next(button for button in app.button if button.label == "Different people").click().run()
    app.run()
    assert "1 strong suggestion waits" in texts(sound(app))
    assert "are different people" in texts(app)
    next(button for button in app.button if button.label == "Undo").click().run()
    app.run()
    assert "2 strong suggestions wait" in texts(sound(app))


def test_accounts_are_searched_and_linked_by_hand(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    app = opened(PAGE, store, monkeypatch)
    app.text_input(key="people.search").set_value("ana").run()
    next(button for button in app.button if button.label == "Choose").click().run()
    assert "Choose another account" in labels(app)
    app.text_input(key="people.search").set_value("u9").run()
    next(button for button in app.button if button.label == "Choose").click().run()
    app.button(key="people.hand").click().run()
    app.run()
    found = sound(app) and people.linked(store)
    assert found[["source", "member_id", "reason"]].to_numpy().tolist() == [["forum", "ana", "by hand"], ["desk", "u9", "by hand"]]
    app.text_input(key="people.search").set_value("nobody").run()
    assert "No account has" in texts(app)


def test_one_account_of_three_is_taken_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    people.link(store, [("forum", "ana"), ("chat", "u1"), ("desk", "u9")], "by hand", "tests")
    app = opened(PAGE, store, monkeypatch)
    app.button(key="people.out.('desk', 'u9')").click().run()
    app.run()
    sound(app)
    assert set(people.linked(store)["source"]) == {"forum", "chat"}


def test_readers_see_no_names_and_decide_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    people.link(store, [("forum", "ana"), ("chat", "u1")], "email", "tests")
    as_reader(monkeypatch)
    app = opened(PAGE, store, monkeypatch)
    assert "only analysts see them" in texts(app)
    assert "Forum" not in texts(app)
    assert labels(app) == {"Log out"}
    assert not app.text_input


def test_who_is_no_analyst_any_more_decides_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    app = opened(PAGE, store, monkeypatch)
    as_reader(monkeypatch)
    next(button for button in app.button if button.label == "One person").click().run()
    assert "only analysts see them" in texts(sound(app))
    assert people.linked(store).empty


def test_what_somebody_else_undid_meanwhile_is_told_and_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    people.link(store, [("forum", "ana"), ("chat", "u1")], "email", "tests")
    app = opened(PAGE, store, monkeypatch)
    people.unlink(store, [("forum", "ana")])
    next(button for button in app.button if button.label == "Undo").click().run()
    assert "not linked any more" in texts(sound(app))
