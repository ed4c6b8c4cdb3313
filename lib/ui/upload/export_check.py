"""What would become of an export's rows, found out once for each answer of a person and state of the store."""

from dataclasses import dataclass
from datetime import date

from lib.errors import InputError
from lib.intake.deliveries import Brought, check_export, time_span
from lib.intake.importing import Progress
from lib.store import Store
from lib.ui.upload.draft import remember, remembered
from lib.ui.upload.export_draft import ExportDraft


@dataclass(frozen=True)
class CheckedExport:
    """What would become of each table, or the question or fault because of which nobody can tell.

    ``days``: the first and the last one on which something happened.
    """

    brought: tuple[Brought, ...] | None = None
    days: tuple[date, date] | None = None
    fault: InputError | None = None


def check(store: Store, draft: ExportDraft, who: str, progress: Progress) -> CheckedExport:
    """A dry run of every table, remembered for ``known``."""
    found = _run(store, draft, who, progress)
    remember("export", _key(store, draft), found)
    return found


def known(store: Store, draft: ExportDraft) -> CheckedExport | None:
    """What the last dry run found, if nothing has changed since."""
    found: CheckedExport | None = remembered("export", _key(store, draft))
    return found


def _run(store: Store, draft: ExportDraft, who: str, progress: Progress) -> CheckedExport:
    export = draft.told
    if export is None:
        return CheckedExport(fault=draft.question)
    try:
        brought = check_export(store, export, draft.package, source=draft.source, who=who, progress=progress)
        return CheckedExport(brought, time_span(store, export))
    except InputError as error:
        return CheckedExport(fault=error)


def _key(store: Store, draft: ExportDraft) -> tuple[object, ...]:
    return (draft.number, draft.source, draft.wishes, draft.dates, store.shown_url, store.version)
