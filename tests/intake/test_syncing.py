"""Syncing all sources: in order, each failing for itself, never two at once, and clean when stopped."""

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from lib.errors import SettingError, SourceError, StoreBusy, StoreUnreachable
from lib.intake.syncing import Step, Stopped, sync
from lib.sources.origin import Chunk, Progress
from lib.store import Store, open_store, tables
from lib.store.sync_runs import last_run, recent_runs
from tests.sources.toy_origin import Toy, members, posts

DOWN = SourceError("The database does not answer.", hint="check that it runs", again=True)


def _current(store: Store, kind: str = "activity") -> int:
    record = tables.RECORDS[kind]
    return int(store.frame(select(func.count().label("n")).select_from(record).where(record.c.current))["n"].item())


def test_members_come_first_and_sources_in_their_order(any_store: Store) -> None:
    forum = Toy({"activity": [posts(1, 2)], "member": [members("ana")]})
    desk = Toy({"member": [members("ben", "cy")]})
    runs = sync(any_store, {"forum": forum, "desk": desk}, who="ana")
    assert [(run.source, run.kind, run.outcome, run.tally.new) for run in runs] == [
        ("forum", "member", "done", 1),
        ("forum", "activity", "done", 2),
        ("desk", "member", "done", 2),
    ]
    assert {run.started_by for run in runs} == {"ana"}


def test_the_second_sync_reads_only_what_is_new(any_store: Store) -> None:
    toy = Toy({"activity": [posts(1, 2), posts(3)]})
    sync(any_store, {"forum": toy}, who="ana")
    (again,) = sync(any_store, {"forum": toy}, who="ana")
    assert toy.asked == [("activity", None), ("activity", "2")]
    assert (again.tally.read, again.snapshot_id) == (0, None)


