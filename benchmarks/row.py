"""One line of the result, and how lines are shown."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

SCAN_TARGETS = {"import": 5.0, "scoring": 0.35}
SCAN_TARGET = 2.0
PANDAS_TARGET = 10.0
MEMORY_TARGET = 2000.0


@dataclass(frozen=True)
class Row:
    """Seconds of one metric, or of the import, beside the engine's plain pass and the typical pandas; None: not to be had.

    For the import the plain pass is the engine's plain read of the file, and ``peak_memory_mb`` is of its process; for the
    scoring of posts it is TextBlob as people call it, on one core.
    """

    name: str
    seconds: float
    scan_seconds: float
    pandas_seconds: float | None
    peak_memory_mb: float | None = None

    @property
    def scan_ratio(self) -> float:
        return self.seconds / self.scan_seconds

    @property
    def pandas_ratio(self) -> float | None:
        return None if self.pandas_seconds is None else self.pandas_seconds / self.seconds

    @property
    def misses(self) -> list[str]:
        """The targets that were not reached, with how far it is; the import has none for pandas."""
        allowed = SCAN_TARGETS.get(self.name, SCAN_TARGET)
        found = [] if self.scan_ratio <= allowed else [f"{self.scan_ratio:.1f}x of the plain pass, not {allowed:g}x"]
        if self.pandas_ratio is not None and self.name not in SCAN_TARGETS and self.pandas_ratio < PANDAS_TARGET:
            found.append(f"{self.pandas_ratio:.1f}x faster than pandas, not {PANDAS_TARGET:.0f}x")
        if self.peak_memory_mb is not None and self.peak_memory_mb > MEMORY_TARGET:
            found.append(f"{self.peak_memory_mb:,.0f} MB, not {MEMORY_TARGET:,.0f} MB")
        return found

    @property
    def as_dict(self) -> dict[str, Any]:
        found = {
            "name": self.name,
            "seconds": self.seconds,
            "scan_seconds": self.scan_seconds,
            "pandas_seconds": self.pandas_seconds,
            "scan_ratio": self.scan_ratio,
            "pandas_ratio": self.pandas_ratio,
        }
        return found if self.peak_memory_mb is None else {**found, "peak_memory_mb": self.peak_memory_mb}


def table(rows: Iterable[Row]) -> str:
    """The rows as people read them."""
    lines = [("name", "seconds", "scan_seconds", "pandas_seconds", "scan_ratio", "pandas_ratio", "peak_memory_mb", "targets")]
    for row in rows:
        numbers = (row.seconds, row.scan_seconds, row.pandas_seconds, row.scan_ratio, row.pandas_ratio)
        shown = [_number(number, digits) for number, digits in zip(numbers, (3, 3, 2, 2, 1), strict=True)]
        lines.append((row.name, *shown, _number(row.peak_memory_mb, 0), "; ".join(row.misses) or "met"))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:-1], widths[1:-1], strict=True)), line[-1]]) for line in lines
    )


def as_json(rows: Iterable[Row]) -> str:
    return json.dumps([row.as_dict for row in rows], indent=2) + "\n"


def timed(work: Callable[[], object]) -> float:
    """Seconds that ``work`` takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"
