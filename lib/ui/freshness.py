"""How far the data reach, when they were brought in, and which source has fallen silent."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pandas as pd
from sqlalchemy import func, select

from lib.scope import DAY
from lib.settings import Settings
from lib.store import Store
from lib.store.tables import RECORDS
from lib.ui import cache
from lib.ui.view import View
from lib.wording import day, plural

activity = RECORDS["activity"]
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
    """``until``: the last activity, None where there is none. ``imported``: when a file was last brought in."""

    until: datetime | None
    imported: datetime | None
    late: tuple[Late, ...]

    def said(self, settings: Settings) -> str:
        """``Data to 20 Nov 2026, 06:00 (Warsaw)``, and when they came."""
        if self.until is None:
            return "No activity yet"
        local = self.until.astimezone(settings.zoneinfo)
        place = settings.zone.rsplit("/", 1)[-1].replace("_", " ")
        came = f", brought in {_when(self.imported, local, settings)}" if self.imported else ""
        return f"Data to {day(local)}, {local:%H:%M} ({place}){came}."


def freshness(view: View) -> Freshness:
    """As the store has it now."""
    return cache.reading(view, _freshness, view.today)


def _when(moment: datetime, shown: datetime, settings: Settings) -> str:
    local = moment.astimezone(settings.zoneinfo)
    return f"{local:%H:%M}" if local.date() == shown.date() else f"{day(local)}, {local:%H:%M}"


def _freshness(store: Store, today: date) -> Freshness:
    with store.reading():
        last = (func.max(activity.c.occurred_at).label("last"), func.max(activity.c.local_day).label("last_day"))
        sources = store.frame(select(activity.c.source, *last).where(activity.c.current).group_by(activity.c.source))
        snapshots = store.snapshots()
        if sources.empty:
            return Freshness(None, None, ())
        newest = sources["last_day"].max()
        since = (newest - WINDOW).date()
        habit = store.frame(
            select(activity.c.source, func.count(activity.c.local_day.distinct()).label("days"))
            .where(activity.c.current, activity.c.local_day >= since - WINDOW)
            .group_by(activity.c.source)
        )
    active = snapshots[snapshots["active"].astype(bool)]
    imported = active["imported_at"].max() if len(active) else None
    days = dict(zip(habit["source"], habit["days"], strict=True))
    yesterday = pd.Timestamp(today) - DAY  # a file of yesterday is as fresh as most are
    late = [found for row in sources.itertuples() if (found := _late(row, max(newest, yesterday), days.get(row.source, 0)))]
    return Freshness(sources["last"].max().to_pydatetime(), None if imported is None else imported.to_pydatetime(), tuple(late))


def _late(row: object, newest: pd.Timestamp, active_days: int) -> Late | None:
    """Late, if silent for longer than it ever usually is. A source with few active days has no habit."""
    silent = int((newest - row.last_day) / DAY)  # type: ignore[attr-defined]
    if active_days < 8 or silent < 3:
        return None
    usual = 2 * WINDOW.days / active_days
    return Late(str(row.source), row.last.to_pydatetime(), silent) if silent > PATIENCE * usual else None  # type: ignore[attr-defined]