def test_whole_reads_from_the_start_and_sees_what_is_gone(any_store: Store) -> None:
    sync(any_store, {"forum": Toy({"activity": [posts(1, 2, 3)]})}, who="ana")
    (run,) = sync(any_store, {"forum": Toy({"activity": [posts(1, 3)]})}, who="ana", whole=True)
    assert (run.tally.same, run.tally.gone, _current(any_store)) == (2, 1, 2)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (DOWN, "does not answer"),
        (SettingError("There is no table users.", hint="name another"), "no table users"),
        (KeyError("password hush"), "Something went wrong that should not have: KeyError"),
    ],
)
def test_what_fails_stops_no_other(any_store: Store, fault: Exception, said: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bad = Toy({"member": [fault], "activity": [posts(1), fault]})
    good = Toy({"activity": [posts(1, 2)]})
    runs = sync(any_store, {"bad": bad, "good": good}, who="ana")
    assert [(run.source, run.kind, run.outcome) for run in runs] == [("bad", "member", "failed"), ("bad", "activity", "failed"), ("good", "activity", "done")]
    assert all(said in (run.said or "") for run in runs[:2])
    assert "hush" not in " ".join([*(run.said or "" for run in runs), *(record.getMessage() for record in caplog.records)])
    logged = [record.getMessage() for record in caplog.records if record.name == "community"]
    assert [said in words and "of bad could not be synced" in words for words in logged] == [True, True]
    assert _current(any_store) == 3  # what came before the fault is in


def test_the_next_sync_goes_on_where_a_failed_one_was(any_store: Store) -> None:
    sync(any_store, {"forum": Toy({"activity": [posts(1), DOWN, posts(3)]})}, who="ana")
    whole = Toy({"activity": [posts(1), posts(2), posts(3)]})
    (run,) = sync(any_store, {"forum": whole}, who="ana")
    assert (whole.asked, run.tally.new, run.outcome) == ([("activity", "1")], 2, "done")


def test_a_failing_store_is_raised_and_the_run_can_be_gone_on_with(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> None:
        raise StoreUnreachable("The store does not answer.")

    class Closing(Toy):
        def chunks(self, kind: str, after: str | None, tell: Progress) -> Iterator[Chunk]:
            monkeypatch.setattr(store, "writing", lambda _stage=None: gone())
            yield from super().chunks(kind, after, tell)

    with pytest.raises(StoreUnreachable):
        sync(store, {"forum": Closing({"activity": [posts(1)]})}, who="ana")
    monkeypatch.undo()
    (run,) = sync(store, {"forum": Toy({"activity": [posts(1)]})}, who="ana")
    assert (run.outcome, run.tally.new, len(recent_runs(store))) == ("done", 1, 1)


def test_progress_says_where_it_is(store: Store) -> None:
    steps: list[Step] = []
    sync(store, {"forum": Toy({"activity": [posts(1)], "member": [members("ana")]}), "desk": Toy({"member": [members("b")]})}, who="a", progress=steps.append)
    assert list(dict.fromkeys((step.source, step.kind, step.place, step.of) for step in steps)) == [
        ("forum", "member", 0, 3),
        ("forum", "activity", 1, 3),
        ("desk", "member", 2, 3),
    ]
    assert all(0 <= step.whole <= 1 for step in steps)


@pytest.mark.parametrize("stop", [Stopped, KeyboardInterrupt])
def test_stopped_in_the_middle_it_lets_go_and_is_gone_on_with(any_store: Store, stop: type[BaseException]) -> None:
    toy = Toy({"activity": [posts(1), posts(2), posts(3)]})

    def told(step: Step) -> None:
        if _current(any_store) == 2:
            raise stop

    with pytest.raises(stop):
        sync(any_store, {"forum": toy}, who="ana", progress=told)
    assert any_store.holder("sync") is None
    open_run = last_run(any_store, "forum", "activity")
    assert open_run is not None
    assert open_run.outcome is None
    (run,) = sync(any_store, {"forum": toy}, who="ben")
    assert (run.run_id, run.outcome, run.tally.new, _current(any_store)) == (open_run.run_id, "done", 3, 3)


class _Slow(Toy):
    """Waits in the middle until it is told to go on."""

    inside = threading.Event()
    on = threading.Event()

    def chunks(self, kind: str, after: str | None, tell: Progress) -> Iterator[Chunk]:
        self.inside.set()
        assert self.on.wait(30)
        yield from super().chunks(kind, after, tell)


def test_of_two_threads_the_second_is_told_who_syncs(any_store: Store) -> None:
    _Slow.inside.clear()
    _Slow.on.clear()
    slow = threading.Thread(target=sync, args=(any_store, {"forum": _Slow({"activity": [posts(1)]})}), kwargs={"who": "ana"})
    slow.start()
    assert _Slow.inside.wait(30)
    with pytest.raises(StoreBusy, match="by ana"):
        sync(any_store, {"forum": Toy({"activity": [posts(2)]})}, who="ben")
    _Slow.on.set()
    slow.join(30)
    assert _current(any_store) == 1
    assert len(recent_runs(any_store)) == 1


def _sync_and_wait(url: str, inside: Any) -> None:
    class Waiting(Toy):
        def chunks(self, kind: str, after: str | None, tell: Progress) -> Iterator[Chunk]:
            yield from Toy({"activity": [posts(1)]}).chunks(kind, after, tell)
            inside.set()
            time.sleep(60)

    sync(open_store(url), {"forum": Waiting({"activity": []})}, who="another server")


@pytest.mark.postgres
def test_of_two_processes_the_second_is_told_and_goes_on_when_the_first_dies(postgres_store: Store, postgres_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    inside = context.Event()
    process = context.Process(target=_sync_and_wait, args=(postgres_url, inside), daemon=True)
    process.start()
    assert inside.wait(60)
    toy = Toy({"activity": [posts(1), posts(2)]})
    with pytest.raises(StoreBusy, match="by another server"):
        sync(postgres_store, {"forum": toy}, who="here")
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    for _ in range(100):
        if postgres_store.holder("sync") is None:
            break
        time.sleep(0.05)
    (run,) = sync(postgres_store, {"forum": toy}, who="here")
    assert (toy.asked, run.tally.new, run.started_by) == ([("activity", "1")], 2, "another server")
