"""Words to watch for: written in the settings, found as whole words in texts; in SQL first, roughly, then exactly."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_


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

    def may_be_in(self, lowered: ColumnElement[str], language: ColumnElement[Any]) -> ColumnElement[bool]:
        """The SQL condition on texts in small letters that lets through every row it is in, and some more.

        Its spellings in capitals are asked for as well: some databases have small letters only for ASCII.
        """
        spellings = {self.phrase.lower()} if self.phrase.isascii() else {self.phrase.lower(), self.phrase.upper(), self.phrase.title(), self.phrase}
        found = or_(*(_contains(lowered, text) for text in sorted(spellings)))
        return found if self.language is None else and_(language == self.language, found)


def _contains(column: ColumnElement[str], phrase: str) -> ColumnElement[bool]:
    """First each word, which is quick, then one after the other. LIKE with an escape would take DuckDB ten times as long."""
    words = phrase.split()
    together = [func.strpos(func.regexp_replace(column, r"\s+", " ", "g"), phrase) > 0] if len(words) > 1 else []
    return and_(*(func.strpos(column, word) > 0 for word in words), *together)


def watch_words(texts: Iterable[str]) -> tuple[WatchWord, ...]:
    """The words of a setting."""
    return tuple(WatchWord.of(text) for text in texts)
