"""How a configured source stands: what it brought last, how its last runs ended, and what that comes to in one word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal

from lib.errors import SettingError
from lib.intake.syncing import in_order
from lib.sources.configured import Configured
from lib.sources.origin import Origin
from lib.store.sync_runs import Run
from lib.ui.background_sync import Running

State = Literal["syncing", "broken", "failing", "stopped", "never", "overdue", "silent", "empty", "fresh"]
"""From what hides the rest to what is well. ``broken``: its section is wrong. ``stopped``: a run died, and the next goes on with it.

``overdue``: no run for longer than usual. ``silent``: it is read, and brings nothing new for longer than usual. ``empty``: it is read, and never had anything.
"""

_FOR_READERS: dict[State, str] = {
    "failing": "The last sync failed, so newer data are missing. Analysts see why.",
    "broken": "It cannot be read as it is set up. Analysts see why.",
}

PATIENCE = 3
"""A source is overdue when it was not read for so many times the usual pause,"""
SOONEST, LATEST = timedelta(days=1), timedelta(days=8)
"""though not before a day, and after eight days always."""


@dataclass(frozen=True)
class KindState:
    """One record kind of a source. ``until``: its newest record, None where there is none; ``run``: the newest run, None where there was none."""

    kind: str
    until: datetime | None
    run: Run | None


@dataclass(frozen=True)
class SourceState:
    """``shown`` says where it is, without secrets. ``wrong``: what is the matter, in words, a text a fault and the
    kind it is of; no kind where it is of the whole source. ``read_at``: the end of its last good run. ``silent_days``: without
    anything new, where that is unusually long.
    """

    name: str
    shown: str
    state: State
    kinds: tuple[KindState, ...] = ()
    wrong: tuple[tuple[str | None, str], ...] = ()
    read_at: datetime | None = None
    silent_days: int | None = None

    def for_readers(self) -> "SourceState":
        """The same for those who may only look: neither where it is, nor words of a driver, which may quote the source's data, a query or a path."""
        kinds = tuple(replace(one, run=replace(one.run, said=None)) if one.run else one for one in self.kinds)
        return replace(self, shown="", kinds=kinds, wrong=tuple((None, said) for said in (_FOR_READERS.get(self.state),) if said))

    @property
    def newest(self) -> Run | None:
        """The run that ended, or began, last."""
        known = [one.run for one in self.kinds if one.run]
        return max(known, key=lambda run: (run.finished_at or run.started_at, run.run_id), default=None)


def states(
    found: Configured,
    runs: Iterable[Run],
    reached: Mapping[tuple[str, str], datetime],
    silent: Mapping[str, int],
    running: Running | None,
    now: datetime,
    pause: timedelta | None,
) -> list[SourceState]:
    """Every configured source, in the order of the secrets.

    ``runs``: newest first; ``reached``: the newest record of a source and kind; ``silent``: for how many days a source has been, where that
    is unusual; ``pause``: of the app's own schedule, None where there is none.
    """
    by_source: dict[str, list[Run]] = {}
    for run in runs:
        by_source.setdefault(run.source, []).append(run)
    sound = [_state(name, origin, by_source.get(name, []), reached, silent.get(name), running, now, pause) for name, origin in found.origins.items()]
    return sound + [_broken(name, error, by_source.get(name, [])) for name, error in found.broken.items()]


def _state(
    name: str,
    origin: Origin,
    runs: list[Run],
    reached: Mapping[tuple[str, str], datetime],
    silent: int | None,
    running: Running | None,
    now: datetime,
    pause: timedelta | None,
) -> SourceState:
    latest = {run.kind: run for run in reversed(runs)}
    kinds = tuple(KindState(kind, reached.get((name, kind)), latest.get(kind)) for kind in in_order(origin))
    done = [run.finished_at for run in runs if run.outcome == "done" and run.finished_at]
    failed = [one.run for one in kinds if one.run and one.run.outcome == "failed"]
    open_ended = [one.run for one in kinds if one.run and one.run.outcome is None]
    state: State
    if _at_it(name, running, bool(open_ended)):
        state = "syncing"
    elif failed:
        state = "failing"
    elif open_ended:
        state = "stopped"
    elif not done:
        state = "never"
    elif now - max(done) > patience(done, pause):
        state = "overdue"
    elif not any(one.until for one in kinds) and not any(run.tally.read > run.tally.rejected for run in runs):  # a member need not have a day
        state = "empty"
    else:
        state = "silent" if silent is not None else "fresh"
    return SourceState(name, origin.shown, state, kinds, _wrong(failed, len(kinds)), max(done, default=None), silent)


def _wrong(failed: list[Run], kinds: int) -> tuple[tuple[str | None, str], ...]:
    """Each fault once, with the first kind that met it unless all ``kinds`` of the source did."""
    first = {run.said: run for run in reversed(failed)}
    of_all = len(first) == 1 and len(failed) == kinds
    return tuple((None if of_all else run.kind, run.said) for run in first.values() if run.said)


def _broken(name: str, error: SettingError, runs: list[Run]) -> SourceState:
    done = [run.finished_at for run in runs if run.outcome == "done" and run.finished_at]
    return SourceState(name, "", "broken", (), ((None, str(error)),), max(done, default=None))


def _at_it(name: str, running: Running | None, open_ended: bool) -> bool:
    """Whether it is read just now. Of a sync in another process only the run that has no end yet is known."""
    if running is None:
        return False
    return running.step.source == name if running.step else open_ended and not running.sources


def patience(done: list[datetime], pause: timedelta | None) -> timedelta:
    """How long after its last good run a source is overdue: three times the usual pause, that of the schedule or of its last runs."""
    moments = sorted(done)[-20:]
    pauses = [(later - earlier).total_seconds() for earlier, later in pairwise(moments)]
    long = [one for one in pauses if one > 120]  # the kinds of one sync end shortly after each other
    usual = pause or (timedelta(seconds=median(long)) if long else LATEST)
    return min(LATEST, max(SOONEST, PATIENCE * usual))
