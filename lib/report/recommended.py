"""The Net Promoter Score of the quarter's answers."""

from collections.abc import Mapping
from typing import Any

from lib.metrics.nps import COUNTS
from lib.metrics.recommendations import most_asked
from lib.metrics.small_groups import FEW
from lib.metrics.surveys import questions
from lib.report.coverage import Coverage
from lib.report.figure import Unit
from lib.report.quarter import Quarter
from lib.report.reading import Asked, Estimate, Reading, ask, number, quarters, scope_of
from lib.statistics import net_promoter
from lib.store import Store
from lib.wording import known, plural

KIND = "survey_response"
SURE = 0.05
LONGEST = 60
"""Letters of a question beside its score; the audit has all of it."""
NEVER = "No answer to a question of recommendation was brought in yet."


def nps(store: Store, coverage: Coverage, quarter: Quarter) -> Reading:
    """``nps.nps``; of several questions that with the most answers in the quarter. Of fewer than five answers nothing is shown."""
    asked_quarters = quarters(quarter)
    every = questions(store, "nps")
    chosen = _chosen(store, quarter, every)
    asked = ask(store, "nps", scope_of(asked_quarters[0], quarter), {} if chosen is None else {"question": chosen})
    estimates = tuple(_estimate(coverage, one, asked, asks=bool(every)) for one in asked_quarters)
    sure = {one.quarter: _surely_other(asked, quarter, one) for one in estimates[:-1]}
    named = f", {_named(chosen)}" if chosen is not None else ""
    answers = estimates[-1].of or 0
    return Reading(
        "nps",
        "NPS",
        Unit.SCORE,
        "higher",
        KIND,
        asked,
        "nps",
        estimates,
        {one: coverage.partly(KIND, one) for one in asked_quarters},
        sure,
        goal=store.settings.target_nps,
        beside=f"{plural(answers, 'answer')}{named}" if answers >= FEW else "",
        note=f"Interval: adjusted Wald.{f' Of {len(every)} questions the one with the most answers.' if chosen is not None else ''}",
    )


def _chosen(store: Store, quarter: Quarter, every: list[str]) -> str | None:
    """Of several questions that with the most answers that count; where none counts, any. None where there is no choice."""
    if len(every) < 2:
        return None
    found = most_asked(store, scope_of(quarter, quarter))
    return every[-1] if found is None else found


def _estimate(coverage: Coverage, quarter: Quarter, asked: Asked, *, asks: bool) -> Estimate:
    row = asked.row(quarter)
    answers = int(row["responses"]) if known(row.get("responses")) else 0
    whole = coverage.whole(KIND, quarter)
    missing = _missing(coverage, quarter, answers, asks=asks)
    if missing:
        return Estimate(quarter, None, of=answers, whole=whole, missing=missing)
    return Estimate(quarter, number(row["nps"]), number(row["ci_low"]), number(row["ci_high"]), answers, whole)


def _missing(coverage: Coverage, quarter: Quarter, answers: int, *, asks: bool) -> str:
    if coverage.has(KIND) and not asks:
        return NEVER
    if absent := coverage.absent(KIND, quarter):
        return absent
    if not answers:
        return f"No survey answers in {quarter.name}."
    return f"Fewer than {FEW} survey answers in {quarter.name}, so no score is shown." if answers < FEW else ""


def _surely_other(asked: Asked, quarter: Quarter, then: Estimate) -> bool:
    """Whether the scores differ by more than chance gives: the metric's own test, which its table has for the quarter before only."""
    now, before = asked.row(quarter), asked.row(then.quarter)
    if not known(now.get("nps")) or not known(before.get("nps")):
        return False
    _, p_value = net_promoter.change(*_counts(now), *_counts(before))
    return bool(p_value < SURE)


def _counts(row: Mapping[str, Any]) -> tuple[int, int, int]:
    """promoters, detractors and responses."""
    responses, promoters, detractors = (int(row[name]) for name in COUNTS)
    return promoters, detractors, responses


def _named(question: str) -> str:
    """In one short line: a question may hold anything."""
    line = " ".join(question.split())
    return f"to “{line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + '…'}”" if line else "to the question without a name"
