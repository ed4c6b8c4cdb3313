"""What the programme cost in a quarter, from records: which sources say so, what an analyst said of those entered by hand, or why it is not known."""

from dataclasses import dataclass, fields
from datetime import datetime

import pandas as pd
from sqlalchemy import select

from lib.metrics.periods import during
from lib.records.programme_cost import BY_HAND, note_key, note_value
from lib.report.quarter import Quarter
from lib.store import Store
from lib.store.setting_changes import Stated
from lib.store.tables import RECORDS, setting_change
from lib.wording import listed, plural

MONTHS = 3
"""Of a quarter."""

programme_cost = RECORDS["programme_cost"]


@dataclass(frozen=True)
class Programme:
    """``amount``: None where not known, and ``missing`` says why, without a full stop. ``months``: how many of the quarter's have records.

    ``sources``: where the records come from, None where there are none. ``reason``, ``stated_at``, ``stated_by``: of those entered by hand; None where
    there are none.
    """

    amount: float | None
    months: int
    missing: str = ""
    sources: str | None = None
    reason: str | None = None
    stated_at: datetime | None = None
    stated_by: str | None = None


def programme(store: Store, quarter: Quarter, amount: float | None) -> Programme:
    """``amount``: what the metric says, in the settings' currency; None where it could not."""
    cost, settings = programme_cost, store.settings
    columns = (cost.c.source, cost.c.month, cost.c.item, cost.c.amount, cost.c.currency)
    found = store.frame(select(*columns).where(cost.c.current, during(cost.c.month, quarter.period)).order_by(cost.c.month, cost.c.item))
    months = int(found["month"].nunique())
    if not months:
        return Programme(None, 0, f"no programme cost of {quarter.name} is entered")
    currencies = sorted({str(one) for one in found["currency"].fillna(settings.currency)})
    missing = ""
    if amount is None:
        missing = f"programme costs of {quarter.name} are in {listed(currencies, 5)}, and only {settings.currency} is counted"
        if currencies == [settings.currency]:
            missing = f"{quarter.name} lies outside the data"
    said = _said(store, found[found["source"] == BY_HAND])
    by_source = found.groupby("source").size()
    sources = [_named(str(source), int(rows), said) for source, rows in by_source.items()]
    last = said[-1] if said else None
    return Programme(
        amount,
        months,
        missing,
        listed(sources, 6),
        "; ".join(dict.fromkeys(one.reason for one in said if one.reason)) or None,
        last.changed_at if last else None,
        last.changed_by if last else None,
    )


def _said(store: Store, hand: pd.DataFrame) -> list[Stated]:
    """What was said last of each cost entered by hand, as it counts now, the oldest first: after a withdrawal an earlier amount counts again."""
    if hand.empty:
        return []
    costs = zip(hand["month"], hand["item"], hand["amount"], hand["currency"], strict=True)
    wanted = {(note_key(month.date(), str(item)), note_value(amount, str(currency))) for month, item, amount, currency in costs}
    columns = [setting_change.c[field.name] for field in fields(Stated)]
    asked = select(*columns).where(setting_change.c.key.in_([key for key, _ in wanted])).order_by(setting_change.c.change_no.desc())
    with store.reading() as connection:
        notes = [Stated(*row) for row in connection.execute(asked)]
    latest: dict[str, Stated] = {}
    for note in notes:
        if (note.key, note.value) in wanted:
            latest.setdefault(note.key, note)
    return sorted(latest.values(), key=lambda note: note.changed_at)


def _named(source: str, rows: int, said: list[Stated]) -> str:
    records = plural(rows, "record")
    if source != BY_HAND:
        return f"{records} of {source}"
    whence = "; ".join(dict.fromkeys(one.source for one in said if one.source))
    return f"{records} entered by hand{f' ({whence})' if whence else ''}"
