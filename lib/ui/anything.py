"""Whether there is anything of a kind of record within the period and the filters."""

from typing import Any

from sqlalchemy import Date, cast, func, select

from lib.records import KINDS, Type
from lib.scope import Period
from lib.store import Store
from lib.store.tables import RECORDS
from lib.ui import cache
from lib.ui.view import View


def anything(view: View, kind: str) -> bool:
    """Filters touch activities only; of the other kinds the period decides."""
    if kind == "activity":
        return bool(cache.metric(view, "activity_hours")["activities"].fillna(0).sum())
    return view.period is not None and cache.reading(view, _any, kind, view.period)


def _any(store: Store, kind: str, period: Period) -> bool:
    record, when = RECORDS[kind], KINDS[kind].when
    day: Any = record.c[when.name]
    if when.type is Type.INSTANT:
        day = cast(func.timezone(store.settings.zone, day), Date)
    found = select(record.c.version_no).where(record.c.current, day >= period.start, day < period.end).limit(1)
    return bool(len(store.frame(found)))
