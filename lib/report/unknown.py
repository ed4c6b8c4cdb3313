"""What the report cannot say, and what would help. Nobody should have to find that out alone."""

from collections.abc import Sequence
from datetime import timedelta

from lib.quality.silence import late, reach
from lib.report.comparisons import CHOSE
from lib.report.coverage import NOUNS, REGULAR, Coverage
from lib.report.quarter import Quarter
from lib.report.reading import Reading
from lib.report.report import Comparison, Growth, Worth
from lib.store import Store
from lib.wording import day, listed, shares_between

RECENT = timedelta(days=180)
"""A source that fell silent longer before the quarter has come to its end: nothing is missing of it."""
NO_CAUSE = "A relation between members and tickets is no cause: a release or a season can move both."
NO_RATE = "How many members were asked for the NPS is not recorded, so there is no response rate: who did not answer may think otherwise."

_PLURALS = {"activity": "activities", "ticket": "support tickets", "survey_response": "survey answers", "customer": "customers"}


def unknown(
    store: Store, coverage: Coverage, quarter: Quarter, readings: Sequence[Reading], growth: Growth, worth: Worth, comparisons: Sequence[Comparison]
) -> tuple[str, ...]:
    """The sentences, the most telling first; to be called while reading."""
    found = [
        *_unfinished(coverage, quarter),
        *_missing(coverage, quarter, readings),
        *(f"{comparison.name} of members against the rest: {comparison.missing}" for comparison in comparisons if comparison.missing),
        *_worth(worth),
        f"Whether growth relieves support: {growth.verdict} {growth.sentence}" if growth.verdict.startswith("Too short") else NO_CAUSE,
        CHOSE,
        *([NO_RATE] if any(reading.key == "nps" and reading.now.value is not None for reading in readings) else []),
        *_silent(store, coverage, quarter),
    ]
    return tuple(dict.fromkeys(found))


def _unfinished(coverage: Coverage, quarter: Quarter) -> list[str]:
    """That the quarter is not over, or which records do not cover it."""
    until = coverage.until(quarter)
    if coverage.running(quarter) and until:
        return [
            f"{quarter.name} is not over: its figures are those up to {day(until)}. "
            "Members, shares and NPS so far are compared with whole quarters, tickets so far are not."
        ]
    partly = [coverage.partly(kind, quarter) for kind in NOUNS if coverage.has(kind) and not coverage.absent(kind, quarter)]
    return [f"{said} What came before or after that is not in its figures." for said in partly if said]


def _missing(coverage: Coverage, quarter: Quarter, readings: Sequence[Reading]) -> list[str]:
    """Each figure without a value: why, and what to do. Figures with one reason stand together."""
    by_reason = dict[str, list[Reading]]()
    for reading in readings:
        if reading.now.value is None:
            by_reason.setdefault(f"{reading.now.missing} {_to_do(coverage, quarter, reading)}".strip(), []).append(reading)
    return [f"{listed([figure.name for figure in same])}: {reason}" for reason, same in by_reason.items()]


def _to_do(coverage: Coverage, quarter: Quarter, reading: Reading) -> str:
    """Empty where nothing need be done, or the reason says it."""
    kind = reading.kind if coverage.absent(reading.kind, quarter) or coverage.has("customer") or reading.key != "tickets_per_1000" else "customer"
    if not coverage.has(kind):
        return f"An analyst brings {_PLURALS[kind]} in on the page Upload."
    if coverage.periods[kind].start >= quarter.period.end:
        return "Bring in earlier ones, if there are any."
    if coverage.periods[kind].end <= quarter.period.start and coverage.today >= quarter.period.start:
        return "Bring in newer ones."
    return "Ask members, or bring in the answers they gave." if reading.key == "nps" and coverage.today >= quarter.period.start else ""


def _worth(worth: Worth) -> list[str]:
    found = [worth.missing] if worth.missing else []
    shares = next((one for one in worth.assumptions if one.key == "deflection_share"), None)
    if worth.self_solved and shares and shares.stated_at is None:
        found.append(
            f"That {shares_between(shares.low, shares.high)} of the questions members solved would have become a ticket is our default: "
            "nobody here has confirmed it. Ask some of those whose question was solved."
        )
    return found


def _silent(store: Store, coverage: Coverage, quarter: Quarter) -> list[str]:
    """Sources that usually bring something more often, and brought nothing from within the quarter, or shortly before it, until today."""
    found = []
    for kind in REGULAR:
        if coverage.absent(kind, quarter):
            continue
        sources = reach(store, kind)
        days = {str(source): last.date() for source, last in zip(sources["source"], sources["last_day"], strict=True)}
        for one in late(sources, coverage.today):
            last = days[one.source]
            if quarter.period.start - RECENT <= last < quarter.period.last:
                found.append(f"{one.source} has brought no {_PLURALS[kind]} since {day(last)}: figures may be too low from then on.")
    return found
