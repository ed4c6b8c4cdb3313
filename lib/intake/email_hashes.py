"""E-mail addresses, which are kept as hashes only: good for telling that two accounts share one, and for nothing else."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lib.intake.parsed import Parsed, as_mask, fault

_HASH = re.compile(r"[0-9a-fA-F]{64}")
_HINT = "map a column with addresses such as ana@example.com, or with their SHA-256 hashes"


@dataclass(frozen=True)
class EmailHashReading:
    """The SHA-256 of the address in lower case, as hexadecimal digits; a text that is such a hash already is kept."""

    notes: tuple[str, ...] = ()

    def read(self, texts: Any) -> Parsed:
        """The hashes of a piece of the column; an empty text is null."""
        if isinstance(texts, pa.ChunkedArray):
            texts = texts.combine_chunks()
        coded = pc.dictionary_encode(texts)
        spelled = [(text or "").strip() for text in coded.dictionary.to_pylist()]
        hashes = [email_hash(text) for text in spelled]
        odd = [found is None and bool(text) for found, text in zip(hashes, spelled, strict=True)]
        faulty = as_mask(pa.array(odd, pa.bool_()).take(coded.indices))
        return Parsed(pa.array(hashes, pa.string()).take(coded.indices), fault(faulty, _HINT, "Neither an e-mail address nor the hash of one"))


def email_hash(text: str) -> str | None:
    """The hash of an address; None where the text is neither an address nor a hash."""
    if _HASH.fullmatch(text):
        return text.lower()
    name, at, host = text.strip().lower().rpartition("@")
    if not (at and name and "." in host) or re.search(r"\s", text.strip()):
        return None
    return hashlib.sha256(f"{name}@{host}".encode()).hexdigest()
