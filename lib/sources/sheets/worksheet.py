"""One worksheet of a spreadsheet as the settings name it: where its header is, and what its columns mean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from lib.errors import SettingError
from lib.records import kind as record_kind
from lib.sources.delivery import DateOrder
from lib.sources.section import KindSection

_PLACE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


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
        feeds = KindSection.of(kind, section, where, own=("worksheet", "header_row"), example="worksheet and map")
        columns = {name: column if column.strip() else "" for name, column in feeds.columns.items()}
        return cls(kind, _named(section, where), _header_row(section, where), columns, feeds.texts, feeds.dates)

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
