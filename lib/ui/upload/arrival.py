"""An uploaded file becomes a draft: spooled to disk piece by piece, looked at by its content, read once."""

from datetime import timedelta
from typing import BinaryIO

from lib.intake.importing import Progress
from lib.intake.suggestion import suggest
from lib.sources.csv_file import open_csv
from lib.sources.exports import Wishes, recognised
from lib.sources.package import Package
from lib.store import Store
from lib.ui.upload import draft as drafts
from lib.ui.upload.columns_profile import profiles
from lib.ui.upload.draft import Draft
from lib.ui.upload.export_draft import ExportDraft, read
from lib.ui.upload.kind_guess import guess, saved_mapping
from lib.ui.upload.spooled import Spooled
from lib.ui.upload.unrecognised import refuse_unknown_exports


def arrive(store: Store, name: str, content: BinaryIO, progress: Progress) -> Draft | ExportDraft:
    """The draft of a file of that name: a platform's export where one knows it, else a table. FileError where it is neither, whatever its name says."""
    spooled = Spooled(content)
    progress("Looking at the file", 0.0)
    package = Package.of(spooled.path, name=name)
    platform = recognised(package)
    if platform is None:
        refuse_unknown_exports(package)
        return table_draft(store, spooled, name, progress)
    quiet = timedelta(minutes=store.settings.quiet_minutes)
    return read(ExportDraft(drafts.next_number(), spooled, package, platform, platform.name, Wishes(quiet=quiet)), progress)


def table_draft(store: Store, spooled: Spooled, name: str, progress: Progress) -> Draft:
    """The draft of a text table, whoever wrote it; FileError where it is none."""
    raw = open_csv(spooled.path, name=name, progress=progress)
    guessed = guess(store, raw.columns, name)
    mapping = suggest(guessed.kind, raw.columns, saved_mapping(store, guessed.source, guessed.kind))
    return Draft(drafts.next_number(), raw, profiles(raw), guessed.kind, guessed.source, mapping)
