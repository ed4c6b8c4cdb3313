"""Members beside tickets: the verdict, what happened, and how it was tested, in words."""

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from lib.metrics.growth_vs_tickets import measured, related
from lib.report.coverage import Coverage
from lib.report.quarter import Quarter
from lib.report.reading import Asked, ask, number
from lib.report.report import Growth, Week
from lib.scope import Grain, Scope
from lib.statistics.relation import LEAST, NOTHING, OPPOSED, Relation
from lib.store import Store
from lib.wording import known, percent, plural, signed

BY = Grain.WEEK
SUNDAY = 7
ENDS = 8
"""Weeks at either end whose means tell how far a series rose or fell."""
STEADY = 0.03
NAMES = {"tickets_per_1000_customers": "Tickets per 1,000 customers", "tickets": "Support tickets"}


def growth(store: Store, coverage: Coverage, quarter: Quarter) -> tuple[Growth, Asked]:
    """Told from all whole weeks of the data that end within the quarter or before it, so that later data change nothing; and how it was asked.

    A quarter that is not over has its running week too, which is not complete.
    """
    asked = ask(store, "growth_vs_tickets", Scope(None, _last_day(coverage, quarter), BY))
    frame = asked.table if coverage.has("ticket") else asked.table.head(0)
    found = related(frame, BY)
    verdict, sentence = told(frame, found)
    column = measured(frame) if frame["complete"].any() or frame["tickets_per_1000_customers"].notna().any() else "tickets"
    weeks = tuple(
        Week(start.date(), number(mau), number(tickets), bool(complete))
        for start, mau, tickets, complete in zip(frame["period_start"], frame["mau"], frame[column], frame["complete"], strict=True)
        if known(mau) or known(tickets)
    )
    shown = Growth(verdict, sentence, how_it_was_tested(frame, found), "tickets" if column == "tickets" else "tickets_per_1000_customers", weeks)
    if not found.told or found.strongest is None:
        return shown, asked
    lag = found.strongest
    return replace(shown, lag=lag, r=float(found.r[lag]), p_adjusted=number(found.p_adjusted), pairs=int(found.pairs[lag])), asked


def _last_day(coverage: Coverage, quarter: Quarter) -> date:
    """The Sunday of the last week that ends in the quarter; in a running quarter its last day, with the week that is not over."""
    last = quarter.period.last
    if coverage.today <= last:
        return last
    return last if last.isoweekday() == SUNDAY else last - timedelta(days=last.isoweekday())


def told(frame: pd.DataFrame, found: Relation) -> tuple[str, str]:
    """The verdict and what happened, from all weeks and what the scan found in the whole ones."""
    whole = frame[frame["complete"]]
    if not found.told:
        missing = " No activity of members is known for the weeks with tickets." if frame["mau"].isna().all() else ""
        return f"Too short to tell: {len(whole)} of {LEAST} weeks.", f"Members and tickets have to be known for {LEAST} whole weeks.{missing}"
    name = NAMES[measured(frame)]
    went = [f"monthly active members {_went(whole['mau'])}", f"{name[:1].lower()}{name[1:]} {_went(whole[measured(frame)])}"]
    over = f"Over {plural(len(whole), 'week')} {went[0]} and {went[1]}"
    if found.verdict == NOTHING:
        return "No relation shown.", f"{over}, but from week to week the two do not move together more than chance allows."
    opposed = found.verdict == OPPOSED
    lag = found.strongest or 0
    when = "in the same week" if lag == 0 else f"{plural(lag, 'week')} later"
    verdict = f"{'Fewer' if opposed else 'More'} tickets {'follow' if lag else 'come'} when more members are active."
    said = f"{over}. In weeks in which more members than usual become active, tickets {'fall' if opposed else 'rise'} {when}, more than chance allows"
    return verdict, f"{said} ({_strength(found)}). Whether the one causes the other, this cannot tell."


def how_it_was_tested(frame: pd.DataFrame, found: Relation, of: str = "of the data") -> str:
    """What was compared, and what the strongest link is. ``of``: which weeks these are."""
    whole = int(frame["complete"].sum())
    if not found.told:
        return (
            f"Nothing yet: {plural(whole, 'whole week')} of {LEAST} that are needed. Then changes from week to week will be compared, at delays up to 8 weeks."
        )
    changes = "changes from week to week, after taking out what the same week a year before had" if found.seasonal else "changes from week to week"
    did = f"All {plural(whole, 'whole week')} {of}: {changes} of monthly active members against those of {NAMES[measured(frame)].lower()}, "
    did += "in the same week and up to 8 weeks later. Neighbouring weeks are alike and nine delays are tried: both are allowed for."
    if not found.seasonal:
        did += " Under 77 weeks a yearly season cannot be taken out."
    if found.strongest is not None:
        lag = found.strongest
        did += f" The strongest link: {plural(lag, 'week')} of delay, {int(found.pairs[lag])} pairs, {_strength(found)}."
    return did


def how_often(found: Relation) -> str:
    """How often chance does as well, as people say it."""
    if not known(found.p_adjusted):
        return ""
    in_100 = round(100 * found.p_adjusted)
    if in_100 >= 100:
        return "A link this strong turns up by chance often."
    return f"A link this strong turns up by chance in {in_100 if in_100 else 'fewer than 1'} of 100 such scans."


def _went(values: "pd.Series[float]") -> str:
    """``rose by 12%``: the mean of the last weeks against that of the first."""
    numbers = values.astype("float64")
    ends = min(ENDS, len(numbers) // 3)
    first, last = float(numbers.iloc[:ends].mean()), float(numbers.iloc[-ends:].mean())
    if not first or not known(first):
        return "began from nothing" if last else "stayed at nothing"
    change = last / first - 1
    if abs(change) < STEADY:
        return "hardly changed"
    return f"{'rose' if change > 0 else 'fell'} by {percent(change)}"


def _strength(found: Relation) -> str:
    return f"r = {signed(found.r[found.strongest or 0])}; {how_often(found)[:1].lower()}{how_often(found)[1:].rstrip('.')}"
