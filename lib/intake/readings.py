"""Which reading a field's texts get: decided once for a whole column, then applied piece by piece."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import pyarrow as pa

from lib.errors import MappingError
from lib.intake.choices import ChoiceReading
from lib.intake.days import DayReading
from lib.intake.email_hashes import EmailHashReading
from lib.intake.instants import INSTANT, InstantReading
from lib.intake.mapping import Column, Mapping
from lib.intake.numbers import NumberReading
from lib.intake.parsed import Parsed
from lib.intake.texts import TextReading
from lib.records import Field, Type
from lib.sources.raw_table import RawTable

ARROW_TYPES: dict[Type, Any] = {
    Type.ID: pa.string(),
    Type.TEXT: pa.string(),
    Type.CHOICE: pa.string(),
    Type.INSTANT: INSTANT,
    Type.DAY: pa.date32(),
    Type.MONTH: pa.date32(),
    Type.NUMBER: pa.float64(),
    Type.INTEGER: pa.int64(),
    Type.BOOLEAN: pa.bool_(),
    Type.EMAIL_HASH: pa.string(),
}


_FARTHEST_EAST = timezone(timedelta(hours=14))  # where no zone is given, a day that has begun anywhere is not in the future


class Reading(Protocol):
    """Turns texts into typed values; ``notes`` say what is read in a special way."""

    @property
    def notes(self) -> tuple[str, ...]: ...

    def read(self, texts: Any) -> Parsed: ...


@dataclass(frozen=True)
class Feed:
    """One mapped field: its texts from rows of ``RawTable.cells``, how they are read, and what to call their column."""

    field: Field
    label: str  # the column's name, several joined by a comma; empty for a constant
    mapping: Mapping
    columns: tuple[str, ...]
    reading: Reading | None  # None: ``constant`` is the value of every row
    constant: Any = None

    def texts(self, rows: pa.Table) -> Any:
        """The field's text in each row, not read yet."""
        return texts_of(self.mapping, self.field.name, rows, self.columns)

    def read(self, rows: pa.Table) -> Parsed:
        """The field's value in each row."""
        if self.reading is None:
            return Parsed(pa.repeat(self.constant, rows.num_rows))
        return self.reading.read(self.texts(rows))


def feeds(fields: tuple[Field, ...], raw: RawTable, mapping: Mapping, now: datetime) -> list[Feed]:
    """The mapped fields of a kind, ready to read; MappingError where a column's meaning must be asked for or a constant cannot be."""
    found = []
    for field in fields:
        if field.name in mapping.fields:
            label = ", ".join(mapping.columns_of(field.name))
            texts = texts_of(mapping, field.name, raw.cells, raw.columns)
            if label:
                found.append(Feed(field, label, mapping, raw.columns, _reading(field, texts, label, mapping, now)))
            else:
                found.append(Feed(field, "", mapping, raw.columns, None, _constant(field, mapping, now)))
    return found


def texts_of(mapping: Mapping, name: str, rows: pa.Table, columns: tuple[str, ...]) -> Any:
    """The text of a field in each row of ``RawTable.cells``; null where a row was cut short."""
    origin = mapping.fields[name]
    return rows.column(columns.index(origin.name)) if isinstance(origin, Column) else origin.fill(rows, columns)


def _reading(field: Field, texts: Any, label: str, mapping: Mapping, now: datetime) -> Reading:
    match field.type:
        case Type.INSTANT:
            return InstantReading.of(texts, label, zone=mapping.zone, dates=mapping.dates, before=now if field.past else None)
        case Type.DAY | Type.MONTH:
            until = now.astimezone(ZoneInfo(mapping.zone) if mapping.zone else _FARTHEST_EAST).date() if field.past else None
            return DayReading.of(texts, label, dates=mapping.dates, months=field.type is Type.MONTH, until=until)
        case Type.NUMBER | Type.INTEGER:
            return NumberReading.of(texts, label, whole=field.type is Type.INTEGER, low=field.low, high=field.high, doc=field.doc)
        case Type.BOOLEAN:
            return ChoiceReading.yes_or_no()
        case Type.CHOICE:
            return ChoiceReading.of(field.choices or {})
        case Type.EMAIL_HASH:
            return EmailHashReading()
        case Type.ID | Type.TEXT:
            return TextReading(is_id=field.type is Type.ID)


def _constant(field: Field, mapping: Mapping, now: datetime) -> Any:
    origin = mapping.fields[field.name]
    text = "" if isinstance(origin, Column) else origin.constant or ""
    texts = pa.array([text], pa.string())
    parsed = _reading(field, pa.chunked_array([texts]), f"the text set for {field.name}", mapping, now).read(texts)
    for fault in parsed.faults:
        reason = fault.reasons if isinstance(fault.reasons, str) else fault.reasons[0]
        raise MappingError(f"{field.name} cannot be {text!r}: {reason}.", hint=fault.hint)
    return parsed.values[0]
