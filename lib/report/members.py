"""Monthly active members at the quarter's end, or so far."""

from typing import Any

import pandas as pd

from lib.metrics.active_users import MONTH
from lib.report.changes import STEADY
from lib.report.coverage import Coverage
from lib.report.figure import Unit
from lib.report.quarter import Quarter
from lib.report.reading import Estimate, Reading, ask, number, quarters, scope_of
from lib.scope import DAY, Period
from lib.store import Store
from lib.wording import day, plural, share

KIND = "activity"


def monthly_active(store: Store, coverage: Coverage, quarter: Quarter) -> Reading:
    """``active_users.mau`` on each quarter's last day; in a quarter that is not over on the last day of it that is, and is known."""
    asked_quarters = quarters(quarter)
    asked = ask(store, "active_users", scope_of(asked_quarters[0], quarter))
    by_day = asked.table.set_index("day")

    def row(of: Quarter) -> Any:
        last = coverage.last_over(KIND, of)
        return by_day.loc[pd.Timestamp(last)] if last and pd.Timestamp(last) in by_day.index else None

    estimates = tuple(_estimate(coverage, one, row(one)) for one in asked_quarters)
    last = coverage.last_over(KIND, quarter)
    return Reading(
        "monthly_active",
        "Monthly active members",
        Unit.COUNT,
        "higher",
        KIND,
        asked,
        "mau",
        estimates,
        {one: coverage.partly(KIND, one) for one in asked_quarters},
        {one.quarter: _moved(estimates[-1].value, one.value) for one in estimates[:-1]},
        goal=store.settings.target_monthly_active,
        beside=_beside(coverage, quarter, row(quarter)),
        sureness="counted, no interval",
        note=f"Members active in the 30 days up to {day(last)}." if last else "",
        days=Period.of(last - (MONTH - 1) * DAY, last) if last else None,
    )


def _estimate(coverage: Coverage, quarter: Quarter, row: Any) -> Estimate:
    if missing := coverage.absent(KIND, quarter):
        return Estimate(quarter, None, missing=missing)
    return Estimate(quarter, number(row["mau"]), whole=coverage.whole(KIND, quarter))


def _beside(coverage: Coverage, quarter: Quarter, row: Any) -> str:
    """``27% of 7,400 members``, and on which day where it is not the quarter's last."""
    last = coverage.last_over(KIND, quarter)
    if row is None or last is None:
        return ""
    said = f"{share(number(row['engagement']))} of {plural(int(row['members']), 'member')}" if number(row["members"]) else ""
    when = f"on {day(last)}" if last != quarter.period.last else ""
    return ", ".join(part for part in (said, when) if part)


def _moved(now: float | None, then: float | None) -> bool:
    """Whether a count changed by more than a few people: it is counted, so there is no chance in it, but not every change is one."""
    return now is not None and then is not None and (abs(now / then - 1) >= STEADY if then else now > 0)
