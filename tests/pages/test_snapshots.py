"""The history of what came in, and the way back."""

import pytest

from lib.intake.syncing import sync
from lib.store import Store
from tests.factories import post, put
from tests.pages.opened_app import as_reader, labels, opened, sound, texts
from tests.sources.toy_origin import Toy, posts

PAGE = "pages/data/snapshots.py"


def test_an_empty_store_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(PAGE, store, monkeypatch)
    assert "Nothing has come in yet" in texts(app)
    assert not app.dataframe


def test_the_history_is_newest_first_and_in_words(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post(), post("ben"), file="january.csv")
    put(store, "activity", post(), file="february.csv")
    store.withdraw(1, "tests")
    shown = opened(PAGE, store, monkeypatch).dataframe[0].value
    assert shown["No."].tolist() == [2, 1]
    assert shown["State"].tolist() == ["in use", "withdrawn"]
    assert shown["New"].tolist() == [1, 2]
    assert shown["File"].tolist() == ["february.csv", "january.csv"]


def test_a_linked_snapshot_is_withdrawn_and_brought_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post(), post("ben"), file="january.csv")
    app = opened(PAGE, store, monkeypatch, link={"snapshot": "1"})
    assert "Snapshot 1" in texts(app)
    app.button(key="snapshots.flip.1").click().run()
    assert "The 2 records of activity it brought leave" in texts(app)
    assert bool(store.snapshots()["active"].iloc[0])  # nothing yet
    app.button(key="snapshots.agree").click().run()
    app.run()
    sound(app)
    assert not bool(store.snapshots()["active"].iloc[0])
    assert store.data_period("activity") is None
    app.button(key="snapshots.flip.1").click().run()
    assert "2 rows of activity count again" in texts(app)
    app.button(key="snapshots.agree").click().run()
    app.run()
    assert bool(store.snapshots()["active"].iloc[0])
    assert store.snapshots()["changed_by"].iloc[0] == "this computer"


def test_of_a_whole_read_it_says_what_comes_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sync(store, {"forum": Toy({"activity": [posts(1, 2, 3)]})}, who="ana")
    sync(store, {"forum": Toy({"activity": [posts(1)]})}, who="ana", whole=True)
    app = opened(PAGE, store, monkeypatch, link={"snapshot": "2"})
    app.button(key="snapshots.flip.2").click().run()
    assert "The 2 records it found gone count again, unless another snapshot says so too." in texts(app)


def test_leaving_it_leaves_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post(), file="january.csv")
    app = opened(PAGE, store, monkeypatch, link={"snapshot": "1"})
    app.button(key="snapshots.flip.1").click().run()
    app.button(key="snapshots.refuse").click().run()
    assert bool(store.snapshots()["active"].iloc[0])
    assert "snapshots.agree" not in {button.key for button in app.button}


@pytest.mark.parametrize("link", ["99", "x", ""])
def test_a_link_to_no_snapshot_shows_the_history(store: Store, monkeypatch: pytest.MonkeyPatch, link: str) -> None:
    put(store, "activity", post())
    app = opened(PAGE, store, monkeypatch, link={"snapshot": link})
    assert len(app.dataframe[0].value) == 1
    assert "Choose a row" in texts(app)


def test_a_reader_looks_and_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post(), file="january.csv")
    as_reader(monkeypatch)
    app = opened(PAGE, store, monkeypatch, link={"snapshot": "1"})
    assert "Snapshot 1" in texts(app)
    assert not {"Withdraw", "Restore"} & labels(app)


def test_who_is_no_analyst_any_more_withdraws_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post(), file="january.csv")
    app = opened(PAGE, store, monkeypatch, link={"snapshot": "1"})
    app.button(key="snapshots.flip.1").click().run()
    as_reader(monkeypatch)
    app.session_state["snapshots.agreed"] = (1, True)
    app.run()
    assert bool(store.snapshots()["active"].iloc[0])
