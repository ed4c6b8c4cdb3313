"""Programme costs that a person enters without a file: through the checks and into a snapshot like all others, with source and reason noted beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import pyarrow as pa

from lib.errors import CommandError
from lib.intake.checking import Checker
from lib.intake.mapping import Column, Mapping
from lib.records import kind as record_kind
from lib.records.programme_cost import BY_HAND, note_key, note_value
from lib.scope import Grain
from lib.sources.raw_table import RawTable, cell_names
from lib.store import Store, setting_changes
from lib.store.load import Load, SnapshotNote

LONGEST_ITEM = 100
MONTHS = 3
_COLUMNS = ("month", "item", "amount", "currency")


@dataclass(frozen=True)
class EnteredCost:
    """An item and its amount, of the month that begins on ``start``, or, with ``whole_quarter``, of the three months from it on together."""

    start: date
    item: str
    amount: float
    currency: str
    whole_quarter: bool = False

    @property
    def months(self) -> tuple[tuple[date, float], ...]:
        """The months with their amounts: a quarter's is split into thirds, to the cent, what is left over in its last month."""
        if not self.whole_quarter:
            return ((self.start, round(self.amount, 2)),)
        second = Grain.MONTH.next(self.start)
        cents = round(self.amount * 100)
        third = cents // MONTHS
        parts = (third, third, cents - 2 * third)
        return tuple((month, part / 100) for month, part in zip((self.start, second, Grain.MONTH.next(second)), parts, strict=True))


def enter_cost(store: Store, cost: EnteredCost, who: str, *, source: str, reason: str) -> int:
    """Takes the cost in, replacing what was entered by hand for the same item and months; the snapshot's id.

    ``source``, ``reason``: where the amount comes from and why it is so; both needed. Records and notes come in one transaction. CommandError where it
    cannot be so.
    """
    item = " ".join(cost.item.split())
    if not item or len(item) > LONGEST_ITEM or not item.isprintable():
        raise CommandError("A cost needs an item.", found=cost.item or None, hint=f"say what it pays for, in at most {LONGEST_ITEM} letters")
    if not source.strip() or not reason.strip():
        raise CommandError("A cost needs a source and a reason.", hint="say where the amount comes from, and why it is counted")
    kind = record_kind("programme_cost")
    raw = _raw(
        [(month.isoformat(), item, f"{amount:.2f}", cost.currency) for month, amount in cost.months], f"{who}, {store.now().isoformat()}: {source}, {reason}"
    )
    mapping = Mapping({name: Column(name) for name in _COLUMNS})
    checked = Checker(kind, raw, mapping, store.now()).check(raw.cells)
    if len(checked.faults):
        fault = checked.faults.iloc[0]
        raise CommandError(f"This cost cannot be taken in: {fault['reason']}.", found=str(fault["value"]), hint=str(fault["hint"]))
    with store.staging(kind) as stage:
        stage.add(checked.good)
        with store.writing(stage) as writer:
            note = SnapshotNote(None, None, raw.sha256, mapping.to_json(), raw.rows, 0, who, remember=False)
            counts = Load(writer, stage, BY_HAND).commit(note)
            for month, amount in cost.months:
                setting_changes.note(writer, note_key(month, item), note_value(amount, cost.currency), who, source, reason)
    return counts.snapshot_id


def _raw(rows: Sequence[tuple[str, ...]], signed: str) -> RawTable:
    """``signed``: by whom, when, whence and why, so that the same cost entered again is a snapshot of its own."""
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    places = pa.array(range(1, len(rows) + 1), pa.int64())
    cells = pa.table([*columns, places, places], names=cell_names(len(_COLUMNS)))
    return RawTable("entered by hand", _COLUMNS, cells, sha256=sha256(f"{signed} {rows}".encode()).hexdigest())
