"""Records by their local day: what checks about time look at."""

from typing import Any

import pandas as pd
from sqlalchemy import Date, cast, func, select

from lib.records import KINDS, Type
from lib.store import Store
from lib.store.tables import RECORDS


def local_day(kind: str, zone: str, field: str = "") -> Any:
    """The local day of a kind's records, by ``field`` or else by what places them in time, as an expression."""
    record, when = RECORDS[kind], KINDS[kind][field] if field else KINDS[kind].when
    column = record.c[when.name]
    if when.type is not Type.INSTANT:
        return column
    return record.c.local_day if "local_day" in record.c and when is KINDS[kind].when else cast(func.timezone(zone, column), Date)


def each_day(store: Store, kind: str) -> pd.DataFrame:
    """source, day, records: a row a source and day with any record of ``kind``, in order."""
    record, day = RECORDS[kind], local_day(kind, store.settings.zone)
    statement = (
        select(record.c.source, day.label("day"), func.count().label("records"))
        .where(record.c.current, record.c[KINDS[kind].when.name].is_not(None))
        .group_by(record.c.source, day)
    )
    return store.frame(statement).sort_values(["source", "day"], ignore_index=True)
