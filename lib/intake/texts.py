"""Texts and ids: kept to the letter, an empty one is null."""

from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

from lib.intake.parsed import Parsed, as_mask, fault

LONGEST_ID = 1_000
_UNROUNDED = "export it again, and do not save it in a spreadsheet: several ids may have become this one"


@dataclass(frozen=True)
class TextReading:
    """Text as it came; ``is_id``: without outer spaces, at most 1,000 characters long, and no long number that a spreadsheet has rounded."""

    is_id: bool
    notes: tuple[str, ...] = ()

    def read(self, texts: Any) -> Parsed:
        """The texts of a piece of the column; one of spaces alone is empty."""
        empty = is_blank(texts)
        if not self.is_id:
            return Parsed(without(texts, empty))
        bare = pc.utf8_trim_whitespace(texts)
        long = pc.greater(pc.utf8_length(bare), LONGEST_ID)
        rounded = _rounded(bare)
        faults = (
            *fault(as_mask(long), "it looks like a text: map another column", "An id of more than 1,000 characters"),
            *fault(as_mask(rounded), _UNROUNDED, "An id that a spreadsheet has rounded"),
        )
        return Parsed(without(bare, pc.or_(pc.or_(empty, long), rounded)), faults)


def _rounded(texts: Any) -> Any:
    """Which texts are numbers as a spreadsheet shortens them: ``1.23E+17``."""
    maybe = pc.match_substring(texts, "E+")  # quick, and nearly always in vain
    return pc.match_substring_regex(texts, r"\A\d[.,]\d+E\+\d{2}\z") if pc.any(maybe).as_py() else maybe


def is_blank(texts: Any) -> Any:
    """Which texts are empty or spaces alone; found without a copy of them."""
    return pc.or_(pc.equal(pc.binary_length(texts), 0), pc.utf8_is_space(texts))


def without(texts: Any, gone: Any) -> Any:
    """The texts, null where ``gone``."""
    return pc.if_else(gone, None, texts) if pc.any(gone).as_py() else texts
