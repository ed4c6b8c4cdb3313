"""``sync``: the configured sources, brought up to date."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pandas as pd

from lib.cli.command import Call, argument, command
from lib.cli.progress import Progress
from lib.errors import InputError, SettingError
from lib.intake.syncing import sync
from lib.settings import SECRETS
from lib.sources.configured import Configured, configured
from lib.store.sync_runs import Run

_COUNTS = ("read", "new", "changed", "same", "rejected", "gone")
_COLUMNS = ("source", "kind", "outcome", "snapshot", *_COUNTS, "seconds", "said")


@command(
    "sync",
    argument("sources", metavar="SOURCE", nargs="*", help="a source as the secrets name it: forum for [sources.forum] (default: all)"),
    argument("--whole", action="store_true", help="read everything from the start, so that records that are gone at the source are seen"),
    argument("--rejects", choices=("fail", "skip"), default="skip", help="one refused row ends a source's run, or is left out (default: skip)"),
    examples=("sync", "sync forum helpdesk", "sync forum --whole"),
)
def sync_sources(call: Call) -> int:
    """Reads the sources of the secrets file and brings in what is new there.

    A row a source and record kind: outcome (done or failed), the snapshot that it made, how many rows were read, new,
    changed, same, rejected and gone, the seconds it took, and what there is to say. A source that fails does not stop
    the others. Stopped in the middle, the next sync goes on where this one was. The exit code is 1 if a source failed,
    2 if one is configured wrongly.
    """
    found = configured()
    if not found.names and not call.values.sources:
        raise SettingError(
            "No source is configured.",
            found=f"no section [sources.…] in {SECRETS}",
            hint="add one: docs/sources.md and .streamlit/secrets.example.toml show how. Files are brought in with `python -m lib import`",
        )
    chosen = found.chosen(tuple(call.values.sources))
    for error in chosen.broken.values():
        call.say(str(error))
    runs: list[Run] = []
    if chosen.origins:
        with _terminable(), call.store() as store, Progress() as progress:
            runs = sync(
                store,
                chosen.origins,
                who=call.who,
                whole=call.values.whole,
                rejects=call.values.rejects,
                progress=lambda step: progress(f"{step.source}, {step.kind}: {step.words}", step.whole),
            )
    call.table(table(runs, chosen))
    if any(run.tally.rejected for run in runs):
        call.say("Refused rows: in the app, the page Sources lists them with their reasons, for analysts, and has them as a file.")
    if chosen.broken:
        return InputError.exit_code
    return int(any(run.outcome == "failed" for run in runs))


def table(runs: list[Run], chosen: Configured) -> pd.DataFrame:
    """A row a run; for a source that is configured wrongly one without a kind."""
    rows: list[tuple[Any, ...]] = [
        (
            *(run.source, run.kind, run.outcome, run.snapshot_id),
            *(getattr(run.tally, name) for name in _COUNTS),
            round((run.finished_at - run.started_at).total_seconds(), 1) if run.finished_at else None,
            run.said,
        )
        for run in runs
    ]
    rows += [(name, None, "failed", *[None] * (len(_COUNTS) + 2), str(error)) for name, error in chosen.broken.items()]
    whole_numbers = dict.fromkeys(("snapshot", *_COUNTS), "Int64")
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(whole_numbers)


@contextmanager
def _terminable() -> Iterator[None]:
    """Whoever ends the process politely, as systemd and cron's successors do, ends it as Ctrl-C does: cleanly."""

    def stop(_signal: int, _frame: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
