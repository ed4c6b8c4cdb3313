"""Which columns feed which fields where a file's own names are all there is to go by."""

from collections.abc import Iterable

from lib.records import Kind
from lib.sources.exports.headings import plain


def fields_by_name(kind: Kind, columns: Iterable[str]) -> dict[str, str]:
    """Each field with the column that is called like it, or by one of its other names; no column feeds two fields, and own names go first."""
    names = tuple(columns)
    wishes = [
        (place, order, field.name, column)
        for order, field in enumerate(kind.fields)
        for place, wanted in enumerate((field.name, *field.aliases))
        for column in names
        if plain(column) == plain(wanted)
    ]
    found: dict[str, str] = {}
    for _, _, field, column in sorted(wishes, key=lambda wish: (wish[0] > 0, wish[2] not in kind.required, wish[0], wish[1])):
        if field not in found and column not in found.values():
            found[field] = column
    return found
