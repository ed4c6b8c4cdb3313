"""Work that is done by one at a time: among threads, and on PostgreSQL among processes."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.synchronize import Event
from threading import Barrier

import pytest

from lib.errors import StoreBusy
from lib.store import Store, open_store
from tests.conftest import NOW


def test_the_second_is_told_who_and_since_when(any_store: Store) -> None:
    with any_store.alone("sync", "ana@example.com"):
        with pytest.raises(StoreBusy, match=r"2026-03-15 12:00 UTC, by ana@example\.com"), any_store.alone("sync", "ben"):
            pass
        holder = any_store.holder("sync")
        assert holder is not None
        assert (holder.who, holder.since) == ("ana@example.com", NOW)
        with any_store.alone("copy", "ben"):  # other work is not in the way
            pass
    assert any_store.holder("sync") is None
    with any_store.alone("sync", "ben"):
        pass


def test_an_error_lets_go(any_store: Store) -> None:
    with pytest.raises(ZeroDivisionError), any_store.alone("sync", "ana"):
        raise ZeroDivisionError
    assert any_store.holder("sync") is None


def test_of_many_threads_one_gets_it(any_store: Store) -> None:
    start, end = Barrier(8), Barrier(8)

    def attempt(number: int) -> bool:
        start.wait(20)
        try:
            with any_store.alone("sync", f"thread {number}"):
                end.wait(20)
                return True
        except StoreBusy:
            end.wait(20)
            return False

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(attempt, range(8))) == 1


def test_a_name_in_other_letters_does_not_break_it(any_store: Store) -> None:
    with any_store.alone("sync", "Łucja " * 30):
        assert any_store.holder("sync") is not None


def _hold(url: str, held: Event) -> None:
    store = open_store(url)
    with store.alone("sync", "elsewhere"):
        held.set()
        time.sleep(60)


@pytest.fixture
def elsewhere(postgres_url: str) -> Callable[[], multiprocessing.context.SpawnProcess]:
    """Starts another process that holds the work."""

    def start() -> multiprocessing.context.SpawnProcess:
        context = multiprocessing.get_context("spawn")
        held = context.Event()
        process = context.Process(target=_hold, args=(postgres_url, held), daemon=True)
        process.start()
        assert held.wait(60)
        return process

    return start


@pytest.mark.postgres
def test_another_process_is_seen_and_its_death_lets_go(postgres_store: Store, elsewhere: Callable[[], multiprocessing.context.SpawnProcess]) -> None:
    process = elsewhere()
    with pytest.raises(StoreBusy, match="by elsewhere"), postgres_store.alone("sync", "here"):
        pass
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    for _ in range(100):
        if postgres_store.holder("sync") is None:
            break
        time.sleep(0.05)
    with postgres_store.alone("sync", "here"):
        pass
