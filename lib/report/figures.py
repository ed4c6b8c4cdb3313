"""The report's five figures: each is read from one metric's table, for the quarter and those before it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lib.report.changes import change
from lib.report.coverage import Coverage
from lib.report.figure import Figure
from lib.report.members import monthly_active
from lib.report.quarter import Quarter
from lib.report.questions import self_solved, within_24h
from lib.report.reading import Reading
from lib.report.recommended import nps
from lib.report.report import Point, Series
from lib.report.support import tickets_per_1000
from lib.store import Store


def readings(store: Store, coverage: Coverage, quarter: Quarter) -> tuple[Reading, ...]:
    """What the figures are made from, in their order; to be called while reading."""
    found = []
    for read in (monthly_active, within_24h, self_solved, nps, tickets_per_1000):
        with store.recorded() as statements:
            reading = read(store, coverage, quarter)
        found.append(replace(reading, statements=tuple(statements)))
    return tuple(found)


def figure(reading: Reading) -> Figure:
    """As the report has it."""
    now = reading.now
    shown: Mapping[str, Any] = {"value": now.value, "low": now.low, "high": now.high}
    previous, year_before = change(reading, now.quarter.previous), change(reading, now.quarter.year_before)
    return Figure(
        reading.key,
        reading.name,
        reading.unit,
        better=reading.better,
        previous=previous,
        year_before=year_before,
        goal=reading.goal,
        beside=reading.beside,
        sureness=reading.sureness,
        missing=now.missing,
        **shown,
    )


def series(reading: Reading) -> Series:
    """The figure over the quarters, from the first one that anything is known of."""
    known = [place for place, estimate in enumerate(reading.estimates) if estimate.value is not None]
    kept = reading.estimates[known[0] :] if known else ()
    points = (Point(one.quarter.start, one.value, one.low, one.high, one.whole) for one in kept)
    return Series(reading.key, reading.name, reading.unit, tuple(points))
