"""Every value that a setting was ever given: by whom, when, where it comes from and why. Assumptions are defended with it.

What the programme costs is no setting but records; one that an analyst enters by hand is noted here too, under the key
``programme_cost MONTH ITEM`` such as ``programme_cost 2026-07 Moderation``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import func, insert, select

from lib.store.tables import setting_change
from lib.store.writer import Writer

if TYPE_CHECKING:
    from lib.store.store import Store


@dataclass(frozen=True)
class Stated:
    """A value as somebody stated it. ``source``: where it comes from, ``reason``: why it is so; None where nobody said."""

    key: str
    value: str
    changed_at: datetime
    changed_by: str
    source: str | None
    reason: str | None


def note(writer: Writer, key: str, value: str, who: str, source: str | None, reason: str | None) -> None:
    """Adds a change, in the writer's transaction."""
    last = writer.connection.execute(select(func.coalesce(func.max(setting_change.c.change_no), 0))).scalar_one()
    said = {"source": " ".join((source or "").split()) or None, "reason": " ".join((reason or "").split()) or None}
    values = {"change_no": last + 1, "key": key, "value": value, "changed_at": writer.now, "changed_by": who, **said}
    writer.connection.execute(insert(setting_change).values(values))


def stated(store: "Store", keys: Iterable[str]) -> dict[str, Stated]:
    """The last value stated of each of ``keys``; a key nobody ever stated is left out."""
    columns = [setting_change.c[name] for name in ("key", "value", "changed_at", "changed_by", "source", "reason")]
    with store.reading() as connection:
        found = connection.execute(select(*columns).where(setting_change.c.key.in_(list(keys))).order_by(setting_change.c.change_no)).all()
    return {row.key: Stated(*row) for row in found}


def changes(store: "Store") -> pd.DataFrame:
    """All of them, the latest first: key, value, changed_at, changed_by, source, reason."""
    shown = [column for column in setting_change.c if column.name != "change_no"]
    return store.frame(select(*shown).order_by(setting_change.c.change_no.desc()))
