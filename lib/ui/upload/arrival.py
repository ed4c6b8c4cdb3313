"""An uploaded file becomes a draft: spooled to disk piece by piece, read once, and let go."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from lib.intake.importing import Progress
from lib.intake.suggestion import suggest
from lib.sources.csv_file import open_csv
from lib.store import Store
from lib.ui.upload import draft as drafts
from lib.ui.upload.columns_profile import profiles
from lib.ui.upload.draft import Draft
from lib.ui.upload.kind_guess import guess, saved_mapping

_PIECE = 1 << 20


def arrive(store: Store, name: str, content: BinaryIO, progress: Progress) -> Draft:
    """The draft of a file of that name; FileError where it is no text table, whatever its name says."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        with path.open("wb") as out:
            shutil.copyfileobj(content, out, _PIECE)
        raw = open_csv(path, name=name, progress=progress)
    guessed = guess(store, raw.columns, name)
    mapping = suggest(guessed.kind, raw.columns, saved_mapping(store, guessed.source, guessed.kind))
    return Draft(drafts.next_number(), raw, profiles(raw), guessed.kind, guessed.source, mapping)
