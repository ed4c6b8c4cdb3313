"""What can go wrong, in words a person can act on.

::

    CommunityError
    ├── InputError            what came from outside is wrong; exit code 2
    │   ├── FileError         the file cannot be read as a table
    │   ├── MappingError      fields and columns do not fit together
    │   ├── RowsRefused       rows were refused and the import asked for all or nothing
    │   ├── CommandError      an option, a name or a date that makes no sense
    │   └── SettingError      a setting's value is out of bounds
    ├── SourceError           a configured source does not give its rows; exit code 1
    └── StoreError            the store cannot be used as asked; exit code 1
        ├── StoreUnreachable  wrong address, no folder, no server
        ├── StoreBusy         another process holds it
        ├── StoreTooNew       written by a newer version of this app
        └── StoreChanged      the data changed while a page was being drawn

Each message says what is wrong, what was found and, after "Hint:", what to do.
"""

import traceback
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, Self

_PROJECT = Path(__file__).resolve().parents[1]
_OURS = ("lib", "data")


def reference(error: BaseException) -> str:
    """Names a fault that nobody foresaw by its kind and place, as ``ValueError at lib/store/load.py:120``: the last line of ours that it passed through.

    Not by its words, which may hold a password or people's data.
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if any(Path(frame.filename).is_relative_to(_PROJECT / part) for part in _OURS)]
    if not ours:
        return type(error).__name__
    return f"{type(error).__name__} at {Path(ours[-1].filename).relative_to(_PROJECT)}:{ours[-1].lineno}"


class CommunityError(Exception):
    """Any failure that is explained to the person who caused or met it.

    ``what`` is one sentence; ``found`` what stood there instead; ``hint`` what to do.
    """

    exit_code = 1

    def __init__(self, what: str, *, found: str | None = None, hint: str | None = None) -> None:
        self.what, self.found, self.hint = what, found, hint
        super().__init__(str(self))

    def __str__(self) -> str:
        parts = [self.what]
        if self.found:
            parts.append(f"Found: {self.found}.")
        if self.hint:
            parts.append(f"Hint: {self.hint}")
        return " ".join(parts)


class InputError(CommunityError):
    exit_code = 2


class FileError(InputError):
    pass


class MappingError(InputError):
    """``asks`` names what only a person can tell: ``dates``, the order of day and month, ``zone``, ``score``, the question whose answers
    are a survey's score, with the questions that could be it as ``choices``, or ``survey``, what that score is; None where the mapping itself is wrong.
    """

    def __init__(
        self,
        what: str,
        *,
        found: str | None = None,
        hint: str | None = None,
        asks: Literal["dates", "zone", "score", "survey"] | None = None,
        choices: Iterable[str] = (),
    ) -> None:
        super().__init__(what, found=found, hint=hint)
        self.asks = asks
        self.choices = tuple(choices)

    @classmethod
    def missing(cls, field: str, found: Iterable[str]) -> Self:
        columns = list(found)
        near = get_close_matches(field, columns, n=1) or columns[:1] or ["COLUMN"]
        return cls(
            f"No column for {field}.",
            found=", ".join(columns) or "no columns",
            hint=f"map it, e.g. --map {field}={near[0]}, or give a constant with --set {field}=TEXT",
        )

    @classmethod
    def unknown_field(cls, field: str, known: Iterable[str]) -> Self:
        return cls(f"There is no field {field!r}.", found=f"the fields are {', '.join(known)}", hint="check the spelling")

    @classmethod
    def unknown_column(cls, column: str, found: Iterable[str]) -> Self:
        return cls(f"There is no column {column!r}.", found=", ".join(found), hint="name a column as its header spells it")


class RowsRefused(InputError):
    """All or nothing was asked for, and rows were refused; ``outcome`` holds the counts, ``rejects_file`` where they lie."""

    def __init__(self, what: str, *, outcome: Any = None, found: str | None = None, hint: str | None = None) -> None:
        super().__init__(what, found=found, hint=hint)
        self.outcome = outcome


class CommandError(InputError):
    @classmethod
    def unknown(cls, noun: str, name: str, known: Iterable[str]) -> Self:
        names = sorted(known)
        near = get_close_matches(name, names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"choose one of {', '.join(names)}"
        return cls(f"There is no {noun} {name!r}.", hint=hint)


class SettingError(InputError):
    pass


class SourceError(CommunityError):
    """``again``: the same may work later, as when a server does not answer; false where somebody must change something first."""

    def __init__(self, what: str, *, found: str | None = None, hint: str | None = None, again: bool = False) -> None:
        super().__init__(what, found=found, hint=hint)
        self.again = again


class StoreError(CommunityError):
    pass


class StoreUnreachable(StoreError):
    pass


class StoreBusy(StoreError):
    pass


class StoreTooNew(StoreError):
    pass


class StoreChanged(StoreError):
    pass
