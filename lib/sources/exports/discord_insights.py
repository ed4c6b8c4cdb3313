"""Discord's Server Insights: several small files, each with a row an interval and a column a figure."""

import itertools
from datetime import date, timedelta

import pandas as pd

from lib.errors import FileError
from lib.sources.exports.derived import texts_of
from lib.sources.exports.figures import Reported, delivered, numeric
from lib.sources.exports.headings import Headings, plain
from lib.sources.exports.platform import Export, Wishes, platform
from lib.sources.exports.table_files import any_table, known_tables, read_whole, unread
from lib.sources.origin import Progress
from lib.sources.package import Package
from lib.sources.raw_table import RawTable

_BEGINS = ("intervalstarttimestamp", "daypt")
_TENURE = "days_in_guild"
_MIDNIGHT = r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?)?"
_INTERVALS = {1: "", 7: "_weekly", 28: "_monthly", 29: "_monthly", 30: "_monthly", 31: "_monthly"}


def _is_insights(headings: Headings, start: RawTable) -> bool:
    return len(headings.columns) > 1 and plain(headings.columns[0]) in _BEGINS


def _recognises(package: Package) -> bool:
    return any_table(package, _is_insights)


@platform(
    "discord-insights",
    "Discord Insights",
    "In Discord: Server Settings, Server Insights, and the export beside each chart; several files together in a zip or a folder.",
    recognises=_recognises,
)
def discord_insights(package: Package, wishes: Wishes, tell: Progress) -> Export:
    """Each column of numbers as a reported series; files by channel, country or device have rows that belong to no day alone, and are left out."""
    files: list[Reported] = []
    notes: list[str] = []
    parts = 0
    names = known_tables(package, _is_insights)
    for name in names:
        table = read_whole(package, name, tell)
        heads = Headings(table.columns)
        begins, tenure = table.columns[0], heads.find(_TENURE)
        others = [column for column in table.columns[1:] if column != tenure]
        figures = numeric(table, others)
        if len(figures) < len(others) or heads.find("channel_id") or not figures:
            parts += table.rows
            notes.append(f"{table.name} is left out: its rows are not about the whole server ({', '.join(others)})")
            continue
        days, suffix = _days(texts_of(table, begins)), _interval(table, begins)
        if suffix is None:
            notes.append(f"{table.name}: how long its intervals are cannot be told from it; they are taken for days")
        elif suffix:
            notes.append(f"{table.name}: each figure is about the {'week' if suffix == '_weekly' else 'month'} that begins on its day")
        series = {_series(heads, column) + (suffix or ""): column for column in figures}
        files.append(Reported(table, days, series, texts_of(table, tenure) if tenure else None))
    if not files and not parts:
        raise FileError(f"{package.name} is no export of Discord's Server Insights.", hint="the first column of such a file is interval_start_timestamp")
    if not files:
        raise FileError(f"{package.name} holds no figure of the whole server.", found="; ".join(notes), hint="export the charts of the whole server")
    delivery, found, left_out, more = delivered(package.name, "discord", files)
    split = {"rows about parts of the server": parts} if parts else {}
    return Export((delivery,), {**found, **split}, {**left_out, **split}, (*notes, *more, *unread(package, names)))


def _series(heads: Headings, column: str) -> str:
    """A series' name; the same heading means something else in another file, told by what stands beside it."""
    name = plain(column)
    if name == "totalmembership":
        return "members"
    if heads.have("new_members", "pct_retained"):
        return {"newmembers": "retention_new_members", "pctretained": "new_members_pct_retained"}.get(name, column.casefold())
    if heads.have("new_members") and name.startswith("pct"):
        return f"new_members_{column.casefold()}"
    return column.casefold()


def _days(moments: "pd.Series[str]") -> "pd.Series[str]":
    """The day of each interval's first moment, in UTC, as Discord counts; any other moment stays as it is, and is refused as a day."""
    return moments.str.replace(rf"^{_MIDNIGHT}$", r"\1", regex=True)


def _interval(table: RawTable, begins: str) -> str | None:
    """What the names of figures about longer intervals than a day end in, by the commonest distance of two; None where nothing tells."""
    days = _days(texts_of(table, begins)).drop_duplicates()
    days = days[days.str.fullmatch(r"\d{4}-\d{2}-\d{2}")]
    found = sorted(pd.to_datetime(days, errors="coerce").dropna().dt.date)
    apart = pd.Series([(later - earlier) // timedelta(days=1) for earlier, later in itertools.pairwise(found)], dtype="int64")
    if apart.empty:
        return None
    return _INTERVALS.get(int(apart.mode().iloc[0]), "") if isinstance(found[0], date) else None
