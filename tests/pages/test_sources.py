"""The page Sources: every state of a source in words, what begins a sync, and what only came by hand."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from lib.errors import SourceError
from lib.intake.syncing import Step, sync
from lib.sources.origin import Chunk, Progress
from lib.sources.origin_type import OriginType, origin_types
from lib.store import Store
from lib.store.sync_runs import begin, finish
from lib.ui import background_sync
from lib.ui.source_refused import refused_csv
from tests.conftest import NOW
from tests.factories import post, put
from tests.pages.opened_app import as_reader, labels, opened, sound, texts
from tests.sources.toy_origin import Toy, members, posts

PAGE = "pages/data/sources.py"
Secrets = Callable[[str], None]
TWO = '[sources.forum]\ntype = "toy"\nshown = "toys at forum.example.com"\n[sources.desk]\ntype = "toy"\nshown = "toys on the desk"\n'


@pytest.fixture
def toys() -> dict[str, Toy]:
    """What each configured source is; filled by the test."""
    return {"forum": Toy({"member": [members("ana")], "activity": [posts(1, 2)]}, said="toys at forum.example.com"), "desk": Toy({"member": [members("ben")]})}


@pytest.fixture
def secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, toys: dict[str, Toy], store: Store) -> Iterator[Secrets]:
    """Writes the secrets of an installation that knows toys, on the test's store."""
    path = tmp_path / "secrets.toml"
    monkeypatch.setattr("lib.ui.sources.configured", lambda: _configured(path))
    monkeypatch.setitem(origin_types(), "toy", OriginType("toy", lambda name, section: toys[name]))  # type: ignore[arg-type]
    monkeypatch.setattr("lib.ui.frame._opened", lambda url, memory_limit, with_demo: store)
    background_sync.allow()
    yield lambda text: path.write_text(text, encoding="utf-8") and None
    background_sync.stop()


def _configured(path: Path):  # type: ignore[no-untyped-def]
    from lib.sources.configured import configured

    return configured(path)


