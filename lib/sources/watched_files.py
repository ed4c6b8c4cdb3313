"""Files on the server's disk as a source: what an export job puts there is read once, and again when it changes.

A file is known by its name, its size and the moment of its last change, whichever moment that is: one that comes late
with an old date, as ``rsync -t`` and ``mv`` leave it, is read too. What was changed after it is then read again, so that of
a record that several files hold the newest file's word counts, as if all had come in their order.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from lib.errors import FileError, SettingError, SourceError
from lib.records import KINDS
from lib.sources.csv_file import open_csv
from lib.sources.delivery import DateOrder, Delivery
from lib.sources.origin import Chunk, Progress
from lib.sources.origin_type import origin_type
from lib.sources.section import KindSection, zone_of
from lib.wording import plural


@dataclass(frozen=True)
class WatchedPath:
    """``pattern``: a file, or a name with ``*`` in it. ``columns`` and ``texts`` feed fields, as in ``import``."""

    kind: str
    pattern: str
    columns: Mapping[str, str]
    texts: Mapping[str, str]
    dates: DateOrder | None

    def files(self) -> list[tuple[str, Path]]:
        """Those that are there, by the moment of their last change, each with a mark that is another one when it changes."""
        path = Path(self.pattern).expanduser()
        found = path.parent.glob(path.name) if "*" in path.name else [path] if path.exists() else []
        states = sorted((file.stat().st_mtime_ns, file.name, file.stat().st_size, file) for file in found if file.is_file())
        return [(_mark(name, size, changed), file) for changed, name, size, file in states]


@origin_type("file")
@dataclass(frozen=True)
class WatchedFiles:
    """CSV and TSV files as a section of the secrets names them::

    [sources.helpdesk]
    type = "file"
    zone = "America/New_York"              # of times without an offset

    [sources.helpdesk.ticket]
    path = "/srv/exports/tickets-*.csv"    # one file, or all of that name: read in the order in which they were changed
    map = { ticket_id = "Number" }
    set = { channel = "web" }
    dates = "mdy"
    """

    name: str
    paths: tuple[WatchedPath, ...]
    zone: str | None = None

    @classmethod
    def of(cls, name: str, section: Mapping[str, Any]) -> Self:
        """The source as the section says; SettingError names the key, what was found, and what to write. No file is opened."""
        where = f"sources.{name}"
        kinds = [key for key in section if key not in ("type", "zone")]
        if not kinds:
            hint = f"add a section a record kind, such as [{where}.ticket]; the kinds are {', '.join(KINDS)}"
            raise SettingError(f"[{where}] does not say which files to read.", hint=hint)
        return cls(name, tuple(_path(kind, section[kind], f"{where}.{kind}") for kind in kinds), zone_of(section, where))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The record kinds that have a subsection, in its order."""
        return tuple(one.kind for one in self.paths)

    @property
    def shown(self) -> str:
        """The paths."""
        return ", ".join(dict.fromkeys(one.pattern for one in self.paths))

    def chunks(self, kind: str, after: str | None, tell: Progress) -> Iterator[Chunk]:
        """The files from the first on that was not read as it is; SourceError where there is none at all, or one is no table.

        A cursor has the marks of all files up to its own, so that a run that ends early goes on with the next.
        """
        about = next(one for one in self.paths if one.kind == kind)
        files = self._files(about)
        known = set((after or "").split())
        first = next((place for place, (mark, _) in enumerate(files) if mark not in known), len(files))
        for place, (_, file) in enumerate(files[first:], start=first):
            tell(f"Reading {file.name}", 0.0)
            try:
                table = open_csv(file)
            except FileError as error:
                raise SourceError(error.what, found=error.found, hint=error.hint) from None
            yield Chunk(Delivery(kind, table, about.columns, about.texts, self.zone, about.dates), " ".join(mark for mark, _ in files[: place + 1]))

    def check(self) -> str:
        """How many files there are, and the newest of each kind."""
        found = [(about, self._files(about)) for about in self.paths]
        return "; ".join(f"{about.kind}: {plural(len(files), 'file')}, the newest {files[-1][1].name}" for about, files in found)

    def _files(self, about: WatchedPath) -> list[tuple[str, Path]]:
        try:
            files = about.files()
        except OSError as error:
            raise SourceError(f"{about.pattern} cannot be looked at.", found=error.strerror, hint="check the folder's permissions", again=True) from None
        if not files:
            raise SourceError(f"There is no file {about.pattern}.", hint="check the path, and that the job which writes it has run", again=True)
        return files


def _mark(name: str, size: int, changed: int) -> str:
    """Twelve digits that stand for a file as it is; ``changed`` in nanoseconds."""
    return hashlib.sha256(f"{name}\0{size}\0{changed}".encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _path(kind: str, section: Any, where: str) -> WatchedPath:
    feeds = KindSection.of(kind, section, where, own=("path",), example='path = "…"')
    path = section.get("path")
    if not isinstance(path, str) or not path.strip():
        raise SettingError(f"[{where}] has no path.", hint='write it like path = "/srv/exports/tickets.csv", or with * for several')
    return WatchedPath(kind, path.strip(), feeds.columns, feeds.texts, feeds.dates)
