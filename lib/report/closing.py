"""Closing a quarter: its report is kept as it was, and what today's data would say is held against it."""

import json

from lib.errors import CommandError
from lib.report.difference import Difference, differences
from lib.report.quarter import Quarter
from lib.report.report import FORMAT, Report, read
from lib.store import Store, closed_quarters
from lib.store.closed_quarters import Closing
from lib.wording import day

__all__ = ["Closing", "Difference", "close", "differences", "history", "kept", "reopen"]


def close(store: Store, report: Report, who: str) -> Closing:
    """Keeps ``report``. CommandError where its quarter is not over, or closed already; StoreChanged where the data changed since it was made."""
    if not report.over:
        raise CommandError(
            f"{report.quarter.name} cannot be closed: it is not over.",
            found=f"data to {day(report.until)}" if report.until else "no data of it",
            hint=f"close it when it has ended, on {day(report.quarter.period.last)}, and its data are in",
        )
    return closed_quarters.close(store, report.start, report.json, report.store_version, who)


def reopen(store: Store, quarter: Quarter, who: str, why: str) -> None:
    """Puts the closing in force out of force; it stays in the history. CommandError where there is none, or no reason is given."""
    closed_quarters.reopen(store, quarter.start, who, why)


def kept(store: Store, quarter: Quarter) -> tuple[Report, Closing] | None:
    """The report of a closed quarter and its closing; None where the quarter is open.

    CommandError where another version of this app wrote it otherwise, or it is damaged.
    """
    closing = closed_quarters.closed(store, quarter.start)
    if closing is None:
        return None
    form = _form(closing.report)
    closed_on = f"closed on {day(closing.closed_at.astimezone(store.settings.zoneinfo))}"
    hint = "open the quarter again, and close it with today's figures"
    if form != FORMAT:
        said = f"The kept report of {quarter.name} is written in a form that this version does not read."
        raise CommandError(said, found=f"form {form or 'unknown'}, {closed_on}", hint=hint)
    try:
        return read(closing.report), closing
    except ValueError as error:
        raise CommandError(f"The kept report of {quarter.name} is damaged.", found=closed_on, hint=hint) from error


def _form(report: str) -> int | None:
    """The number of the form it is kept in; None where that cannot be read."""
    try:
        found = json.loads(report)
    except ValueError:
        return None
    form = found.get("format") if isinstance(found, dict) else None
    return form if isinstance(form, int) else None


def history(store: Store, quarter: Quarter) -> list[Closing]:
    """Every closing of the quarter, the latest first."""
    return closed_quarters.closings(store, quarter.start)
