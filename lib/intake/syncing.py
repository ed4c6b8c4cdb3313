"""All configured sources brought up to date, one after the other, and never twice at once."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lib import records
from lib.errors import StoreError, reference
from lib.intake.feeding import feed
from lib.sources.origin import Origin
from lib.store import Store
from lib.store.sync_runs import Run, finish, last_run

WORK = "sync"
"""The name under which ``Store.alone`` knows it."""

_log = logging.getLogger("community")


class Stopped(BaseException):
    """Raised by a ``progress`` that was told to stop. What is committed stays, and the next sync goes on there."""


@dataclass(frozen=True)
class Step:
    """Where a sync is. ``place`` counts the kinds of all sources from 0, ``of`` is how many there are.

    ``share`` of this one that is done, 0 to 1; 0 where nobody knows.
    """

    source: str
    kind: str
    words: str
    share: float
    place: int
    of: int

    @property
    def whole(self) -> float:
        """The share of all that is done, kinds counted alike."""
        return min(1.0, (self.place + self.share) / max(1, self.of))


Progress = Callable[[Step], None]


def sync(
    store: Store,
    origins: Mapping[str, Origin],
    *,
    who: str,
    whole: bool = False,
    rejects: Literal["skip", "fail"] = "skip",
    progress: Progress | None = None,
) -> list[Run]:
    """Reads every kind of every source, and tells how each run ended, in order.

    A source's members come before its other kinds. A kind that fails, whatever the reason, is a failed run, and stops no
    other. StoreBusy where a sync runs already; another StoreError where the store itself gives up. ``whole`` reads from the
    start, so that what is gone at the source is seen.
    """
    tasks = [(name, origin, kind) for name, origin in origins.items() for kind in in_order(origin)]
    tell = progress or (lambda step: None)
    with store.alone(WORK, who):
        done = []
        for place, (name, origin, kind) in enumerate(tasks):

            def told(words: str, share: float, place: int = place, name: str = name, kind: str = kind) -> None:
                tell(Step(name, kind, words, share, place, len(tasks)))

            began = store.now()
            told("Connecting", 0.0)
            try:
                run = feed(store, name, records.kind(kind), origin, who=who, whole=whole, rejects=rejects, progress=told)
                if run.outcome == "failed":
                    _log.warning("%s of %s could not be synced. %s", kind, name, run.said)
            except Exception as error:
                run = _failed(store, name, kind, began, error)
            done.append(run)
        return done


def in_order(origin: Origin) -> list[str]:
    """The kinds that a source brings, members first: the rest then knows who is staff and who is a bot."""
    return sorted(origin.kinds, key=lambda kind: kind != "member")


def _failed(store: Store, source: str, kind: str, began: datetime, error: Exception) -> Run:
    """The run that ``error`` broke off, as failed. Where that cannot be noted either, the store is what fails, and ``error`` is raised."""
    said = str(error) if isinstance(error, StoreError) else f"Something went wrong that should not have: {reference(error)}. Hint: report it with this line."
    _log.error("%s of %s could not be synced. %s", kind, source, said)
    try:
        run = last_run(store, source, kind)
        mine = run is not None and (run.finished_at is None or run.finished_at >= began)
        ended = finish(store, run, "failed", said) if run is not None and mine else None
    except StoreError:
        ended = None
    if ended is None:
        raise error
    return ended
