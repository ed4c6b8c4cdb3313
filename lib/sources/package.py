"""A platform's export as it comes: one file, a zip or a folder, opened so that nothing in it can do harm."""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

from lib.errors import FileError


@dataclass(frozen=True)
class Package:
    """``name`` is shown to people; ``names`` are the files in it, as paths with slashes: a single file is the only one.

    ``size`` is in bytes; ``sha256`` tells one export from another; both None for a folder.
    """

    name: str
    path: Path
    names: tuple[str, ...]
    size: int | None = None
    sha256: str | None = None

    @classmethod
    def of(cls, path: Path, name: str | None = None) -> Self:
        """The package at ``path``; FileError where there is none, or it is not safe to open."""
        shown = name or path.name
        if path.is_dir():
            return cls(shown, path, tuple(sorted(file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file())))
        if not path.exists():
            raise FileError(f"There is no file {path}.", hint="check the name and the folder")
        content = path.read_bytes()
        names: tuple[str, ...] = (shown,)
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                names = tuple(archive.namelist())
        return cls(shown, path, names, len(content), hashlib.sha256(content).hexdigest())

    @property
    def is_single(self) -> bool:
        """Whether it is one file, and neither zip nor folder."""
        return not self.path.is_dir() and not zipfile.is_zipfile(self.path)

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """One file's bytes as a stream; FileError where it cannot be read or holds more than it says."""
        if self.path.is_dir():
            with (self.path / name).open("rb") as stream:
                yield stream
        elif self.is_single:
            with self.path.open("rb") as stream:
                yield stream
        else:
            with zipfile.ZipFile(self.path) as archive, archive.open(name) as inside:
                yield inside  # type: ignore[misc]

    def read(self, name: str, most: int = 1 << 28) -> bytes:
        """One whole file; FileError where it has more than ``most`` bytes."""
        with self.open(name) as stream:
            content = stream.read(most + 1)
        if len(content) > most:
            raise FileError(f"{name} in {self.name} is too large.", found=f"more than {most:,} bytes", hint="export a shorter time at once")
        return content

    def start(self, name: str, most: int = 1 << 16) -> bytes:
        """A file's first bytes, to recognise it by."""
        with self.open(name) as stream:
            return stream.read(most)
