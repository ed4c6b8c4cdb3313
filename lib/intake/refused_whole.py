"""Faults of whole rows: those that cannot be laid into the columns, and those whose key another row has."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.intake.checking import Checker
from lib.intake.mapping import Mapping
from lib.intake.readings import texts_of
from lib.intake.rejects import FRAME
from lib.sources.raw_table import LINE, RawTable


def malformed(raw: RawTable) -> pd.DataFrame:
    """The malformed rows as faults, see ``rejects.FRAME``; ``value`` is the row as it was."""
    rows = [(row.line, "", "", row.text or ", ".join(row.cells), row.reason, row.hint) for row in raw.malformed]
    return pd.DataFrame(rows, columns=list(FRAME))


def repeated(checker: Checker, raw: RawTable, mapping: Mapping, found: pd.DataFrame) -> pd.DataFrame:
    """The faults of rows whose key another row has; ``found`` as ``Stage.duplicates`` gives it."""
    lines = found["line"].tolist()
    rows = raw.cells.filter(pc.is_in(raw.cells[LINE], value_set=pa.array(lines, pa.int64())))
    keys = [name for name in checker.kind.key if name in mapping.fields]
    texts = [texts_of(mapping, name, rows, raw.columns).to_pylist() for name in keys]
    values = pd.Series([", ".join(parts) for parts in zip(*texts, strict=True)], index=rows[LINE].to_pandas())
    column = ", ".join(dict.fromkeys(filter(None, (checker.label(name) for name in keys))))
    ordered = found.sort_values("line")
    return pd.DataFrame(
        {
            "line": ordered["line"],
            "column": column,
            "field": ", ".join(checker.kind.key),
            "value": values.loc[ordered["line"]].to_numpy(),
            "reason": "Already used in line " + ordered["first_line"].astype(str),
            "hint": "a file may hold a record once: keep the row that counts, or correct the id",
        }
    )[list(FRAME)]
