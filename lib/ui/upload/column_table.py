"""The mapping as a table that people read and correct, and their corrections as a mapping again."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib.intake.mapping import Column, Origin
from lib.intake.template import Template
from lib.ui.upload.columns_profile import profile_of
from lib.ui.upload.draft import Draft

NOTHING = "(nothing)"
FIELD, COLUMN, HOW, FIRST, FILLED = "Field", "Column in the file", "How", "First values", "Filled"


def label(origin: Origin | None) -> str:
    """How the table names where a field comes from."""
    if origin is None:
        return NOTHING
    if isinstance(origin, Column):
        return origin.name
    return f"(always “{origin.constant}”)" if origin.constant is not None else f"(text “{origin.text}”)"


def options(draft: Draft) -> dict[str, Origin | None]:
    """Everything a field can be fed from, by its label: nothing, the file's columns, a kind's own words, texts that were set."""
    constants = [Template(choice) for field in draft.kind.fields for choice in field.choices or ()]
    texts = [origin for origin in draft.mapping.fields.values() if isinstance(origin, Template)]
    found: dict[str, Origin | None] = {NOTHING: None}
    for origin in (*constants, *texts, *draft.texts, *(Column(name) for name in draft.raw.columns)):
        found[label(origin)] = origin
    columns = [name for name in draft.raw.columns if name != NOTHING]
    return {name: found[name] for name in dict.fromkeys((NOTHING, *columns, *found))}


def table(draft: Draft) -> pd.DataFrame:
    """One row a field of the kind, in its order."""
    rows = []
    for field in draft.kind.fields:
        origin = draft.mapping.fields.get(field.name)
        profile = profile_of(origin, draft.raw, draft.profiles)
        how = draft.mapping.how.get(field.name, "") if origin else ""
        rows.append((f"{field.name} *" if field.required else field.name, label(origin), _HOW.get(how, how), profile.first, profile.filled if origin else None))
    return pd.DataFrame(rows, columns=[FIELD, COLUMN, HOW, FIRST, FILLED])


def corrected(draft: Draft, edits: Mapping[int, Mapping[str, Any]]) -> Draft:
    """The draft with the table's edited cells; ``edits`` has a row's place and its changed columns."""
    known = options(draft)
    maps: dict[str, str] = {}
    sets: dict[str, str] = {}
    for place, change in edits.items():
        if COLUMN not in change or not 0 <= place < len(draft.kind.names):
            continue
        name, chosen = draft.kind.names[place], change[COLUMN] or NOTHING
        if chosen not in known or chosen == label(draft.mapping.fields.get(name)):
            continue
        origin = known[chosen]
        if isinstance(origin, Template):
            sets[name] = origin.text
        else:
            maps[name] = origin.name if origin else ""
    return draft.remapped(maps, sets) if maps or sets else draft


def text_of(draft: Draft, field: str) -> str:
    """The text a field is fed with, to start from when it is set anew."""
    origin = draft.mapping.fields.get(field)
    if isinstance(origin, Column):
        return "{" + origin.name + "}"
    return origin.text if origin else ""


def example(draft: Draft, text: str) -> str:
    """What the text gives for the first row; MappingError where it names no column or misses a brace."""
    name = draft.kind.names[0]
    template = draft.mapping.corrected(draft.kind, draft.raw.columns, {}, {name: text}).fields[name]
    filled = template.fill(draft.raw.cells.slice(0, 1), draft.raw.columns).to_pylist() if isinstance(template, Template) else []
    return str(filled[0]) if filled else ""


_HOW = {"given": "chosen", "constant": "constant", "template": "text"}
