"""How far the data of a kind of record reach, when they were brought in, and which source has fallen silent."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Date, cast, func, select

from lib.records import KINDS, Type
from lib.scope import DAY
from lib.settings import Settings
from lib.store import Store
from lib.store.tables import RECORDS
from lib.ui import cache
from lib.ui.view import View
from lib.wording import day, plural

REGULAR = ("activity", "ticket")
"""Kinds that come by themselves: a source of theirs can fall silent. The others come when somebody brings them."""
WINDOW = timedelta(days=56)
"""A source's habit is told from its last eight weeks."""
PATIENCE = 3
"""A source is late when it was silent for so many times its usual pause."""


@dataclass(frozen=True)
class Late:
    """A source that usually brings something more often than it did lately; ``days`` without anything."""

    source: str
    last: datetime
    days: int

    @property
    def said(self) -> str:
        return f"{self.source.removeprefix('demo-').capitalize()} silent for {plural(self.days, 'day')}"


@dataclass(frozen=True)
class Freshness:
    """``until``: the last record, None where there is none; a midnight where the kind has days only. ``imported``: when a file was last brought in."""

    until: datetime | None
    imported: datetime | None
    late: tuple[Late, ...]
    to_the_day: bool = False

    def said(self, settings: Settings) -> str:
        """``Data to 20 Nov 2026, 06:00 (Warsaw)``, and when they came."""
        if self.until is None:
            return "No data yet."
        local = self.until.astimezone(settings.zoneinfo)
        place = settings.zone.rsplit("/", 1)[-1].replace("_", " ")
        came = f", brought in {_when(self.imported, local, settings)}" if self.imported else ""
        moment = day(local) if self.to_the_day else f"{day(local)}, {local:%H:%M} ({place})"
        return f"Data to {moment}{came}."


def freshness(view: View, *kinds: str) -> Freshness:
    """As the store has it now; of several kinds, that which reaches furthest, and all that are late."""
    today = view.store.now()
    found = [cache.reading(view, _freshness, kind, view.today) for kind in kinds or ("activity",)]
    until = max((one for one in found if one.until), key=lambda one: one.until or today, default=found[0])
    imported = max((one.imported for one in found if one.imported), default=None)
    return replace(until, imported=imported, late=tuple({late.source: late for one in found for late in one.late}.values()))


def _when(moment: datetime, shown: datetime, settings: Settings) -> str:
    local = moment.astimezone(settings.zoneinfo)
    return f"{local:%H:%M}" if local.date() == shown.date() else f"{day(local)}, {local:%H:%M}"


def _freshness(store: Store, kind: str, today: date) -> Freshness:
    record, when = RECORDS[kind], KINDS[kind].when
    with store.reading():
        zone = store.settings.zone
        local_day: Any = record.c[when.name]
        if when.type is Type.INSTANT:
            local_day = record.c.local_day if "local_day" in record.c else cast(func.timezone(zone, local_day), Date)
        last = (func.max(record.c[when.name]).label("last"), func.max(local_day).label("last_day"))
        sources = store.frame(select(record.c.source, *last).where(record.c.current).group_by(record.c.source))
        snapshots = store.snapshots()
        if sources.empty:
            return Freshness(None, None, ())
        newest = sources["last_day"].max()
        since = (newest - WINDOW).date()
        habit = store.frame(
            select(record.c.source, func.count(local_day.distinct()).label("days"))
            .where(record.c.current, local_day >= since - WINDOW)
            .group_by(record.c.source)
        )
    active = snapshots[snapshots["active"].astype(bool) & snapshots["kind"].isin([kind, "member"] if kind == "activity" else [kind])]
    imported = active["imported_at"].max() if len(active) else None
    days = dict(zip(habit["source"], habit["days"], strict=True))
    yesterday = pd.Timestamp(today) - DAY  # a file of yesterday is as fresh as most are
    late = [found for row in sources.itertuples() if kind in REGULAR and (found := _late(row, max(newest, yesterday), days.get(row.source, 0)))]
    until, to_the_day = sources["last"].max(), when.type is not Type.INSTANT
    if to_the_day:
        until = until.tz_localize(zone)
    return Freshness(until.to_pydatetime(), None if imported is None else imported.to_pydatetime(), tuple(late), to_the_day)


def _late(row: object, newest: pd.Timestamp, active_days: int) -> Late | None:
    """Late, if silent for longer than it ever usually is. A source with few active days has no habit."""
    silent = int((newest - row.last_day) / DAY)  # type: ignore[attr-defined]
    if active_days < 8 or silent < 3:
        return None
    usual = 2 * WINDOW.days / active_days
    return Late(str(row.source), row.last.to_pydatetime(), silent) if silent > PATIENCE * usual else None  # type: ignore[attr-defined]
