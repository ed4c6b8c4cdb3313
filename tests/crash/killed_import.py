"""Kills imports at random moments and looks at what is left: all or nothing, and the same import then succeeds.

    python -m tests.crash.killed_import --times 60

Each import runs in a process of its own, forked from one that has everything loaded, so that the moments fall into the
import itself and not into Python's start.
"""

import argparse
import csv
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from lib.intake.importing import import_table
from lib.intake.suggestion import suggest
from lib.records import kind
from lib.sources.csv_file import open_csv
from lib.store import Store, open_store, tables

ROWS = 6_000


@dataclass(frozen=True)
class Tally:
    """How many kills found nothing of the snapshot, how many all of it, and how many came after its process had ended."""

    nothing: int
    everything: int
    too_late: int


def write_posts(path: Path, rows: int = ROWS) -> Path:
    """A file of activities: three to a thread, of a hundred members."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["activity_id", "occurred_at", "member_id", "kind", "thread_id", "text"])
        for number in range(rows):
            opens = number % 3 == 0
            moment = (start + timedelta(minutes=7 * number)).isoformat()
            writer.writerow([f"a{number}", moment, f"m{number % 100}", "post" if opens else "comment", f"t{number // 3}", f"text {number} " * 10])
    return path


def import_posts(url: str, path: Path) -> None:
    """What the killed process does. Moods are read after the rows are in, and go on where they stopped: that has its own tests."""
    store = open_store(url)
    activity = kind("activity")
    raw = open_csv(path)
    import_table(store, activity, raw, suggest(activity, raw.columns), source="forum", who="killed", moods=False)
    store.close()


def left(store: Store) -> tuple[int, ...]:
    """How many rows every table of the snapshot has: of the record, of presence, of the rollups, and of the snapshots."""
    counted = (tables.RECORDS["activity"], tables.presence, tables.member_number, tables.identity, tables.member_day, tables.thread, tables.snapshot)
    return tuple(int(store.frame(select(func.count().label("n")).select_from(table))["n"].item()) for table in counted)


def kill_imports(folder: Path, times: int, seed: int = 1, rows: int = ROWS) -> Tally:
    """Kills ``times`` imports, each into a new store; AssertionError where anything but all or nothing is left."""
    chance = random.Random(seed)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    posts = write_posts(folder / "posts.csv", rows)
    reference, seconds = _uninterrupted(context, folder, posts)
    nothing = everything = too_late = 0
    for turn in range(times):
        path = folder / f"{turn}.duckdb"
        url = f"duckdb:///{path}"
        open_store(url).close()
        process = context.Process(target=import_posts, args=(url, posts))
        process.start()
        time.sleep(chance.uniform(0, seconds))
        too_late += not process.is_alive()
        if process.pid and process.is_alive():
            os.kill(process.pid, signal.SIGKILL)
        process.join()
        found = _look(url)
        assert found in (reference, (0,) * len(reference)), f"kill {turn}: neither all nor nothing: {found}"
        everything += found == reference
        nothing += found != reference
        import_posts(url, posts)
        assert _look(url) == reference, f"kill {turn}: the same import did not complete what was left"
        path.unlink()
    return Tally(nothing, everything, too_late)


def _uninterrupted(context: multiprocessing.context.ForkServerContext, folder: Path, posts: Path) -> tuple[tuple[int, ...], float]:
    url = f"duckdb:///{folder / 'whole.duckdb'}"
    seconds = 0.0
    for _ in range(2):  # the first also starts the fork server
        (folder / "whole.duckdb").unlink(missing_ok=True)
        open_store(url).close()
        started = time.monotonic()
        process = context.Process(target=import_posts, args=(url, posts))
        process.start()
        process.join()
        seconds = time.monotonic() - started
    return _look(url), seconds


def _look(url: str) -> tuple[int, ...]:
    store = open_store(url)
    try:
        return left(store)
    finally:
        store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill imports at random moments and look at what is left.")
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = kill_imports(Path(folder), wanted.times, wanted.seed)
    sys.stdout.write(f"{wanted.times} imports killed: {tally.nothing} left nothing, {tally.everything} left everything ({tally.too_late} had ended already)\n")


if __name__ == "__main__":
    main()
