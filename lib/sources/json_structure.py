"""Where the brackets and commas of a JSON text lie, and how deep: told block by block, before anything is made of it."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lib.errors import FileError

MOST_DEPTH = 200
MOST_VALUES = 8_000_000
"""Of a text that is read whole: a value takes far more room than the three bytes it can be written with."""
_PIECE = 1 << 20
OPEN_LIST, COMMA = ord("["), ord(",")
_QUOTE = ord('"')
_SIGNS = np.zeros(256, bool)
_SIGNS[[ord(sign) for sign in "[]{},"]] = True
_STEP = np.zeros(256, np.int64)
_STEP[[ord("["), ord("{")]] = 1
_STEP[[ord("]"), ord("}")]] = -1


class Signs(NamedTuple):
    """Brackets and commas outside of texts: their places in the block, what they are, and the depth after each."""

    places: npt.NDArray[np.int64]
    signs: npt.NDArray[np.uint8]
    depths: npt.NDArray[np.int64]


@dataclass
class JsonStructure:
    """Goes along with a text. ``name`` is the file's, for the error. Ends ``whole`` where every bracket and text has closed."""

    name: str
    depth: int = 0
    in_text: bool = False

    @property
    def whole(self) -> bool:
        return self.depth == 0 and not self.in_text

    def scan_whole(self, content: bytes) -> None:
        """Goes through all of a text, in pieces; FileError where it is nested too deep or holds too many values."""
        values = at = 0
        while at < len(content):
            block = content[at : at + _PIECE]
            block = block[: len(block) - held_back(block)] or block
            values += len(self.scan(block).places)
            at += len(block)
            if values > MOST_VALUES:
                found = f"more than {MOST_VALUES:,} values in one file"
                raise FileError(f"{self.name} is too large.", found=found, hint="export a shorter time at once")

    def scan(self, block: bytes) -> Signs:
        """What the block holds, which must not end between a backslash and what it escapes; FileError where it is nested too deep."""
        plain = block.replace(b"\\\\", b"__").replace(b'\\"', b"__")
        letters = np.frombuffer(plain, np.uint8)
        quotes = np.flatnonzero(letters == _QUOTE)
        places = np.flatnonzero(_SIGNS[letters])
        if len(quotes) or self.in_text:
            places = places[(np.searchsorted(quotes, places) + self.in_text) % 2 == 0]
        signs = letters[places]
        depths = self.depth + np.cumsum(_STEP[signs])
        if len(depths):
            deepest = int(depths.max())
            if deepest > MOST_DEPTH:
                raise FileError(
                    f"{self.name} is nested too deep.",
                    found=f"more than {MOST_DEPTH} brackets within one another",
                    hint="no platform exports such a thing; export it again",
                )
            if int(depths.min()) < 0:
                raise FileError(f"{self.name} is not sound JSON.", found="a bracket closes that never opened", hint="export it again; do not edit it by hand")
            self.depth = int(depths[-1])
        self.in_text ^= len(quotes) % 2 == 1
        return Signs(places, signs, depths)


def held_back(block: bytes) -> int:
    """How many bytes at the block's end wait for what follows: a backslash that escapes the next."""
    return (len(block) - len(block.rstrip(b"\\"))) % 2
