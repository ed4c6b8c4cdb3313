"""The tables in a package: its CSV files, looked at by their headings and read whole."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from lib.errors import FileError
from lib.sources.csv_file import Progress, read_table
from lib.sources.exports.headings import Headings
from lib.sources.package import Package
from lib.sources.raw_table import RawTable
from lib.wording import listed

_ENDINGS = (".csv", ".tsv", ".txt")
_LOOKED_AT = 40  # files, to recognise a package by
_START = 1 << 16


def candidates(package: Package, *endings: str) -> tuple[str, ...]:
    """The files of a package that may be tables: of a single file itself, else those with such an ending."""
    if package.is_single:
        return package.names
    return tuple(name for name in package.names if name.lower().endswith(endings or _ENDINGS))


def any_table(package: Package, known: Callable[[Headings, RawTable], bool]) -> bool:
    """Whether a package holds a table that is known by its headings and its first rows; of many files only the first are looked at."""
    return any(known(Headings(table.columns), table) for _, table in _starts(package, candidates(package)[:_LOOKED_AT]))


def known_tables(package: Package, known: Callable[[Headings, RawTable], bool]) -> tuple[str, ...]:
    """All files of a package that hold a table that is known."""
    return tuple(name for name, table in _starts(package, candidates(package)) if known(Headings(table.columns), table))


def read_whole(package: Package, name: str, tell: Progress = lambda step, share: None) -> RawTable:
    """All rows of a file; FileError where it is no table, or too large."""
    shown = package.name if package.is_single else f"{package.name}/{name}"
    return replace(read_table(package.read(name), shown, tell), size=package.size, sha256=package.sha256)


def unread(package: Package, read: Collection[str]) -> tuple[str, ...]:
    """A note that names the files of a package from which nothing was taken; none where there are none."""
    others = [name for name in package.names if name not in read]
    return (f"Nothing was taken from {listed(others, 5)}",) if others else ()


def only_one(package: Package, names: tuple[str, ...]) -> str:
    """The only one of some tables; FileError where there are several."""
    if len(names) > 1:
        raise FileError(f"{package.name} holds several lists of responses.", found=listed(list(names), 5), hint="give one at a time")
    return names[0]


def _starts(package: Package, names: Collection[str]) -> Iterator[tuple[str, RawTable]]:
    """The first rows of each file that is a table of texts, the last of which may be cut off."""
    for name in names:
        try:
            content = package.start(name, _START)
            cut = content.rfind(b"\n")
            yield name, read_table(content if len(content) < _START or cut < 0 else content[: cut + 1], name)
        except FileError:
            continue
