"""Words to watch for: written in the settings, found as whole words in texts; in SQL first, roughly, then exactly."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, and_, false, or_
from sqlalchemy.sql.elements import ColumnClause

from lib.store.tables import RECORDS

activity = RECORDS["activity"]


@dataclass(frozen=True)
class WatchWord:
    """A word or phrase; ``language``: it counts only in texts of that one, None: in all."""

    phrase: str
    language: str | None

    @classmethod
    def of(cls, text: str) -> "WatchWord":
        """``refund`` or ``pl:zwrot``."""
        match = re.fullmatch(r"([a-z]{2}):\s*(.+)", text)
        return cls(" ".join(match[2].split()), match[1]) if match else cls(" ".join(text.split()), None)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as whole words, in small or capital letters, whatever space is between."""
        return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, self.phrase.split())) + r"(?!\w)", re.IGNORECASE)

    def is_in(self, text: str, language: str | None) -> bool:
        return (self.language is None or self.language == language) and self.pattern.search(text) is not None

    def may_be_in(self, *columns: ColumnElement[str]) -> ColumnElement[bool]:
        """The SQL condition that lets through every row it is in, and some more.

        Spellings in small and capital letters are asked for as well: ILIKE knows only ASCII letters in some databases.
        """
        spellings = [self.phrase] if self.phrase.isascii() else dict.fromkeys((self.phrase, self.phrase.lower(), self.phrase.upper(), self.phrase.title()))
        likes = ["%" + "%".join(part.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") for part in text.split()) + "%" for text in spellings]
        found = or_(*(column.ilike(like, escape="\\") for column in columns for like in likes))
        return found if self.language is None else and_(activity.c.language == self.language, found)


def watch_words(texts: Iterable[str]) -> tuple[WatchWord, ...]:
    """The words of a setting."""
    return tuple(WatchWord.of(text) for text in texts)


def any_may_be_in(words: Iterable[WatchWord], *columns: ColumnClause[str]) -> ColumnElement[bool]:
    """The rough condition for all of them; false where there are none."""
    return or_(false(), *(word.may_be_in(*columns) for word in words))
