"""Syncs behind the pages, and the schedule that begins them: never two, stopped with the server, and no secret in the log."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lib.errors import StoreBusy, StoreUnreachable
from lib.sources.origin import Chunk, Progress
from lib.sources.origin_type import OriginType, origin_types
from lib.store import Store
from lib.store.sync_runs import recent_runs
from lib.ui import background_sync, scheduled_sync
from lib.ui.opened_store import opened_store
from lib.ui.scheduled_sync import Scheduler
from tests.sources.toy_origin import Toy, members, posts


def _until(true: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture(autouse=True)
def running_server() -> Iterator[None]:
    """Each test has a server that has just started, and ends with its end."""
    background_sync.allow()
    yield
    background_sync.stop()


class _Held(Toy):
    """Reads its first portion, then waits until it is let go."""

    def __init__(self) -> None:
        super().__init__({"activity": [posts(1), posts(2)]})
        self.inside, self.on = threading.Event(), threading.Event()

    def chunks(self, kind: str, after: str | None, tell: Progress) -> Iterator[Chunk]:
        for chunk in super().chunks(kind, after, tell):
            yield chunk
            self.inside.set()
            self.on.wait(20)


def test_it_goes_on_in_the_background_and_only_once(store: Store) -> None:
    held = _Held()
    background_sync.begin(store, {"forum": held}, "ana")
    assert held.inside.wait(20)
    running = background_sync.running(store)
    assert running is not None
    assert (running.who, running.sources, running.step and running.step.kind) == ("ana", ("forum",), "activity")
    with pytest.raises(StoreBusy, match="ana"):
        background_sync.begin(store, {"forum": held}, "ben")
    held.on.set()
    _until(lambda: background_sync.running(store) is None)
    assert [run.outcome for run in recent_runs(store)] == ["done"]


def test_the_servers_end_ends_it_clean(store: Store) -> None:
    held = _Held()
    background_sync.begin(store, {"forum": held}, "ana")
    assert held.inside.wait(20)
    threading.Timer(0.2, held.on.set).start()
    background_sync.stop()
    assert background_sync.running(store) is None
    assert background_sync.gave_up(store) is None
    (run,) = recent_runs(store)
    assert (run.outcome, run.tally.new) == (None, 1)


def test_a_store_that_gives_up_is_said(store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def gone(*_: object) -> None:
        raise StoreUnreachable("The store does not answer.", hint="look")

    monkeypatch.setattr(store, "writing", gone)
    background_sync.begin(store, {"forum": Toy({"member": [members("ana")]})}, "ana")
    _until(lambda: background_sync.running(store) is None)
    failure = background_sync.gave_up(store)
    assert failure is not None
    assert failure.said == "The store does not answer. Hint: look"
    monkeypatch.undo()
    background_sync.begin(store, {}, "ana")
    assert background_sync.gave_up(store) is None


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Toy], str]:
    """An installation with one source; gives the address of its store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(scheduled_sync, "LOOK", 0.05)
    monkeypatch.setattr(scheduled_sync, "AFTER_ERROR", 0.05)
    url = f"duckdb:///{tmp_path}/community.duckdb"
    monkeypatch.setenv("COMMUNITY_STORE", url)
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text('[sources.forum]\ntype = "toy"\n', encoding="utf-8")

    def install(toy: Toy) -> str:
        monkeypatch.setitem(origin_types(), "toy", OriginType("toy", lambda name, section: toy))  # type: ignore[arg-type]
        return url

    return install


def test_the_schedule_begins_a_sync_and_not_a_second_before_its_time(installed: Callable[[Toy], str], monkeypatch: pytest.MonkeyPatch) -> None:
    toy = Toy({"member": [members("ana")]})
    store = opened_store(installed(toy), "2GB", False)
    monkeypatch.setenv("COMMUNITY_SYNC_EVERY", "1 hour")
    for _ in ("a server", "the server started again"):
        scheduler = Scheduler()
        scheduler.start()
        _until(lambda: bool(recent_runs(store)) and background_sync.running(store) is None)
        time.sleep(0.3)
        scheduler.stop()
    (run,) = recent_runs(store)
    assert (run.started_by, run.outcome, run.tally.new) == ("the schedule", "done", 1)


def test_without_a_schedule_nothing_is_read(installed: Callable[[Toy], str]) -> None:
    toy = Toy({"member": [members("ana")]})
    installed(toy)
    scheduler = Scheduler()
    scheduler.start()
    time.sleep(0.3)
    scheduler.stop()
    assert toy.asked == []


def test_it_waits_for_a_sync_that_somebody_began(installed: Callable[[Toy], str], monkeypatch: pytest.MonkeyPatch) -> None:
    toy, held = Toy({"member": [members("ana")]}), _Held()
    store = opened_store(installed(toy), "2GB", False)
    monkeypatch.setenv("COMMUNITY_SYNC_EVERY", "1 hour")
    background_sync.begin(store, {"desk": held}, "ana")
    assert held.inside.wait(20)
    scheduler = Scheduler()
    scheduler.start()
    time.sleep(0.3)
    assert toy.asked == []
    held.on.set()
    _until(lambda: any(run.started_by == "the schedule" and run.outcome == "done" for run in recent_runs(store)))
    scheduler.stop()


def test_it_survives_what_fails_and_tells_no_secret(
    installed: Callable[[Toy], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="community")
    toy = Toy({"member": [ValueError("password hush")]})
    store = opened_store(installed(toy), "2GB", False)
    monkeypatch.setenv("COMMUNITY_SYNC_EVERY", "1 hour")
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    sound = secrets.read_text(encoding="utf-8")
    secrets.write_text('[sources.forum\npassword = "hush"', encoding="utf-8")
    scheduler = Scheduler()
    scheduler.start()
    _until(lambda: "could not begin" in caplog.text)
    secrets.write_text(sound, encoding="utf-8")
    _until(lambda: any(run.outcome == "failed" for run in recent_runs(store)))
    scheduler.stop()
    assert "ValueError" in caplog.text
    assert "hush" not in caplog.text