def _page(store: Store, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return opened(PAGE, store, monkeypatch)


def _until_done(app: AppTest, store: Store) -> AppTest:
    for _ in range(200):
        if background_sync.running(store) is None:
            break
        time.sleep(0.05)
    return sound(app.run())


def test_without_any_source_it_shows_how_to_configure_one(store: Store, secrets: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    app = _page(store, monkeypatch)
    assert "No source is configured yet" in texts(app)
    assert "[sources.forum]" in app.code[0].value
    app.selectbox(key="sources.example").set_value("A Google Sheet").run()
    assert "google_sheet" in app.code[0].value
    as_reader(monkeypatch)
    app = _page(store, monkeypatch)
    assert not app.code
    assert "Ask whoever runs this installation" in texts(app)


def test_a_new_source_says_that_it_was_never_read(store: Store, secrets: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(TWO)
    app = _page(store, monkeypatch)
    assert "**No source is up to date.** forum and desk were never read." in texts(app)
    assert "toys at forum\\.example\\.com" in texts(app)


def test_sync_all_reads_every_source_and_says_what_came(store: Store, secrets: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(TWO)
    app = _page(store, monkeypatch)
    app.button(key="sources.sync").click().run()
    app = _until_done(app, store)
    assert "**All 2 sources are up to date.**" in texts(app)
    rows = app.dataframe[0].value.set_index("Records")
    assert rows.loc["Activity", ["Read", "New", "Data to"]].tolist() == [2, 2, "1 Mar 2026, 02:00"]
    runs = next(frame.value for frame in app.dataframe if "Outcome" in frame.value)
    assert sorted(zip(runs["Source"], runs["Records"], runs["Outcome"], strict=True)) == [
        ("desk", "Members", "done"),
        ("forum", "Activity", "done"),
        ("forum", "Members", "done"),
    ]
    assert runs["By"].unique().tolist() == ["this computer"]


def test_one_source_is_synced_alone(store: Store, secrets: Secrets, toys: dict[str, Toy], monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(TWO)
    app = _page(store, monkeypatch)
    app.button(key="source.sync.desk").click().run()
    _until_done(app, store)
    assert toys["desk"].asked == [("member", None)]
    assert toys["forum"].asked == []


def test_everything_is_read_where_that_is_ticked(store: Store, secrets: Secrets, toys: dict[str, Toy], monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(TWO)
    sync(store, dict(toys), who="ana")
    app = _page(store, monkeypatch)
    app.checkbox(key="sources.whole").check().run()
    app.button(key="sources.sync").click().run()
    _until_done(app, store)
    assert toys["desk"].asked == [("member", None), ("member", None)]


def test_a_failing_source_says_what_to_do_and_when_it_worked(store: Store, secrets: Secrets, toys: dict[str, Toy], monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(TWO)
    sync(store, dict(toys), who="ana")
    toys["forum"].rows = {**toys["forum"].rows, "activity": [posts(1), SourceError("It does not answer.", found="a *wall*", hint="open the wall")]}
    sync(store, {"forum": toys["forum"]}, who="ana")
    said = texts(_page(store, monkeypatch))
    assert "1 of 2 sources is up to date.** forum fails." in said
    assert "It does not answer\\. Found: a \\*wall\\*" in said.replace("\\:", ":")
    assert "**What to do:** Open the wall" in said
    assert "last good run just now." in said


def test_a_section_that_is_wrong_is_explained_and_the_others_work(store: Store, secrets: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(TWO + '[sources.odd]\ntype = "unknown"\n')
    app = _page(store, monkeypatch)
    assert "odd is set up wrongly" in texts(app)
    assert "source.sync.odd" not in {button.key for button in app.button}
    app.button(key="sources.sync").click().run()
    assert "**2 of 3 sources are up to date.**" in texts(_until_done(app, store))


def test_secrets_that_cannot_be_read_are_explained(store: Store, secrets: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets('[sources.forum\npassword = "hush"')
    said = texts(_page(store, monkeypatch))
    assert "The sources cannot be read" in said
    assert "hush" not in said


def test_a_run_that_died_is_said_to_go_on(store: Store, secrets: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(TWO)
    begin(store, "forum", "activity", whole=False, who="ana")
    assert "forum was stopped midway" in texts(_page(store, monkeypatch))


def test_an_overdue_source_is_said_to_be(store: Store, secrets: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(TWO)
    for days in (20, 19):
        store.clock = lambda days=days: NOW - timedelta(days=days)  # type: ignore[misc]
        finish(store, begin(store, "forum", "member", whole=False, who="ana"), "done")
    store.clock = lambda: NOW
    said = texts(_page(store, monkeypatch))
    assert "forum is overdue" in said
    assert "19 days ago" in said


class _Waiting(Toy):
    """Reads until it is let go."""

    inside, on = Event(), Event()

    def chunks(self, kind: str, after: str | None, tell: Progress) -> Iterator[Chunk]:
        tell("Asking the toys", 0.5)
        self.inside.set()
        assert self.on.wait(30)
        yield from super().chunks(kind, after, tell)


def test_a_running_sync_is_seen_by_everybody_and_not_begun_twice(store: Store, secrets: Secrets, toys: dict[str, Toy], monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(TWO)
    toys["forum"] = _Waiting({"member": [members("ana")]})
    app = _page(store, monkeypatch)
    app.button(key="source.sync.forum").click().run()
    assert _Waiting.inside.wait(30)
    other = _page(store, monkeypatch)  # left and opened again, or somebody else
    assert "Syncing forum, members" in texts(other)
    assert not {"Sync all", "Sync now"} & labels(other)
    assert "begun by this computer" in texts(other).lower()
    _Waiting.on.set()
    assert "1 of 2 sources is up to date" in texts(_until_done(other, store))
    assert {"Sync all", "Sync now"} <= labels(other)


def test_refused_rows_are_listed_for_analysts_and_can_be_taken_along(
    store: Store, secrets: Secrets, toys: dict[str, Toy], monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets(TWO)
    toys["desk"].rows = {"member": [[*members("ben"), {"member_id": "cy", "role": "=wizard"}, {"member_id": "", "name": "Dee"}]]}
    sync(store, dict(toys), who="ana")
    app = _page(store, monkeypatch)
    (fold,) = [fold for fold in app.expander if "Refused" in fold.label]
    assert fold.label == "Refused rows (2)"
    rows = next(frame.value for frame in app.dataframe if "What helps" in frame.value)
    assert rows[["Records", "Line", "Column", "Value"]].values.tolist() == [["Members", 2, "role", "=wizard"], ["Members", 3, "member_id", "(empty)"]]
    (csv,) = (button for button in app.get("download_button") if button.proto.label == "Refused rows (2)")
    assert csv.proto.id
    lines = refused_csv(store, "desk").decode("utf-8-sig").splitlines()
    assert lines[0] == "kind,read_at,line,column,field,value,reason,hint"
    assert len(lines) == 3
    assert ",2,role,role,'=wizard," in lines[1]
    as_reader(monkeypatch)
    assert "wizard" not in _everything(_page(store, monkeypatch))
    toys["desk"].rows = {"member": [members("ben", "cy", "dee")]}
    sync(store, dict(toys), who="ana", whole=True)
    assert not any("Refused rows" in fold.label for fold in _page(store, monkeypatch).expander)


def test_the_list_says_where_it_ends(store: Store, secrets: Secrets, toys: dict[str, Toy], monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(TWO)
    monkeypatch.setattr("lib.store.refused_rows.MOST", 2)
    monkeypatch.setattr("lib.ui.source_refused.MOST", 2)
    monkeypatch.setattr("lib.ui.source_refused.SHOWN", 1)
    toys["desk"].rows = {"member": [[{"member_id": name, "role": "wizard"} for name in "abc"]]}
    sync(store, dict(toys), who="ana")
    app = _page(store, monkeypatch)
    assert "The first 1 of 2 problems are shown" in texts(app)
    assert "Of a run the first 2 problems are kept" in texts(app)
    assert any(fold.label == "Refused rows (3)" for fold in app.expander)


def test_a_reader_sees_and_cannot_begin(store: Store, secrets: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(TWO)
    as_reader(monkeypatch)
    app = _page(store, monkeypatch)
    assert not {"Sync all", "Sync now"} & labels(app)
    assert "Only analysts begin a sync" in texts(app)


@pytest.mark.parametrize("page", [PAGE, "pages/data/data_quality.py", "pages/data/snapshots.py", "pages/community/overview.py"])
def test_a_reader_sees_neither_addresses_nor_what_a_driver_said(
    page: str, store: Store, secrets: Secrets, toys: dict[str, Toy], monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets(TWO + '[sources.odd]\ntype = "file"\nmember = "/srv/HUSH.csv"\n')
    sync(store, dict(toys), who="ana")
    fault = SourceError("The query failed.", found="SELECT HUSH FROM pay at HUSH.example.com", hint="ask HUSH")
    toys["forum"].rows = {**toys["forum"].rows, "activity": [posts(1), fault]}
    toys["forum"].said = "toys at HUSH.example.com"
    toys["desk"].rows = {"member": [[{"member_id": "ben", "name": "Ben", "role": "HUSH"}]]}
    sync(store, dict(toys), who="ana", whole=True)
    assert "HUSH" in _everything(_page(store, monkeypatch))
    as_reader(monkeypatch)
    app = opened(page, store, monkeypatch)
    assert "HUSH" not in _everything(app)
    if page == PAGE:
        assert "The last sync failed, so newer data are missing\\. Analysts see why\\." in texts(app)
        assert "forum fails" in texts(app)
        assert "odd is set up wrongly" in texts(app)


def _everything(app: AppTest) -> str:
    """All that the page says, with what stands in its tables."""
    return texts(app) + "".join(frame.value.to_csv() for frame in app.dataframe)


def test_a_reader_sees_how_far_a_sync_is_and_not_where_it_reads(store: Store, secrets: Secrets, toys: dict[str, Toy], monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(TWO)
    running = background_sync.Running("ana", NOW, ("forum",), Step("forum", "member", "Asking HUSH.example.com", 0.5, 0, 1))
    monkeypatch.setattr("lib.ui.sources.background_sync.running", lambda store: running)
    monkeypatch.setattr("lib.ui.sync_progress.running", lambda store: running)
    assert "HUSH" in str(_page(store, monkeypatch).get("progress")[0].proto)
    as_reader(monkeypatch)
    assert "HUSH" not in str(_page(store, monkeypatch).get("progress")[0].proto)


def test_a_reader_is_told_that_the_secrets_are_wrong_and_not_how(store: Store, secrets: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets('[sources.forum\npassword = "hush"')
    as_reader(monkeypatch)
    said = texts(_page(store, monkeypatch))
    assert "**The sources cannot be read.** Analysts see why." in said
    assert "secrets" not in said


def test_who_is_no_analyst_any_more_begins_none(store: Store, secrets: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(TWO)
    app = _page(store, monkeypatch)
    as_reader(monkeypatch)
    next(button for button in app.button if button.label == "Sync all").click().run()
    assert "Only analysts begin a sync" in texts(_until_done(app, store))
    assert store.snapshots().empty


def test_the_schedule_says_when_the_next_run_is(store: Store, secrets: Secrets, toys: dict[str, Toy], monkeypatch: pytest.MonkeyPatch) -> None:
    secrets(TWO)
    monkeypatch.setenv("COMMUNITY_SYNC_EVERY", "30 minutes")
    store.clock = lambda: NOW - timedelta(minutes=12)
    sync(store, dict(toys), who="the schedule")
    store.clock = lambda: NOW
    assert "They are read every 30 minutes, next in 18 minutes." in texts(_page(store, monkeypatch))


def test_what_came_as_files_is_listed_with_its_freshness(store: Store, secrets: Secrets, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post("ana", hours=0), source="chat", file="chat.csv")
    put(store, "activity", post("ana", hours=24), source="chat", file="chat-2.csv")
    app = _page(store, monkeypatch)
    (table,) = (frame.value for frame in app.dataframe if "Brought in" in frame.value)
    assert table.loc[0, ["Source", "Records", "Data to", "File"]].tolist() == ["chat", "Activity", "6 Jan 2026, 09:00", "chat-2.csv"]
