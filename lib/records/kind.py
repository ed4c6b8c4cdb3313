"""How a record kind is declared: its fields, its key and the checks that need more than one field.

A declaration is all there is to a kind: the store's table, the mapping, the checks, the command line and the upload
page are made from it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd


class Type(StrEnum):
    """What a field's text is read as."""

    ID = "id"  # text, kept to the letter
    TEXT = "text"
    INSTANT = "instant"  # a moment: with an offset, or read in the mapping's zone
    DAY = "day"
    MONTH = "month"  # any day of it; kept as its first
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    EMAIL_HASH = "email_hash"  # an e-mail address, kept only as the SHA-256 of its lower-case form


@dataclass(frozen=True)
class Field:
    """One column of a record kind.

    ``aliases`` are other names under which files carry it, compared without case, spaces and punctuation.
    ``choices`` maps each allowed value to other words for it. ``low`` and ``high`` bound numbers, both included.
    ``past``: an instant or day that may not lie in the future. ``personal``: dropped before a page shows rows.
    """

    name: str
    type: Type
    doc: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: dict[str, tuple[str, ...]] | None = None
    low: float | None = None
    high: float | None = None
    past: bool = False
    personal: bool = False


@dataclass(frozen=True)
class Fault:
    """One reason to refuse rows: where it holds, in which field, and what to tell the person."""

    where: "pd.Series[bool]"
    field: str
    reason: str
    hint: str


Check = Callable[[pd.DataFrame], Fault]
"""Takes checked rows (a column a field, nulls where empty) and says which of them cannot be."""


@dataclass(frozen=True)
class Kind:
    """One kind of record. ``key`` names a record within its source; two rows with one key are versions of one record."""

    name: str
    title: str
    doc: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    checks: tuple[Check, ...] = ()

    def __getitem__(self, name: str) -> Field:
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def when(self) -> Field:
        """Its first time: what places a record in a period."""
        return next(field for field in self.fields if field.type in (Type.INSTANT, Type.DAY, Type.MONTH))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.required)


def not_before(later: str, earlier: str) -> Check:
    """Refuses rows in which ``later`` lies before ``earlier``; an empty one of the two is no fault."""

    def check(rows: pd.DataFrame) -> Fault:
        return Fault(
            where=(rows[later] < rows[earlier]).fillna(False).astype(bool),
            field=later,
            reason=f"Before {earlier}",
            hint=f"{later} cannot lie before {earlier}: correct one of them, or leave {later} empty",
        )

    return check
