"""Times the import of a large CSV, every row checked; as a program of its own, the import itself.

``python -m benchmarks.importing FILE STORE`` imports an export into a new store and prints its seconds and the peak
memory of its process.
"""

import json
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from time import perf_counter

import duckdb
import pandas as pd
from sqlalchemy import create_engine

from benchmarks import big_community
from benchmarks.progress import say
from benchmarks.row import Row, timed
from lib.intake.importing import import_table
from lib.intake.suggestion import suggest
from lib.records import kind
from lib.sources.csv_file import open_csv
from lib.store import open_store

ROUNDS = 2


def measure(folder: Path, rows: int) -> Row:
    """The import of ``rows`` activities beside the engine's plain read of the file: the best of two rounds each."""
    file = folder / "export.csv"
    say(f"writing a file of {rows:,} activities")
    _export(file, rows)
    imports, reads, memory = [], [], []
    for turn in range(1, ROUNDS + 1):
        say(f"import, round {turn} of {ROUNDS}: {file.stat().st_size / 1e6:,.0f} MB")
        reads.append(timed(partial(_plain_read, file)))
        found = _in_its_own_process(file, folder / f"imported-{turn}.duckdb", rows)
        imports.append(found["seconds"])
        memory.append(found["peak_memory_mb"])
    say("pandas: import")
    row = Row("import", min(imports), min(reads), timed(partial(_typical, file)), max(memory))
    file.unlink()
    return row


def _export(file: Path, rows: int) -> None:
    engine = create_engine("duckdb:///:memory:")
    with engine.connect() as connection:
        big_community.prepare(connection)
        with big_community.numbered(connection, rows):
            connection.exec_driver_sql(f"COPY ({big_community.export_query(rows)}) TO '{file}' (FORMAT csv, HEADER)")
    engine.dispose()


def _plain_read(file: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TEMPORARY TABLE plain AS SELECT * FROM read_csv(?, all_varchar = true)", [str(file)])


def _typical(file: Path) -> pd.DataFrame:
    """Reads and parses as people do; nothing is checked, and nothing kept."""
    rows = pd.read_csv(file, dtype=str)
    rows["created_at"] = pd.to_datetime(rows["created_at"], utc=True)
    return rows.drop_duplicates("id")


def _in_its_own_process(file: Path, store: Path, rows: int) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-m", "benchmarks.importing", str(file), str(store)], stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    if found["new"] != rows:
        raise RuntimeError(f"{rows:,} rows went in and {found['new']:,} came out")
    for left in store.parent.glob(f"{store.name}*"):
        left.unlink()
    return found


def main(file: str, address: str) -> None:
    store = open_store(f"duckdb:///{address}", clock=lambda: big_community.NOW)
    activity = kind("activity")
    start = perf_counter()
    raw = open_csv(Path(file))
    mapping = suggest(activity, raw.columns)
    outcome = import_table(store, activity, raw, mapping, source="forum", who="benchmark", moods=False)  # scoring has a line of its own
    seconds = perf_counter() - start
    store.close()
    print(json.dumps({"seconds": seconds, "peak_memory_mb": _peak_memory_mb(), "new": outcome.new}))


def _peak_memory_mb() -> float:
    """Of this program alone: what getrusage tells also holds the peak of the one that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024 / 1e6  # type: ignore[index]


if __name__ == "__main__":
    main(*sys.argv[1:])
