"""Whether each configured source is reached, and when they are read by themselves."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

from lib.cli.finding import Finding, broken
from lib.errors import CommunityError, reference
from lib.intake.schedule import Schedule
from lib.settings import Deployment
from lib.sources.configured import Configured, configured
from lib.sources.origin import Origin

PATIENCE = 20.0
"""Seconds that all sources together are waited for."""


def configured_sources(secrets: Path, patience: float = PATIENCE) -> Iterator[Finding]:
    """A finding a source of ``secrets``, and one about the schedule; none where no source is configured."""
    try:
        found = configured(secrets)
    except CommunityError as error:
        yield broken("configured sources", error)
        return
    yield from (broken(_name(name), error) for name, error in found.broken.items())
    yield from _reached(found, patience)
    if found.names:
        yield from _schedule()


def _reached(found: Configured, patience: float) -> Iterator[Finding]:
    """All are asked at once; one that does not answer in time keeps nobody waiting."""
    answers: dict[str, Finding] = {}

    def ask(name: str, origin: Origin) -> None:
        answers[name] = _asked(name, origin)

    threads = {name: threading.Thread(target=ask, args=(name, origin), daemon=True) for name, origin in found.origins.items()}
    for thread in threads.values():
        thread.start()
    end = time.monotonic() + patience
    for name, thread in threads.items():
        thread.join(max(0.0, end - time.monotonic()))
        late = f"{found.origins[name].shown} did not answer within {patience:g} s"
        yield answers.get(name) or Finding(_name(name), "broken", late, "check that it runs, and the network between here and there")


def _asked(name: str, origin: Origin) -> Finding:
    try:
        return Finding(_name(name), "works", origin.check())
    except CommunityError as error:
        return broken(_name(name), error)
    except Exception as error:
        return Finding(_name(name), "broken", reference(error), "a fault of ours: report it with this line")


def _schedule() -> Iterator[Finding]:
    try:
        schedule = Schedule.of(Deployment.load())
    except CommunityError:
        return  # told among the settings
    if schedule:
        yield Finding("schedule", "works", f"the app reads the sources {schedule.said}")
    else:
        hint = 'sync_every = "30 minutes" under [community] in the secrets file, or a timer that runs `python -m lib sync` (docs/operations.md)'
        yield Finding("schedule", "note", "the app reads no source by itself", hint)


def _name(name: str) -> str:
    return f"configured source {name}"
