"""The rows of one chunk of a source: mapped, checked and staged, and what is to be said of those that were refused."""

from collections import Counter
from collections.abc import Mapping as Fields
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.intake import refused_whole
from lib.intake.checking import Checker, join_frames
from lib.intake.mapping import Mapping
from lib.intake.parsed import as_mask
from lib.intake.readings import ARROW_TYPES
from lib.intake.suggestion import suggest
from lib.records import Kind, Type
from lib.sources.delivery import Delivery
from lib.sources.raw_table import LINE, RawTable
from lib.store.refused_rows import MOST
from lib.store.stage import Stage

_AGAIN = "Another row of the same id counts"
_ONCE = "give each record an id of its own, or leave the other rows out"


def mapping_of(kind: Kind, delivery: Delivery) -> Mapping:
    """The mapping that a delivery names, completed: fields that are neither mapped nor set come from columns of their name or alias.

    A column that was named for a field feeds no other by its name alone. MappingError where a name is unknown.
    """
    columns = delivery.table.columns
    named = Mapping({}, delivery.zone, delivery.dates).corrected(kind, columns, delivery.columns, delivery.texts)
    taken = {column for name in named.fields for column in named.columns_of(name)}
    found = suggest(kind, [column for column in columns if column not in taken])
    free = {name: origin for name, origin in found.fields.items() if name not in named.fields and name not in named.left_out}
    fields = {**free, **named.fields}
    ordered = {name: fields[name] for name in kind.names if name in fields}
    return Mapping(ordered, delivery.zone, delivery.dates, named.left_out, {**found.how, **named.how})


@dataclass(frozen=True)
class ChunkRows:
    """What became of a chunk's rows before they met the store.

    ``rejected`` counts rows; ``problems`` counts faults by column and reason; ``refused_keys`` are the keys of refused rows as
    rows that can be staged; ``without_key`` counts those whose key cannot be read. ``refused`` has a line a fault, see
    ``rejects.FRAME``, as many as a run keeps; its ``value`` is null where it is, or may hold, an e-mail address: of those the store has hashes only.
    """

    rejected: int
    problems: Fields[tuple[str, str], int]
    notes: tuple[str, ...]
    refused_keys: pa.Table
    without_key: int
    refused: pd.DataFrame

    @classmethod
    def into(cls, stage: Stage, kind: Kind, raw: RawTable, mapping: Mapping, now: datetime, *, ordered: bool) -> "ChunkRows":
        """Checks all rows and stages the good ones. Of rows with one key the first counts, or, where they come ``ordered`` by age, the last."""
        checker = Checker(kind, raw, mapping, now)
        frames, refused, without_key = [], [], 0
        for batch in raw.batches():
            checked = checker.check(batch)
            stage.add(checked.good)
            if len(checked.faults):
                frames.append(checked.faults)
                keys = _keys(checker, batch.filter(pc.is_in(batch[LINE], value_set=pa.array(checked.faults["line"].unique(), pa.int64()))))
                without_key += checked.faults["line"].nunique() - keys.num_rows
                refused.append(keys)
        again = stage.duplicates(last=ordered)
        repeated = len(again)
        faults = join_frames(frames)
        cells = faults[["line", "column", "field", "reason"]].drop_duplicates()
        problems = Counter((str(row.column or row.field), str(row.reason)) for row in cells.itertuples())
        for row in raw.malformed:
            problems["", row.reason] += 1
        if repeated:
            problems[", ".join(filter(None, map(checker.label, kind.key))), _AGAIN] = repeated
        rejected = int(faults["line"].nunique()) + len(raw.malformed) + repeated
        keys = pa.concat_tables(refused) if refused else _keys(checker, raw.cells.slice(0, 0))
        whole = [refused_whole.malformed(raw)] if raw.malformed else []
        if repeated:
            whole.append(refused_whole.repeated(checker, raw, mapping, again.head(MOST)).assign(reason=_AGAIN, hint=_ONCE))
        refused_rows = _without_addresses(kind, join_frames([*([faults] if len(faults) else []), *whole]).head(MOST))
        return cls(rejected, problems, (*checker.notes, *raw.notes), keys, without_key, refused_rows)


def _without_addresses(kind: Kind, faults: pd.DataFrame) -> pd.DataFrame:
    hashed = [field.name for field in kind.fields if field.type is Type.EMAIL_HASH]
    secret = faults["field"].isin([*hashed, ""]) if hashed else faults["field"].isna()  # a malformed row is of no field, and may hold anything
    return faults.assign(value=faults["value"].astype(object).mask(secret, None))


def _keys(checker: Checker, rows: pa.Table) -> pa.Table:
    """Rows of the kind that have their key alone, those of which can be read; all other fields are null."""
    kind = checker.kind
    columns = {}
    readable = pa.array([True] * rows.num_rows, pa.bool_())
    for field in kind.fields:
        feed = checker.feeds.get(field.name) if field.name in kind.key else None
        values = feed.read(rows).values if feed is not None else pa.nulls(rows.num_rows, ARROW_TYPES[field.type])
        columns[field.name] = values
        if field.name in kind.key and field.required:
            readable = pa.array(as_mask(readable) & as_mask(pc.is_valid(values)))
    return pa.table({**columns, LINE: rows[LINE]}).filter(readable)
