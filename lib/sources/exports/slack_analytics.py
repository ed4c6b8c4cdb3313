"""Slack's own analytics: a row a day, a column a figure."""

import re

from lib.errors import FileError
from lib.sources.exports.derived import texts_of
from lib.sources.exports.figures import Reported, delivered, numeric
from lib.sources.exports.headings import Headings, plain
from lib.sources.exports.platform import Export, Wishes, platform
from lib.sources.exports.table_files import any_table, known_tables, read_whole, unread
from lib.sources.origin import Progress
from lib.sources.package import Package
from lib.sources.raw_table import RawTable

_SERIES = {
    "dailyactivemembers": "dau",
    "weeklyactivemembers": "wau",
    "monthlyactivemembers": "mau",
    "totalmembership": "members",
    "messagespostedbymembers": "messages",
    "messagesindms": "messages_in_dms",
    "percentofmessagesdms": "percent_of_messages_dms",
    "percentofviewsdms": "percent_of_views_dms",
}
"""Series that have a name of their own; the others are called as their column is."""

_MARKS = ("daily active members", "weekly active members", "daily members posting messages", "total membership", "messages posted")


def _is_analytics(headings: Headings, start: RawTable) -> bool:
    return bool(headings) and plain(headings.columns[0]) == "date" and headings.count(_MARKS) >= 2


def _recognises(package: Package) -> bool:
    return any_table(package, _is_analytics)


def series_name(heading: str) -> str:
    """A series' name from its column's heading, the same for both ways in which Slack writes it: ``Messages in DMs``, ``messages_in_d_ms``."""
    return _SERIES.get(plain(heading)) or re.sub(r"\W+", "_", heading.casefold()).strip("_")


@platform(
    "slack-analytics",
    "Slack analytics",
    "In Slack: the workspace's name, Tools & settings, Analytics, Overview, Export CSV.",
    recognises=_recognises,
)
def slack_analytics(package: Package, wishes: Wishes, tell: Progress) -> Export:
    """Each column of numbers as a reported series, each cell as one figure; an empty cell is none."""
    files = []
    notes: tuple[str, ...] = ()
    names = known_tables(package, _is_analytics)
    for name in names:
        table = read_whole(package, name, tell)
        day, *others = table.columns
        figures = numeric(table, others)
        files.append(Reported(table, texts_of(table, day), {series_name(column): column for column in figures}))
        if len(figures) < len(others):
            notes += (f"{table.name}: columns without numbers are left out: {', '.join(column for column in others if column not in figures)}",)
    if not files:
        raise FileError(
            f"{package.name} is no export of Slack's analytics.",
            hint="it needs a first column Date, and columns such as Daily active members; for messages, give Slack's own export",
        )
    delivery, found, left_out, more = delivered(package.name, "slack", files)
    return Export((delivery,), found, left_out, (*notes, *more, *unread(package, names)))
