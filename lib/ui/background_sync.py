"""A sync that goes on behind the pages: one per store, begun by a person or by the schedule, and seen by everybody who looks."""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from lib.errors import CommunityError, StoreBusy, reference
from lib.intake.syncing import WORK, Step, Stopped, sync
from lib.sources.origin import Origin
from lib.store import Store

_log = logging.getLogger("community")


@dataclass(frozen=True)
class Running:
    """``sources``: what it reads, empty where another process runs it; ``step``: None where that is not known (yet)."""

    who: str
    since: datetime
    sources: tuple[str, ...] = ()
    step: Step | None = None


@dataclass(frozen=True)
class GaveUp:
    """Why the last sync of this process ended before its end, in words that may be shown."""

    when: datetime
    said: str


_running: dict[str, Running] = {}
_gave_up: dict[str, GaveUp] = {}
_threads: set[threading.Thread] = set()
_guard = threading.Lock()
_stopping = threading.Event()


def running(store: Store) -> Running | None:
    """The sync that runs now, in this process or another; None where none does."""
    here = _running.get(store.shown_url)
    if here is not None:
        return here
    other = store.holder(WORK)
    return None if other is None else Running(other.who, other.since)


def gave_up(store: Store) -> GaveUp | None:
    """What broke the last sync of this process off; None where it came to its end, however its sources fared."""
    return _gave_up.get(store.shown_url)


def begin(store: Store, origins: Mapping[str, Origin], who: str, *, whole: bool = False) -> None:
    """Starts a sync in a thread of its own; StoreBusy where one runs already."""
    _enter(store, origins, who)
    thread = threading.Thread(target=_sync, args=(store, origins, who, whole), name="sync", daemon=True)
    with _guard:
        _threads.add(thread)
    thread.start()


def run(store: Store, origins: Mapping[str, Origin], who: str) -> None:
    """The same in this thread, for one that has nothing else to do; StoreBusy where one runs already."""
    _enter(store, origins, who)
    _sync(store, origins, who, False)


def allow() -> None:
    """Lets syncs begin, at the server's start."""
    _stopping.clear()


def stop(patience: float = 10) -> None:
    """Ends what runs at its next step, and waits for that: what is committed stays, and the next sync goes on there. ``patience`` in seconds."""
    _stopping.set()
    for thread in list(_threads):
        thread.join(patience)


def _enter(store: Store, origins: Mapping[str, Origin], who: str) -> None:
    elsewhere = running(store)
    with _guard:
        other = elsewhere or _running.get(store.shown_url)
        if other is not None:
            raise StoreBusy("A sync is running already.", found=f"begun by {other.who}", hint="wait until it is done")
        _running[store.shown_url] = Running(who, store.now(), tuple(origins))
        _gave_up.pop(store.shown_url, None)


def _sync(store: Store, origins: Mapping[str, Origin], who: str, whole: bool) -> None:
    def tell(step: Step) -> None:
        if _stopping.is_set():
            raise Stopped
        _running[store.shown_url] = replace(_running[store.shown_url], step=step)

    try:
        sync(store, origins, who=who, whole=whole, progress=tell)
    except Stopped:
        _log.info("The sync was stopped with the server; the next one goes on where it was.")
    except Exception as error:
        said = str(error) if isinstance(error, CommunityError) else f"Something went wrong that should not have: {reference(error)}."
        _log.error("The sync gave up. %s", said)  # the words alone: a traceback may hold a password
        _gave_up[store.shown_url] = GaveUp(store.now(), said)
    finally:
        with _guard:
            _running.pop(store.shown_url, None)
            _threads.discard(threading.current_thread())
