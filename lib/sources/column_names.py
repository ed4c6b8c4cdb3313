"""Names for columns from a header as people have it: repeated, empty, broken over lines."""

from collections.abc import Iterable


def distinct(header: Iterable[str]) -> tuple[str, ...]:
    """The header's cells, trimmed and told apart: ``name``, ``name (2)``; an empty one is named by its place: ``column 3``."""
    names: dict[str, None] = {}
    for place, cell in enumerate(header, start=1):
        wanted = " ".join(cell.split()) or f"column {place}"
        name, turn = wanted, 1
        while name in names:
            turn += 1
            name = f"{wanted} ({turn})"
        names[name] = None
    return tuple(names)
