"""Times each metric in a big community's store, against one plain grouped pass over its activities, whatever the metric is about."""

import gc
from collections.abc import Iterator
from functools import partial
from keyword import iskeyword
from pathlib import Path

import pandas as pd

from benchmarks import big_community, typical
from benchmarks.progress import say
from benchmarks.row import Row, timed
from lib.metrics import METRICS
from lib.scope import ALL_TIME
from lib.settings import Settings
from lib.store import Store, open_store

SCAN = "SELECT local_day, count(*), count(DISTINCT member_no) FROM activity GROUP BY local_day"
ROUNDS = 3


def measure(folder: Path, rows: int) -> list[Row]:
    """A row a metric and choice of its options: the best of three rounds, in each of which everything runs once."""
    store = open_store(f"duckdb:///{folder / 'big.duckdb'}", clock=lambda: big_community.NOW)
    try:
        say(f"making {rows:,} activities")
        big_community.fill(store, rows)
        return _measured(store)
    finally:
        store.close()


def _measured(store: Store) -> list[Row]:
    subjects = list(_subjects())
    read(store, SCAN)  # wakes the engine up
    scans: list[float] = []
    seconds: dict[str, list[float]] = {name: [] for name, _, _ in subjects}
    for turn in range(1, ROUNDS + 1):
        say(f"round {turn} of {ROUNDS}: the plain pass")
        scans.append(timed(partial(read, store, SCAN)))
        for name, metric, options in subjects:
            say(f"round {turn} of {ROUNDS}: {name}")
            seconds[name].append(timed(partial(METRICS[metric], store, ALL_TIME, options)))
    found = []
    for name, metric, options in subjects:
        say(f"pandas: {name}")
        found.append(Row(name, min(seconds[name]), min(scans), _typical_seconds(store, metric, options)))
    return found


def _subjects() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Name, metric and options of each line: the defaults, and each other choice of each option."""
    for metric in METRICS.values():
        yield metric.name, metric.name, {}
        for option, choices in metric.options.items():
            yield from ((f"{metric.name} {option}={choice}", metric.name, {option: choice}) for choice in choices[1:])


def _typical_seconds(store: Store, metric: str, options: dict[str, str]) -> float | None:
    """Seconds of the typical pandas, reading included, run once; None where nobody has written it."""
    work = typical.find(metric)
    if work is None:
        return None
    settings: Settings = store.settings
    given = {f"{option}_" if iskeyword(option) else option: choice for option, choice in options.items()}
    took = timed(lambda: work(partial(read, store), settings, **given))
    gc.collect()
    return took


def read(store: Store, query: str) -> pd.DataFrame:
    """All rows of a query, the fastest way into pandas."""
    with store.reading() as connection:
        found: pd.DataFrame = connection.exec_driver_sql(query).cursor.to_arrow_table().to_pandas()
    return found
