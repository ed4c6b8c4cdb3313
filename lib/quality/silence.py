"""How far each source reaches, how often it usually brings something, and which fell silent."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd
from sqlalchemy import func, select

from lib.quality.days import local_day
from lib.quality.each_row import each_row
from lib.quality.finding import Finding
from lib.quality.registry import check
from lib.records import KINDS
from lib.scope import DAY
from lib.store import Store
from lib.store.tables import RECORDS
from lib.wording import listed, plural

REGULAR = ("activity", "ticket")
"""Kinds that come by themselves: a source of theirs can fall silent. The others come when somebody brings them."""
WINDOW = timedelta(days=56)
"""A source's habit is told from its last sixteen weeks, twice this."""
PATIENCE = 3
"""A source is late when it was silent for so many times its usual pause."""
LEAST_SILENCE = 3
"""Days: a shorter silence is none."""
HABIT = 8
"""Days with something that a habit can be told from."""
ENDED = 180
"""Days: a source that is silent for longer has probably come to its end."""


@dataclass(frozen=True)
class Late:
    """A source that usually brings something more often than it did lately; ``days`` without anything."""

    source: str
    last: datetime
    days: int

    @property
    def said(self) -> str:
        return f"{self.source.removeprefix('demo-').capitalize()} silent for {plural(self.days, 'day')}"


def reach(store: Store, kind: str) -> pd.DataFrame:
    """source, last (its last record), last_day (local), active_days and pause: a row a source.

    ``active_days``: those of the kind's last sixteen weeks with any record; ``pause``: days from one of them to the next, on average, null with
    fewer than HABIT of them.
    """
    record, when = RECORDS[kind], KINDS[kind].when
    day = local_day(kind, store.settings.zone)
    last = (func.max(record.c[when.name]).label("last"), func.max(day).label("last_day"))
    sources = store.frame(select(record.c.source, *last).where(record.c.current, record.c[when.name].is_not(None)).group_by(record.c.source))
    if sources.empty:
        return sources.assign(active_days=pd.Series(dtype="int64"), pause=pd.Series(dtype="float64"))
    since = (sources["last_day"].max() - 2 * WINDOW).date()
    habit = store.frame(
        select(record.c.source, func.count(day.distinct()).label("active_days"), func.min(day).label("first"), func.max(day).label("until"))
        .where(record.c.current, day >= since)
        .group_by(record.c.source)
    )
    found = sources.merge(habit, how="left", on="source")
    found["active_days"] = found["active_days"].fillna(0).astype("int64")
    lasted = (found["until"] - found["first"]).dt.days
    found["pause"] = (lasted / (found["active_days"] - 1)).where(found["active_days"] >= HABIT)
    return found.drop(columns=["first", "until"]).sort_values("source", ignore_index=True)


def silent_days(found: pd.DataFrame, today: date) -> "pd.Series[int]":
    """Days without anything, a row a source of ``reach``, up to yesterday: a file of yesterday is as fresh as most are."""
    newest = max(found["last_day"].max(), pd.Timestamp(today) - DAY)
    silent: pd.Series[int] = (newest - found["last_day"]).dt.days
    return silent


def late(found: pd.DataFrame, today: date) -> tuple[Late, ...]:
    """Those of ``reach`` that are silent for longer than they ever usually are. A source with few active days has no habit."""
    if found.empty:
        return ()
    return tuple(
        Late(str(row.source), row.last.to_pydatetime(), int(silent))
        for row, silent in zip(each_row(found), silent_days(found, today), strict=True)
        if silent >= LEAST_SILENCE and silent > PATIENCE * row.pause
    )


@check(title="Freshness", counts="sources and kinds")
def silent_sources(store: Store) -> Finding | None:
    """How far each source and kind of record reaches, and which sources fell silent.

    Activity and tickets come by themselves: their source is late when it has been silent for at least three days and for more than three times
    its usual pause, told from sixteen weeks with at least eight days that have something. Other kinds come when somebody brings them.
    """
    today, snapshots = store.today(), store.snapshots()
    active = snapshots[snapshots["active"].astype(bool)]
    imported = active.groupby(["source", "kind"])["imported_at"].max()
    rows, silent, told = [], list[str](), False
    for kind in KINDS.values():
        found = reach(store, kind.name)
        if found.empty:
            continue
        overdue = {one.source for one in late(found, today)} if kind.name in REGULAR else set()
        silent += [f"{source} ({days:,} days)" for source, days in zip(found["source"], silent_days(found, today), strict=True) if source in overdue]
        for row, days in zip(each_row(found), silent_days(found, today), strict=True):
            habit = kind.name in REGULAR and row.active_days >= HABIT
            told = told or habit
            state = ("late" if row.source in overdue else "as usual" if habit else "too little to tell") if kind.name in REGULAR else "brought by hand"
            rows.append(
                {
                    "source": row.source,
                    "records": kind.title,
                    "last_day": row.last_day,
                    "last_import": imported.get((row.source, kind.name), pd.NaT),
                    "usual_pause_days": round(row.pause, 1) if habit else None,
                    "silent_days": days if kind.name in REGULAR else None,
                    "state": state,
                }
            )
    if not rows:
        return None
    table = pd.DataFrame(rows).sort_values(["state", "source", "records"], key=lambda column: column.ne("late") if column.name == "state" else column)
    table["silent_days"] = table["silent_days"].astype("Int64")
    table = table.reset_index(drop=True)
    regular = int((table["state"].isin(["late", "as usual"])).sum())
    overdue_rows = table[table["state"] == "late"]
    if silent:
        ended = bool((overdue_rows["silent_days"] > ENDED).all())
        return Finding(
            "look" if ended else "act",
            f"Nothing came lately from {listed(silent)}, longer than usual: " + ("that may be the end of it." if ended else "numbers may be too low since."),
            "Bring in a newer file, if there is one, or look why the source does not come.",
            "sources",
            len(silent),
            regular,
            overdue_rows["last_day"].min().date(),
            table,
        )
    if regular == 0 and not (table["state"] == "too little to tell").any():
        return Finding("unknown", "There are only records that somebody brings by hand: whether they are late cannot be told.", rows=table)
    if not told:
        return Finding("unknown", "Too few days with records to tell how often a source usually brings something.", rows=table)
    return Finding("fine", "Every source brings something as often as it usually does.", count=0, of=regular, rows=table)
