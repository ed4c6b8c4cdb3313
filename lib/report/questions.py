"""Members' questions: how many are answered within a day, and how many members solve without staff."""

import numpy as np

from lib.metrics.answered_within import answered_within
from lib.metrics.resolution import solutions_are_marked
from lib.metrics.solved_in_time import solved_in_time, surely_other
from lib.report.coverage import Coverage
from lib.report.figure import Unit
from lib.report.quarter import Quarter
from lib.report.reading import Asked, Estimate, Reading, ask, number, quarters, scope_of
from lib.statistics.mover import surely_other as beyond_chance
from lib.statistics.proportions import wilson
from lib.store import Store
from lib.wording import hours, known

KIND = "activity"
DAY_HOURS = 24.0
ENOUGH = 10
"""Questions: fewer show the few, not the community."""
NONE_MARKED = "No reply is marked as a solution, so it is not known what is solved: map the column is_solution when activities are uploaded."


def within_24h(store: Store, coverage: Coverage, quarter: Quarter) -> Reading:
    """``response_time.within_24h``: by staff, all hours counted; its interval from the Kaplan–Meier curve at 24 hours."""
    asked_quarters = quarters(quarter)
    scope = scope_of(asked_quarters[0], quarter)
    asked = ask(store, "response_time", scope)
    target = store.settings.target_first_response_hours
    found = answered_within(store, scope, (DAY_HOURS, target))
    around, in_time = (found[found["hours"] == limit].drop_duplicates("period_start").set_index("period_start") for limit in (DAY_HOURS, target))
    estimates = []
    for one in asked_quarters:
        row = asked.row(one)
        threads = int(row["threads"]) if known(row.get("threads")) else 0
        value = number(row.get("within_24h"))
        missing = _no_questions(coverage, one, threads) or ("" if value is not None else f"No question of {one.name} has been watched for 24 hours yet.")
        low, high = (number(around[name].get(np.datetime64(one.start))) if value is not None else None for name in ("ci_low", "ci_high"))
        estimates.append(Estimate(one, None if missing else value, low, high, threads, coverage.whole(KIND, one), missing))
    now = estimates[-1]
    enough = {one.quarter: min(now.of or 0, one.of or 0) >= ENOUGH for one in estimates[:-1]}
    sure = {one.quarter: enough[one.quarter] and beyond_chance((now.value, now.low, now.high), (one.value, one.low, one.high)) for one in estimates[:-1]}
    return Reading(
        "within_24h",
        "Answered in 24 h",
        Unit.SHARE,
        "higher",
        KIND,
        asked,
        "within_24h",
        tuple(estimates),
        {one: coverage.partly(KIND, one) for one in asked_quarters},
        sure,
        goal=store.settings.target_answered_24h,
        beside=_half(asked, quarter, target),
        note="First answers by staff; all hours count. Interval: Greenwood's, on the log-minus-log scale.",
        also={"median_hours": number(asked.row(quarter).get("median_hours")), "within_target": number(in_time["share"].get(np.datetime64(quarter.start)))},
    )


def _half(asked: Asked, quarter: Quarter, target: float) -> str:
    row = asked.row(quarter)
    if not known(row.get("threads")) or not row["threads"]:
        return ""
    median = number(row["median_hours"])
    return f"half within {hours(median)}, target {hours(target)}" if median is not None else f"fewer than half so far, target {hours(target)} for half"


def self_solved(store: Store, coverage: Coverage, quarter: Quarter) -> Reading:
    """``resolution.self_solved_share``, with Wilson's interval. A change is sure only where it holds within the same time of asking."""
    asked_quarters = quarters(quarter)
    marked = solutions_are_marked(store)
    asked = ask(store, "resolution", scope_of(asked_quarters[0], quarter))
    estimates = []
    for one in asked_quarters:
        row = asked.row(one)
        threads = int(row["threads"]) if known(row.get("threads")) else 0
        missing = _no_questions(coverage, one, threads) or ("" if marked else NONE_MARKED)
        low, high = (None, None) if missing else (float(end) for end in wilson(row["self_solved"], threads))
        estimates.append(Estimate(one, None if missing else number(row["self_solved_share"]), low, high, threads, coverage.whole(KIND, one), missing))
    now = estimates[-1]
    compared = (quarter.previous, quarter.year_before)
    sure = {one.quarter: _surely_solved(store, now, one) for one in estimates if one.quarter in compared}
    return Reading(
        "self_solved",
        "Solved by members",
        Unit.SHARE,
        "higher",
        KIND,
        asked,
        "self_solved_share",
        tuple(estimates),
        {one: coverage.partly(KIND, one) for one in asked_quarters},
        sure,
        goal=store.settings.target_self_solved,
        beside="" if now.missing or not now.of else f"{int(asked.row(quarter)['self_solved']):,} of {now.of:,} questions",
        note="Without staff. Interval: Wilson's. A change is called sure where it holds within the same time of asking.",
    )


def _surely_solved(store: Store, now: Estimate, then: Estimate) -> bool:
    if now.value is None or then.value is None or not then.whole or min(now.of or 0, then.of or 0) < ENOUGH:
        return False
    found = solved_in_time(store, scope_of(now.quarter, now.quarter), scope_of(then.quarter, then.quarter))
    return surely_other(found, "self_solved", now.value - then.value)


def _no_questions(coverage: Coverage, quarter: Quarter, threads: int) -> str:
    return coverage.absent(KIND, quarter) or ("" if threads else f"No member asked a question in {quarter.name}.")
