"""One worksheet of a spreadsheet as the settings name it: where its header is, and what its columns mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from lib.errors import CommandError, SettingError
from lib.records import Kind
from lib.records import kind as record_kind
from lib.sources.delivery import DateOrder

_PLACE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_KEYS = ("worksheet", "header_row", "map", "set", "dates")


@dataclass(frozen=True)
class Worksheet:
    """``worksheet`` is a title or a gid; None: the one the spreadsheet's URL names, else the only one there is.

    ``header_row`` counts from 1, as the sheet does. ``columns``: a field from a column, an empty one keeps the field from
    being found by its name; ``texts``: a field from a constant or template. ``dates``: the order of day and month of dates that stand as text.
    """

    kind: str
    worksheet: str | int | None
    header_row: int
    columns: Mapping[str, str]
    texts: Mapping[str, str]
    dates: DateOrder | None

    @classmethod
    def of(cls, kind: str, section: Any, where: str) -> Self:
        """The worksheet that the section ``where`` describes; SettingError says what to write instead."""
        known = _kind(kind, where)
        if not isinstance(section, Mapping):
            raise SettingError(f"{where} is no section.", found=type(section).__name__, hint=f"write [{where}] with worksheet and map under it")
        for name in section:
            if name not in _KEYS:
                raise SettingError(f"{where} has a key that nobody knows.", found=str(name), hint=f"the keys are {', '.join(_KEYS)}")
        columns, texts = (_fields(section.get(name, {}), known, f"{where}.{name}") for name in ("map", "set"))
        both = sorted(set(columns) & set(texts))
        if both:
            raise SettingError(f"{where} has {both[0]} under map and under set.", hint="give one of the two")
        return cls(kind, _named(section, where), _header_row(section, where), columns, texts, _dates(section, where))

    @property
    def wanted(self) -> Mapping[str, str]:
        """The columns that the section names, as it spells them, by their folded names."""
        places = [match[1] for text in self.texts.values() for match in _PLACE.finditer(text) if match[1] not in (None, "#")]
        return {folded(name): name for name in (*self.columns.values(), *places) if name}

    def feeds(self, column: str) -> bool:
        """Whether a column's cells matter: the section names it, or the intake may find it by a field's name or alias."""
        return folded(column) in self.wanted or _bare(column) in self._found

    @cached_property
    def _found(self) -> frozenset[str]:
        free = [field for field in record_kind(self.kind).fields if field.name not in self.columns and field.name not in self.texts]
        return frozenset(_bare(name) for field in free for name in (field.name, *field.aliases))


def folded(column: str) -> str:
    """A column's name without what does not tell it from another: letter case, outer and double spaces."""
    return " ".join(column.split()).casefold()


def _bare(name: str) -> str:
    """A name without punctuation too, as names of fields are compared with those of columns."""
    return re.sub(r"[\W_]+", "", name.casefold()) or name.strip()


def _kind(name: str, where: str) -> Kind:
    try:
        return record_kind(name)
    except CommandError as error:
        raise SettingError(f"[{where}] names no record kind.", found=name, hint=error.hint) from None


def _fields(given: Any, kind: Kind, where: str) -> dict[str, str]:
    if not isinstance(given, Mapping):
        raise SettingError(f"{where} is no section.", found=type(given).__name__, hint='write it like map = { score = "Rating" }')
    for name, value in given.items():
        if name not in kind.names:
            raise SettingError(f"{where} names a field that {kind.name} does not have.", found=str(name), hint=f"the fields are {', '.join(kind.names)}")
        if not isinstance(value, str):
            raise SettingError(f"{where}.{name} is no text.", found=repr(value)[:60], hint="write it in quotes")
    return {name: value if value.strip() else "" for name, value in given.items()}


def _named(section: Mapping[str, Any], where: str) -> str | int | None:
    value = section.get("worksheet")
    if value is None or (isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip()):
        return value
    raise SettingError(f"{where}.worksheet is neither a title nor a gid.", found=repr(value)[:60], hint='write the title of the tab, like "Form responses 1"')


def _header_row(section: Mapping[str, Any], where: str) -> int:
    value = section.get("header_row", 1)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    hint = "write the number of the row with the columns' names, 1 for the first"
    raise SettingError(f"{where}.header_row is no row's number.", found=repr(value)[:60], hint=hint)


def _dates(section: Mapping[str, Any], where: str) -> DateOrder | None:
    match section.get("dates"):
        case None:
            return None
        case "dmy":
            return "dmy"
        case "mdy":
            return "mdy"
        case other:
            hint = 'write "dmy" where the day stands first, "mdy" where the month does'
            raise SettingError(f"{where}.dates is neither dmy nor mdy.", found=repr(other)[:60], hint=hint)
