"""An uploaded file on disk for as long as it is needed: the browser's copy goes when the page changes."""

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import BinaryIO

_PIECE = 1 << 20


class Spooled:
    """The file at ``path``, gone with this object."""

    def __init__(self, content: BinaryIO) -> None:
        folder = Path(tempfile.mkdtemp(prefix="upload-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.path = folder / "upload"
        with self.path.open("wb") as out:
            shutil.copyfileobj(content, out, _PIECE)
