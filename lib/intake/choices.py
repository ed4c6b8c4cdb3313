"""Words out of a small set: choices with their synonyms, and yes or no."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lib.intake.parsed import Parsed, as_mask, fault

YES = ("yes", "true", "1", "tak", "t", "y", "1.0")
NO = ("no", "false", "0", "nie", "f", "n", "0.0")


@dataclass(frozen=True)
class ChoiceReading:
    """Texts that stand for values: each value with all texts for it, in lower case."""

    words: Mapping[str, Any]
    kind: Any
    reason: str
    hint: str
    notes: tuple[str, ...] = ()

    @classmethod
    def of(cls, choices: Mapping[str, Iterable[str]]) -> "ChoiceReading":
        """The choices and their synonyms."""
        words = {text.casefold(): value for value, others in choices.items() for text in others}
        words |= {value.casefold(): value for value in choices}
        return cls(words, pa.string(), f"Not one of {', '.join(choices)}", "write one of these words, or set one for the whole file")

    @classmethod
    def yes_or_no(cls) -> "ChoiceReading":
        """Yes and no in the ways people write them."""
        return cls({**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}, pa.bool_(), "Neither yes nor no", "write yes or no, true or false, 1 or 0")

    def read(self, texts: Any) -> Parsed:
        """The values of a piece of the column; letter case and outer spaces do not matter."""
        if isinstance(texts, pa.ChunkedArray):
            texts = texts.combine_chunks()
        coded = pc.dictionary_encode(texts)
        spelled = coded.dictionary.to_pylist()
        values = [self.words.get(text.strip().casefold()) for text in spelled]
        unknown = [value is None and bool(text.strip()) for value, text in zip(values, spelled, strict=True)]
        faulty = as_mask(pa.array(unknown, pa.bool_()).take(coded.indices))
        return Parsed(pa.array(values, self.kind).take(coded.indices), fault(faulty, self.hint, self.reason))
