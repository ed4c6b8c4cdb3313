"""Texts and ids: kept to the letter, an empty one is null."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
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
        if isinstance(texts, pa.ChunkedArray):
            texts = texts.combine_chunks()
        bare = pc.utf8_trim_whitespace(texts)
        kept = bare if self.is_id else texts
        empty = pc.equal(bare, "")
        if not self.is_id:
            return Parsed(pc.if_else(empty, None, kept) if pc.any(empty).as_py() else kept)
        long = as_mask(pc.greater(pc.utf8_length(kept), LONGEST_ID))
        gone = pc.or_(empty, pa.array(long))
        hint = "it looks like a text: map another column"
        return Parsed(pc.if_else(gone, None, kept) if pc.any(gone).as_py() else kept, fault(long, hint, "An id of more than 1,000 characters"))
