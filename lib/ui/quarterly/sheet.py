"""What one run of the quarterly report looks at: the quarter, the report that is shown, and the closing in force."""

from dataclasses import dataclass

from lib.errors import CommandError
from lib.report import closing
from lib.report.build import build
from lib.report.closing import Closing
from lib.report.quarter import Quarter
from lib.report.report import Report
from lib.ui import cache
from lib.ui.view import View


@dataclass(frozen=True)
class Sheet:
    """``report``: the kept one of a closed quarter, else today's. ``closing``: None while the quarter is open. ``unread``: why a kept report
    cannot be shown, so that today's stands in for it.
    """

    view: View
    report: Report
    closing: Closing | None = None
    unread: CommandError | None = None

    @property
    def quarter(self) -> Quarter:
        """The quarter it is about."""
        return self.report.quarter


def sheet(view: View, quarter: Quarter) -> Sheet:
    """The quarter as it is to be shown."""
    history = cache.reading(view, closing.history, quarter)
    in_force = next((one for one in history if one.reopened_at is None), None)
    if in_force is None:
        return Sheet(view, today(view, quarter))
    try:
        kept = cache.reading(view, closing.kept, quarter)
    except CommandError as error:
        return Sheet(view, today(view, quarter), in_force, error)
    return Sheet(view, kept[0], in_force) if kept else Sheet(view, today(view, quarter))


def today(view: View, quarter: Quarter) -> Report:
    """The report as the data of now give it."""
    report: Report = cache.reading(view, build, quarter)
    return report
