"""How the digits of dates and times lie in their texts, told for whole columns at once.

Texts of one length whose digits stand in the same places share a layout, such as ``9999-99-99 99:99``. A column has few
of them, so each is understood once, and its numbers are taken from the bytes of all its texts together.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lib.intake.parsed import Places

Bytes = npt.NDArray[np.uint8]  # a row a place in the text, a column a text
Numbers = npt.NDArray[np.int64]

_LONGEST = 40
_MOST = 200  # layouts of one length; texts of further ones are no times
_ZERO, _NINE = ord("0"), ord("9")
_KNOWN = np.zeros(256, bool)
_KNOWN[[ord(char) for char in "0123456789-/.:,+ TZAaPpMmUCG"]] = True


class Form(IntEnum):
    """What the numbers of a layout mean."""

    UNKNOWN = 0
    YEAR_FIRST = 1
    YEAR_LAST = 2  # day and month in an order that the column must tell
    SECONDS = 3  # since 1970, UTC
    MONTH = 4  # a month without a day
    SHORT_YEAR = 5
    SPREADSHEET = 6  # days since 1900, as spreadsheets count
    EMPTY = 7


@dataclass(frozen=True)
class Layout:
    """Where each number stands in the texts: names to slices. ``scale`` is how many of an epoch's units make a second."""

    form: Form
    spans: dict[str, tuple[int, int]]
    utc: bool = False
    scale: int = 1

    @property
    def has_offset(self) -> bool:
        """Whether the texts say how far from UTC they are; seconds since 1970 are UTC."""
        return self.utc or "sign" in self.spans or self.form is Form.SECONDS

    def number(self, texts: Bytes, name: str) -> Numbers:
        """The number called ``name`` in each text; 0 where the layout has none."""
        total = np.zeros(texts.shape[1], np.int64)
        for place in range(*self.spans.get(name, (0, 0))):
            total = total * 10 + (texts[place].astype(np.int64) - _ZERO)
        return total


_TIME = r"(?:(?:T|,? +)(?P<hour>9{1,2}):(?P<minute>99)(?::(?P<second>99)(?:[.,](?P<fraction>9{1,9}))?)?(?: ?(?P<half>[AaPp]\.?[Mm]\.?))?"
_OFFSET = r"(?: ?(?:(?P<utc>Z|UTC|GMT)|(?P<sign>[+-])(?P<offset_hour>99)(?::?(?P<offset_minute>99))?))?)?"
_FORMS = (
    (Form.YEAR_FIRST, r"(?P<year>9999)(?P<mark>[-/.])(?P<first>9{1,2})(?P=mark)(?P<second_part>9{1,2})" + _TIME + _OFFSET),
    (Form.YEAR_FIRST, r"(?P<year>9999)(?P<first>99)(?P<second_part>99)(?:T?(?P<hour>99)(?P<minute>99)(?P<second>99)" + _OFFSET),
    (Form.YEAR_LAST, r"(?P<first>9{1,2})(?P<mark>[-/.])(?P<second_part>9{1,2})(?P=mark)(?P<year>9999)" + _TIME + _OFFSET),
    (Form.SECONDS, r"(?P<epoch>9{9,10}|9{13}|9{16})(?:\.(?P<fraction>9{1,9}))?"),
    (Form.MONTH, r"(?P<year>9999)[-/.](?P<first>9{1,2})|(?P<first_>9{1,2})[-/.](?P<year_>9999)"),
    (Form.SHORT_YEAR, r"9{1,2}([-/.])9{1,2}\1(?:99|'99)(?:[T, ].*)?"),
    (Form.SPREADSHEET, r"9{5}(?:[.,]9+)?"),
)


@lru_cache(4096)
def understand(shape: str) -> Layout:
    """The layout of a text in which every digit was replaced by 9."""
    for form, pattern in _FORMS:
        match = re.fullmatch(pattern, shape)
        if match:
            spans = {name.rstrip("_"): match.span(name) for name, text in match.groupdict().items() if text is not None}
            digits = len(match["epoch"]) if form is Form.SECONDS else 0
            return Layout(form, spans, utc=bool(match.groupdict().get("utc")), scale={13: 1_000, 16: 1_000_000}.get(digits, 1))
    return Layout(Form.UNKNOWN, {})


def layouts(texts: Any) -> Iterator[tuple[Layout, Places, Bytes]]:
    """Each layout of an Arrow array of trimmed texts, the places of its texts, and their bytes."""
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    lengths = pc.binary_length(texts).to_numpy(zero_copy_only=False)
    data = np.frombuffer(texts.buffers()[2] or b"", np.uint8)
    begins = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    for length in np.flatnonzero(np.bincount(np.minimum(lengths, _LONGEST + 1), minlength=1)):
        if length == 0:
            yield Layout(Form.EMPTY, {}), np.flatnonzero(lengths == 0), np.empty((0, 0), np.uint8)
        elif length > _LONGEST:
            yield Layout(Form.UNKNOWN, {}), np.flatnonzero(lengths > _LONGEST), np.empty((0, 0), np.uint8)
        else:
            places = np.flatnonzero(lengths == length)
            alone = len(places) == len(texts)
            taken = data[begins[0] : begins[-1]].reshape(-1, length).T if alone else np.stack([data[begins[places] + offset] for offset in range(length)])
            yield from _by_shape(np.ascontiguousarray(taken), places)


def _by_shape(taken: Bytes, places: Places) -> Iterator[tuple[Layout, Places, Bytes]]:
    shapes = np.where((taken >= _ZERO) & (taken <= _NINE), np.uint8(_NINE), taken)
    for turn in range(_MOST):
        alike = (shapes == shapes[:, :1]).all(axis=0)
        layout = understand(shapes[:, 0].tobytes().decode("latin-1"))
        if alike.all():
            yield layout, places, taken
            return
        yield layout, places[alike], taken[:, alike]
        rest = ~alike
        if turn == 0:  # what has a letter that no time has need not be looked at closely
            odd = rest & ~_KNOWN[shapes].all(axis=0)
            if odd.any():
                yield Layout(Form.UNKNOWN, {}), places[odd], taken[:, odd]
                rest &= ~odd
        taken, places, shapes = taken[:, rest], places[rest], shapes[:, rest]
        if not len(places):
            return
    yield Layout(Form.UNKNOWN, {}), places, taken
