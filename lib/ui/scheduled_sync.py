"""The schedule at work: a thread of the server that begins a sync whenever one is due."""

import logging
import threading
from datetime import UTC, datetime

from lib.errors import CommunityError, StoreBusy, reference
from lib.intake.schedule import SCHEDULE, Schedule
from lib.settings import SECRETS, Deployment
from lib.sources.configured import configured
from lib.store import Store
from lib.store.sync_runs import recent_runs
from lib.ui import background_sync
from lib.ui.opened_store import opened_store

LOOK = 10.0
"""Seconds from one look at the clock to the next."""
AFTER_ERROR = 300.0
"""Seconds to wait after one that failed."""

_log = logging.getLogger("community")


def last_scheduled(store: Store) -> datetime | None:
    """When the last run that the schedule began started, in whichever process; None where there was none lately."""
    return max((run.started_at for run in recent_runs(store) if run.started_by == SCHEDULE), default=None)


class Scheduler:
    """One thread. Without a schedule it ends at once; a change of the schedule needs a new start of the server."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, name="schedule", daemon=True)
        self._since = datetime.now(UTC)
        self._tried: datetime | None = None

    def start(self) -> None:
        """Begins to watch the clock."""
        self._thread.start()

    def stop(self, patience: float = 10) -> None:
        """Ends it; ``patience`` in seconds."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(patience)

    def _work(self) -> None:
        pause = 0.0
        while not self._over.wait(pause):
            try:
                deployment = Deployment.load()
                schedule = Schedule.of(deployment)
                if not schedule:
                    return
                pause = LOOK
                self._look(opened_store(deployment.store.get_secret_value(), deployment.memory_limit, deployment.demo), schedule)
            except CommunityError as error:
                pause = AFTER_ERROR
                _log.warning("The schedule could not begin a sync. %s", error)
            except Exception as error:
                pause = AFTER_ERROR
                _log.error("The schedule could not begin a sync: %s", reference(error))

    def _look(self, store: Store, schedule: Schedule) -> None:
        now = store.now()
        newest = max(filter(None, (last_scheduled(store), self._tried)), default=None)
        due = schedule.due(newest, self._since, store.settings.zoneinfo)
        if due is None or due > now:
            return
        try:
            background_sync.run(store, configured(SECRETS).origins, SCHEDULE)
        except StoreBusy:
            return  # somebody syncs just now: looked at again
        self._tried = now
