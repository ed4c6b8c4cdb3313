"""What a file's columns look like: the first cells, and how many are filled."""

from collections.abc import Mapping as Named
from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

from lib.intake.mapping import Column, Origin
from lib.sources.raw_table import RawTable

_SHOWN, _LONGEST = 2, 48


@dataclass(frozen=True)
class Profile:
    """``first``: the first cells as one text, "—" for an empty one; ``filled``: the share of cells with something in them."""

    first: str
    filled: float


def profiles(raw: RawTable) -> dict[str, Profile]:
    """Every column's profile."""
    return {name: _profile(raw.column(name)) for name in raw.columns}


def profile_of(origin: Origin | None, raw: RawTable, known: Named[str, Profile]) -> Profile:
    """What a field gets from its column, its constant, or its template; nothing feeds it where ``origin`` is None."""
    if origin is None:
        return Profile("", 0.0)
    if isinstance(origin, Column):
        return known.get(origin.name, Profile("", 0.0))
    if origin.constant is not None:
        return Profile(_short(origin.constant), 1.0 if raw.rows else 0.0)
    return _profile(origin.fill(raw.cells, raw.columns))


def _profile(cells: Any) -> Profile:
    filled = len(cells) - int(pc.sum(pc.equal(pc.utf8_trim_whitespace(cells), "")).as_py() or 0) if len(cells) else 0
    return Profile(" · ".join(_short(text) for text in cells.slice(0, _SHOWN).to_pylist()), filled / len(cells) if len(cells) else 0.0)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return (line if len(line) <= _LONGEST else line[:_LONGEST].rstrip() + " …") or "—"
