"""How far the data of a kind of record reach, when they were brought in, and which source has fallen silent."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from lib.quality.silence import REGULAR, Late, late, reach
from lib.records import KINDS, Type
from lib.settings import Settings
from lib.store import Store
from lib.ui import cache
from lib.ui.view import View
from lib.wording import day


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
    to_the_day = KINDS[kind].when.type is not Type.INSTANT
    with store.reading():
        zone = store.settings.zone
        sources = reach(store, kind)
        snapshots = store.snapshots()
    if sources.empty:
        return Freshness(None, None, ())
    active = snapshots[snapshots["active"].astype(bool) & snapshots["kind"].isin([kind, "member"] if kind == "activity" else [kind])]
    imported = active["imported_at"].max() if len(active) else None
    until = sources["last"].max()
    if to_the_day:
        until = until.tz_localize(zone)
    silent = late(sources, today) if kind in REGULAR else ()
    return Freshness(until.to_pydatetime(), None if imported is None else imported.to_pydatetime(), silent, to_the_day)
