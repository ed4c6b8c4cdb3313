"""Which column, constant or template feeds each field of a kind, and how times are read: a value that is saved and shown.

``suggestion.suggest`` makes one from a file's columns; people correct it.
"""

import json
from collections.abc import Iterable
from collections.abc import Mapping as Fields
from dataclasses import dataclass, field, replace
from typing import Any, Self
from zoneinfo import available_timezones

from lib.errors import MappingError
from lib.intake.template import ROW_NUMBER, Template
from lib.records import Kind
from lib.sources.delivery import DateOrder, Delivery


@dataclass(frozen=True)
class Column:
    """The cells of one column, by its name in the file."""

    name: str


Origin = Column | Template


@dataclass(frozen=True)
class Mapping:
    """``fields``: where each mapped field comes from; a field that is not in it stays empty.

    ``zone``: the time zone of times without an offset; None: such times are refused. ``dates``: the order of day and
    month; None: told by the whole column. ``left_out``: fields a person took out, not to be suggested again. ``how``:
    how each field was found, in words; it is shown, and neither saved nor compared.
    """

    fields: Fields[str, Origin]
    zone: str | None = None
    dates: DateOrder | None = None
    left_out: frozenset[str] = frozenset()
    how: Fields[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, kind: Kind, delivery: Delivery) -> "Mapping":
        """The mapping that a source's own delivery names; MappingError where it does not fit."""
        return cls({}, delivery.zone, delivery.dates).corrected(kind, delivery.table.columns, delivery.columns, delivery.texts)

    def corrected(self, kind: Kind, columns: Iterable[str], maps: Fields[str, str], sets: Fields[str, str]) -> "Mapping":
        """With fields mapped to columns (an empty one unmaps) or set to texts, as people gave them; MappingError for unknown names."""
        names = tuple(columns)
        fields, left_out, how = dict(self.fields), set(self.left_out), dict(self.how)
        for name in (*maps, *sets):
            if name not in kind.names:
                raise MappingError.unknown_field(name, kind.names)
        for name in maps:
            if maps[name] and name in sets:
                raise MappingError(f"{name} is both mapped and set.", found=f"column {maps[name]!r} and text {sets[name]!r}", hint="give one of the two")
        for name, column in maps.items():
            fields.pop(name, None)
            how.pop(name, None)
            if column:
                fields[name], how[name] = Column(_spelled(column, names)), "given"
                left_out.discard(name)
            else:
                left_out.add(name)
        for name, text in sets.items():
            template = Template(text).renamed(lambda place: place if place == ROW_NUMBER else _spelled(place, names))
            fields[name], how[name] = template, "constant" if template.constant is not None else "template"
            left_out.discard(name)
        return replace(self, fields=fields, left_out=frozenset(left_out), how=how)

    def check(self, kind: Kind, columns: Iterable[str]) -> None:
        """MappingError unless every field and column exists and every required field is fed."""
        names = tuple(columns)
        for name, origin in self.fields.items():
            if name not in kind.names:
                raise MappingError.unknown_field(name, kind.names)
            for column in self.columns_of(name):
                if column not in names and not (isinstance(origin, Template) and column == ROW_NUMBER):
                    raise MappingError.unknown_column(column, names)
        for name in kind.required:
            if name not in self.fields:
                raise MappingError.missing(name, found=names)
        if self.zone is not None and self.zone not in available_timezones():
            raise MappingError(f"There is no time zone {self.zone!r}.", hint="write it like Europe/Warsaw or America/New_York")

    def columns_of(self, name: str) -> tuple[str, ...]:
        """Names of the columns that feed a field; none for a constant."""
        origin = self.fields[name]
        return (origin.name,) if isinstance(origin, Column) else origin.places

    def to_json(self) -> str:
        """The same text for equal mappings."""
        fields = {name: {"column": origin.name} if isinstance(origin, Column) else {"text": origin.text} for name, origin in self.fields.items()}
        known: dict[str, Any] = {"fields": fields, "zone": self.zone, "dates": self.dates, "left_out": sorted(self.left_out)}
        return json.dumps(known, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """What ``to_json`` wrote."""
        known = json.loads(text)
        fields = {name: Column(origin["column"]) if "column" in origin else Template(origin["text"]) for name, origin in known["fields"].items()}
        return cls(fields, known.get("zone"), known.get("dates"), frozenset(known.get("left_out", ())))


def _spelled(column: str, names: tuple[str, ...]) -> str:
    """The column as the file spells it: letter case and outer spaces do not matter where that leaves one; MappingError otherwise."""
    if column in names:
        return column
    near = [name for name in names if name.casefold() == column.strip().casefold()]
    if len(near) != 1:
        raise MappingError.unknown_column(column, names)
    return near[0]
