"""A platform's export as it comes: one file, a zip or a folder, opened so that nothing in it can do harm.

Files are streams: nothing is unpacked to disk, nothing is read whole before its size is known. ``__MACOSX``, ``.DS_Store``
and their like are no part of an export; a zip or folder that holds one folder and nothing else is that folder.
"""

import hashlib
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Self, TypeVar, cast

from lib.errors import FileError
from lib.sources.file_signature import other_archive
from lib.sources.zip_entries import MOST_ENTRIES, MOST_IN_A_FILE, open_zip, safe_entries

File = TypeVar("File")

_PIECE = 1 << 20
_JUNK = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError)
_DEEPEST = 100  # folders within one another


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
    _files: Mapping[str, Path | zipfile.ZipInfo] = field(default_factory=dict, repr=False, compare=False)
    _archive: zipfile.ZipFile | None = field(default=None, repr=False, compare=False)

    @classmethod
    def of(cls, path: Path, name: str | None = None) -> Self:
        """The package at ``path``, shown as ``name``; FileError where there is none, or it is not safe to open."""
        shown = name or path.name
        try:
            if path.is_dir():
                inside = _without_top(_files_of(path, shown))
                return cls(shown, path, tuple(sorted(_some(inside, shown))), _files=inside)
            if not path.exists():
                raise FileError(f"There is no file {path}.", hint="check the name and the folder")
            if not stat.S_ISREG(path.stat().st_mode):
                raise FileError(f"{shown} is no file.", hint="give a file, a zip or a folder")
            size, digest, start = _digest(path)
        except OSError as error:
            raise FileError(f"{shown} cannot be read.", found=error.strerror or str(error), hint="check its permissions") from None
        if not start:
            raise FileError(f"{shown} is empty.", found="0 bytes", hint="export it again")
        found = other_archive(start)
        if found:
            raise FileError(f"{shown} is neither a zip nor a file of an export.", found=found[0], hint=found[1])
        if not (start.startswith(b"PK") or zipfile.is_zipfile(path)):
            return cls(shown, path, (shown,), size, digest, _files={shown: path})
        archive = open_zip(path, shown)
        try:
            packed = _without_top({name: info for name, info in safe_entries(archive, size, shown).items() if not _is_junk(name)})
            _some(packed, shown)
        except FileError:
            archive.close()
            raise
        return cls(shown, path, tuple(sorted(packed)), size, digest, _files=packed, _archive=archive)

    @property
    def is_single(self) -> bool:
        """Whether it is one file, and neither zip nor folder."""
        return self._archive is None and not self.path.is_dir()

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """One file's bytes as a stream; FileError where it cannot be read or holds other than it says."""
        file = self._files.get(name)
        if file is None:
            raise FileError(f"{self.name} holds no {name}.", hint="export it again, with everything in it")
        try:
            if isinstance(file, zipfile.ZipInfo):
                with cast(zipfile.ZipFile, self._archive).open(file) as inside:
                    yield cast(BinaryIO, inside)
            else:
                with file.open("rb") as stream:
                    size = os.fstat(stream.fileno()).st_size
                    if size >= MOST_IN_A_FILE:
                        raise FileError(
                            f"{name} is too large.", found=f"{size:,} bytes; the most is {MOST_IN_A_FILE - 1:,}", hint="export a shorter time at once"
                        )
                    yield stream
        except _DAMAGED:
            hint = "download it again; a download that broke off is the usual reason"
            raise FileError(f"{name} in {self.name} is damaged.", found="other bytes than the archive says", hint=hint) from None
        except OSError as error:
            raise FileError(f"{name} in {self.name} cannot be read.", found=error.strerror or str(error), hint="check its permissions") from None

    def size_of(self, name: str) -> int:
        """A file's bytes, unpacked; in a zip as it says."""
        file = self._files[name]
        return file.file_size if isinstance(file, zipfile.ZipInfo) else file.stat().st_size

    def read(self, name: str, most: int = 1 << 28) -> bytes:
        """One whole file; FileError where it has more than ``most`` bytes."""
        with self.open(name) as stream:
            content = stream.read(min(self.size_of(name), most) + 1)
        if len(content) > most:
            raise FileError(f"{name} in {self.name} is too large.", found=f"more than {most:,} bytes", hint="export a shorter time at once")
        return content

    def start(self, name: str, most: int = 1 << 16) -> bytes:
        """A file's first bytes, to recognise it by."""
        with self.open(name) as stream:
            return stream.read(most)

    def close(self) -> None:
        """Lets go of the file; it cannot be read after."""
        if self._archive is not None:
            stream = self._archive.fp
            self._archive.close()
            if stream is not None:
                stream.close()


def _digest(path: Path) -> tuple[int, str, bytes]:
    """Size, SHA-256 and first bytes."""
    digest, size, start = hashlib.sha256(), 0, b""
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            start = start or piece[:64]
            size += len(piece)
            digest.update(piece)
    return size, digest.hexdigest(), start


def _is_junk(name: str) -> bool:
    return any(part in _JUNK or part.startswith((".DS_Store", "._", ".git")) for part in name.split("/"))


def _files_of(root: Path, shown: str) -> dict[str, Path]:
    """The folder's files; a link that leads out of it is refused, one that stays inside leads to what is read anyway."""
    files: dict[str, Path] = {}
    real = root.resolve()
    for folder, folders, names in os.walk(root, onerror=_raised):
        if len(Path(folder).relative_to(root).parts) > _DEEPEST:
            raise FileError(
                f"{shown} is nested too deep.", found=f"more than {_DEEPEST} folders within one another", hint="name the folder of the export itself"
            )
        for name in (*folders, *names):
            path = Path(folder, name)
            inner = path.relative_to(root).as_posix()
            if path.is_symlink():
                if not Path(os.path.realpath(path)).is_relative_to(real):  # takes links that go in a circle, as resolve() does not
                    raise FileError(f"{shown} holds a link that leads out of it.", found=inner, hint="put the file itself in its place")
            elif name in names and not _is_junk(inner) and stat.S_ISREG(path.lstat().st_mode):
                files[inner] = path
        if len(files) > MOST_ENTRIES:
            raise FileError(f"{shown} holds too many files.", found=f"more than {MOST_ENTRIES:,}", hint="name the folder of the export itself")
    return files


def _raised(error: OSError) -> None:
    """A folder that cannot be read is no empty one."""
    raise error


def _without_top(files: dict[str, File]) -> dict[str, File]:
    """The files without the one folder that all lie in."""
    tops = {name.split("/", 1)[0] for name in files}
    if len(tops) != 1 or any("/" not in name for name in files):
        return files
    return {name.split("/", 1)[1]: file for name, file in files.items()}


def _some(files: Mapping[str, File], shown: str) -> Mapping[str, File]:
    """The files themselves; FileError where there are none, or only archives once more."""
    if not files:
        raise FileError(f"{shown} is empty.", found="no file in it", hint="export it again")
    if all(name.lower().endswith((".zip", ".7z", ".rar", ".gz")) for name in files):
        raise FileError(f"{shown} holds only archives.", found=", ".join(sorted(files)[:3]), hint="unpack it, and give the archives inside one by one")
    return files
