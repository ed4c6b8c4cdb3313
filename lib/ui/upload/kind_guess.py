"""What kind of records a file most likely holds, and which source it most likely belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from data.demo.community import PREFIX
from lib.intake.mapping import Mapping
from lib.intake.suggestion import BY_NAME, suggest
from lib.records import KINDS, Kind
from lib.store import Store


@dataclass(frozen=True)
class Guess:
    """The kind and the source that a file's columns speak for."""

    kind: Kind
    source: str


def guess(store: Store, columns: tuple[str, ...], file_name: str) -> Guess:
    """As a source was last read whose mapping fits the columns; else the kind with most fields found, from a source named like the file."""
    for source, name in known_sources(store):
        saved = saved_mapping(store, source, KINDS[name])
        if saved and any(saved.columns_of(field) for field in saved.fields) and suggest(KINDS[name], columns, saved).fields.items() >= saved.fields.items():
            return Guess(KINDS[name], source)
    return Guess(best_kind(columns), source_named_like(file_name))


def best_kind(columns: Iterable[str]) -> Kind:
    """The kind whose fields the columns are called after: a field's own name counts twice, another name for it once."""
    names = tuple(columns)

    def score(kind: Kind) -> tuple[int, float]:
        how = suggest(kind, names).how
        return sum(2 if found == BY_NAME else 1 for found in how.values()), sum(name in how for name in kind.required) / len(kind.required)

    return max(KINDS.values(), key=score)


def known_sources(store: Store) -> list[tuple[str, str]]:
    """(source, kind) of what was brought in, the latest first; the demo community's are nobody's."""
    snapshots = store.snapshots()
    mine = snapshots[~snapshots["source"].str.startswith(PREFIX)]
    return list(dict.fromkeys(zip(mine["source"], mine["kind"], strict=True)))


def saved_mapping(store: Store, source: str, kind: Kind) -> Mapping | None:
    """The mapping last used for a source and kind; None where it is new."""
    saved = store.saved_mapping(source, kind.name)
    return Mapping.from_json(saved) if saved else None


def source_named_like(file_name: str) -> str:
    """The file's name without its endings, as a source's name can be."""
    name = PurePath(file_name).name.split(".")[0].replace(":", " ").strip()[:100]
    return name if name and name.isprintable() else "upload"
