"""Texts and ids: kept to the letter, an empty one is null."""

from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

from lib.intake.parsed import Parsed, as_mask, fault

LONGEST_ID = 1_000


@dataclass(frozen=True)
class TextReading:
    """Text as it came; ``is_id``: without outer spaces, and at most 1,000 characters long."""

    is_id: bool
    notes: tuple[str, ...] = ()

    def read(self, texts: Any) -> Parsed:
        """The texts of a piece of the column; one of spaces alone is empty."""
        empty = is_blank(texts)
        if not self.is_id:
            return Parsed(without(texts, empty))
        bare = pc.utf8_trim_whitespace(texts)
        long = pc.greater(pc.utf8_length(bare), LONGEST_ID)
        hint = "it looks like a text: map another column"
        return Parsed(without(bare, pc.or_(empty, long)), fault(as_mask(long), hint, "An id of more than 1,000 characters"))


def is_blank(texts: Any) -> Any:
    """Which texts are empty or spaces alone; found without a copy of them."""
    return pc.or_(pc.equal(pc.binary_length(texts), 0), pc.utf8_is_space(texts))


def without(texts: Any, gone: Any) -> Any:
    """The texts, null where ``gone``."""
    return pc.if_else(gone, None, texts) if pc.any(gone).as_py() else texts
