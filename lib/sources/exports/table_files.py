"""The tables in a package: its CSV files, one of them gzipped or not, looked at by their headings and read whole."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from lib.errors import FileError
from lib.sources.csv_file import Progress, read_table
from lib.sources.exports.headings import Headings
from lib.sources.package import Package
from lib.sources.raw_table import RawTable

LARGEST = 1 << 28
"""No table may have more bytes than this, unpacked."""

_ENDINGS = (".csv", ".tsv", ".txt", ".gz")
_MOST_FILES = 40
_START = 1 << 16
_GZIP = b"\x1f\x8b"


def candidates(package: Package, *endings: str) -> tuple[str, ...]:
    """The files of a package that may be tables: of a single file itself, else those with such an ending, no more than forty."""
    if package.is_single:
        return package.names
    likely = (name for name in package.names if name.lower().endswith(endings or _ENDINGS) and not PurePosixPath(name).name.startswith("."))
    return tuple(name for name, _ in zip(likely, range(_MOST_FILES), strict=False))


def start(package: Package, name: str) -> RawTable | None:
    """The first rows of a file, the last of which may be cut off; None where it is no table of texts."""
    try:
        content = _bytes(package, name, _START)
        cut = content.rfind(b"\n", 0, _START)
        return read_table(content if len(content) < _START or cut < 0 else content[: cut + 1], name)
    except FileError:
        return None


def starts(package: Package) -> Iterator[tuple[str, Headings, RawTable]]:
    """Each file that may be a table, with its headings and its first rows."""
    for name in candidates(package):
        table = start(package, name)
        if table is not None:
            yield name, Headings(table.columns), table


def read_whole(package: Package, name: str, tell: Progress = lambda step, share: None) -> RawTable:
    """All rows of a file; FileError where it is no table, or too large."""
    content = _bytes(package, name, LARGEST + 1)
    if len(content) > LARGEST:
        raise FileError(f"{name} in {package.name} is too large.", found=f"more than {LARGEST:,} bytes", hint="export a shorter time at once")
    shown = package.name if package.is_single else f"{package.name}/{name}"
    return replace(read_table(content, shown, tell), size=package.size, sha256=package.sha256)


def _bytes(package: Package, name: str, most: int) -> bytes:
    """No more than ``most`` bytes of a file, unpacked where it is gzipped."""
    with package.open(name) as stream:
        content = stream.read(min(most, _START))
        if not content.startswith(_GZIP):
            return content + stream.read(most - len(content)) if len(content) == _START else content
    with package.open(name) as stream, gzip.GzipFile(fileobj=stream) as inside:
        try:
            return inside.read(most)
        except (OSError, EOFError, zlib.error):
            raise FileError(f"{name} is a damaged gzip archive.", hint="download it again") from None
