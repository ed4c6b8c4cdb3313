"""``python -m benchmarks [--rows N] [--json PATH]``: a table of times and ratios; ROWS and JSON in the environment do the same.

Absolute times depend on the machine and on what else it does; the ratios, taken in one run, are what counts.
"""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import importing, metrics, sentiment
from benchmarks.row import Row, as_json, table

ROWS = 10_000_000
IMPORTED = 1_000_000
SCORED = 60_000


def run(rows: int) -> list[Row]:
    """Measures the metrics over ``rows`` activities, the import of a million, or of ``rows`` where they are fewer, and the scoring of posts."""
    with TemporaryDirectory(prefix="benchmark-") as folder:
        measured = metrics.measure(Path(folder), rows)
        return [*measured, importing.measure(Path(folder), min(rows, IMPORTED)), sentiment.measure(min(rows, SCORED))]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Times the metrics and the import on a big community.")
    parser.add_argument("--rows", type=int, default=int(os.environ.get("ROWS") or ROWS), help=f"how many activities (default {ROWS:,})")
    parser.add_argument("--json", type=Path, default=os.environ.get("JSON") or None, help="a file to write the rows to as well")
    options = parser.parse_args(arguments)
    if options.rows < 1000:
        parser.error("at least 1000 rows: fewer tell nothing")
    rows = run(options.rows)
    print(table(rows))
    print(f"\n{options.rows:,} activities. scan: one plain grouped pass of the engine over them, whatever the metric is about")
    print("(import: its plain read of the file; scoring: TextBlob's own).")
    print("pandas: what a typical app would write.")
    if options.json:
        Path(options.json).write_text(as_json(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
