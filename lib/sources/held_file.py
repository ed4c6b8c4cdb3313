"""A file that is held open for as long as somebody holds the object, and closed with it, however that ends."""

import errno
import io
import os
from pathlib import Path
from typing import Any


class HeldFile(io.RawIOBase):
    """A file's bytes for reading. Forgotten, it closes without a word: a package lives as long as a page or a command does."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._at = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def readinto(self, room: Any) -> int:
        """Fills ``room`` from where it stands; how many bytes there were."""
        content = os.pread(self._handle, len(room), self._at)
        room[: len(content)] = content
        self._at += len(content)
        return len(content)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Goes to a byte; which one it is, from the start."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at}.get(whence)
        wanted = (os.fstat(self._handle).st_size if start is None else start) + offset
        if wanted < 0:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        self._at = wanted
        return wanted

    def close(self) -> None:
        """Lets go of the file."""
        if not self.closed:
            os.close(self._handle)
        super().close()
