"""A first mapping for a file: as last time, else by the columns' names and known aliases."""

import re
from collections.abc import Iterable

from lib.intake.mapping import Column, Mapping, Origin
from lib.intake.rejects import without_notes
from lib.intake.template import ROW_NUMBER
from lib.records import Kind

BY_LAST_TIME, BY_NAME, BY_ALIAS = "same as last time", "name", "alias"


def folded(name: str) -> str:
    """A name without what people write differently: letter case, spaces, punctuation. ``#`` stays itself."""
    return re.sub(r"[\W_]+", "", name.casefold()) or name.strip()


def suggest(kind: Kind, columns: Iterable[str], saved: Mapping | None = None) -> Mapping:
    """Feeds each field from one column at most, and no two fields from one column, save where it was so last time.

    ``saved`` is the mapping last used for the source and kind. It holds as a whole or, where a column it needs is not
    there, not at all: half of it may belong to another of the source's files.
    """
    names = without_notes(tuple(columns))
    fields: dict[str, Origin] = {}
    how: dict[str, str] = {}
    if saved is not None and not all(_there(saved, name, kind, names) for name in saved.fields):
        saved = None
    if saved is not None:
        fields, how = dict(saved.fields), dict.fromkeys(saved.fields, BY_LAST_TIME)
    left_out = saved.left_out if saved is not None else frozenset()
    used = {origin.name for origin in fields.values() if isinstance(origin, Column)}
    for field, column, found in _fits(kind, names):
        if field not in fields and field not in left_out and column not in used:
            fields[field], how[field] = Column(column), found
            used.add(column)
    ordered = {name: fields[name] for name in kind.names if name in fields}
    return Mapping(ordered, saved.zone if saved else None, saved.dates if saved else None, left_out, how)


def _there(saved: Mapping, name: str, kind: Kind, names: tuple[str, ...]) -> bool:
    return name in kind.names and all(column in names or column == ROW_NUMBER for column in saved.columns_of(name))


def _fits(kind: Kind, names: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Every field with a column that fits it, the best first: exact names, then required fields, then the order of aliases."""
    found = []
    for place, column in enumerate(names):
        for order, field in enumerate(kind.fields):
            wanted = [folded(field.name), *(folded(alias) for alias in field.aliases)]
            if folded(column) in wanted:
                rank = wanted.index(folded(column))
                found.append(((rank > 0, not field.required, rank, order, place), field.name, column, BY_ALIAS if rank else BY_NAME))
    return [(field, column, how) for _, field, column, how in sorted(found)]
