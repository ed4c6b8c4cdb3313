"""What would become of the draft's rows, found out once for each file, mapping and state of the store."""

from dataclasses import dataclass

import pandas as pd

from lib.errors import InputError, MappingError
from lib.intake.checking import Checker
from lib.intake.importing import Outcome, Progress, import_table
from lib.intake.rejects import reopened
from lib.store import Store
from lib.ui.upload.draft import Draft, remember, remembered

AT_ONCE = 200_000
"""Up to so many rows are checked after every change; more of them when the person says so."""

PREVIEW_ROWS = 5
LONGEST = 200
"""Signs of a text that the preview shows."""


@dataclass(frozen=True)
class Checked:
    """One of three: the counts and refused rows, a question that only a person can answer, or why nothing can be read."""

    outcome: Outcome | None = None
    question: MappingError | None = None
    fault: InputError | None = None


def check(store: Store, draft: Draft, who: str, progress: Progress) -> Checked:
    """A dry run of the whole file, remembered for ``known``."""
    found = _run(store, draft, who, progress)
    remember("check", _key(store, draft), found)
    return found


def known(store: Store, draft: Draft) -> Checked | None:
    """What the last dry run found, if nothing has changed since."""
    found: Checked | None = remembered("check", _key(store, draft))
    return found


def preview(store: Store, draft: Draft) -> pd.DataFrame | None:
    """The first rows as they will be read, times in the community's zone; None while that cannot be told."""
    key = _key(store, draft)
    found: pd.DataFrame | None = remembered("preview", key)
    if found is None:
        try:
            raw = reopened(draft.raw)
            head = raw.cells.slice(0, 20 * PREVIEW_ROWS).combine_chunks()
            rows = Checker(draft.kind, raw, draft.mapping, store.now()).check(head).good.slice(0, PREVIEW_ROWS)
        except InputError:
            return None
        found = rows.select(["line", *(name for name in draft.kind.names if name in draft.mapping.fields)]).to_pandas()
        for name, column in found.items():
            if isinstance(column.dtype, pd.DatetimeTZDtype):
                found[name] = column.dt.tz_convert(store.settings.zone).dt.strftime("%Y-%m-%d %H:%M")
            elif pd.api.types.is_string_dtype(column.dtype):
                found[name] = column.str.slice(0, LONGEST)
        remember("preview", key, found)
    return found


def _run(store: Store, draft: Draft, who: str, progress: Progress) -> Checked:
    try:
        return Checked(outcome=import_table(store, draft.kind, draft.raw, draft.mapping, source=draft.source, dry_run=True, who=who, progress=progress))
    except MappingError as error:
        return Checked(question=error) if error.asks else Checked(fault=error)
    except InputError as error:
        return Checked(fault=error)


def _key(store: Store, draft: Draft) -> tuple[object, ...]:
    return (draft.raw.sha256, draft.kind.name, draft.source, draft.mapping.to_json(), store.shown_url, store.version)
