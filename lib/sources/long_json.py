"""A JSON file of one object that holds long lists of messages, read message by message: memory does not grow with it.

The file is gone through twice: once for all that is not a message, its *frame*, then for the messages. So the order of
keys does not matter, and one message that makes no sense does not take the others with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from lib.errors import FileError
from lib.sources.json_file import breaks_off, parsed, pieces_of, shown_in
from lib.sources.json_structure import COMMA, OPEN_LIST, JsonStructure, Signs, held_back
from lib.sources.package import Package

_KEY = b'"messages"'
_MOST_FRAME = 1 << 25
_MOST_ELEMENT = 1 << 24
_Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Element:
    """One message's text. ``of``: which list it is of, counted from 0 in the order of the file; ``place``: which of the list, from 1."""

    of: int
    place: int
    content: bytes


@dataclass(frozen=True)
class LongJson:
    """``frame``: the file's value, in which each list called ``messages`` holds its number only; ``counts``: elements of each list."""

    package: Package
    name: str
    frame: Any
    counts: tuple[int, ...]

    @classmethod
    def of(cls, package: Package, name: str) -> "LongJson":
        """The file, once gone through; FileError where it breaks off, is nested too deep or is not sound JSON outside of its messages."""
        walk = _Walk(shown_in(package, name), keeps_elements=False)
        with package.open(name) as stream:
            counts: list[int] = []
            for piece in pieces_of(stream):
                for element in walk.take(piece):
                    counts += [0] * (element.of + 1 - len(counts))
                    counts[element.of] = element.place
        walk.end()
        return cls(package, name, parsed(bytes(walk.frame), walk.shown), tuple(counts + [0] * (walk.lists - len(counts))))

    @property
    def shown(self) -> str:
        """The file's name in words."""
        return shown_in(self.package, self.name)

    def elements(self) -> Iterator[Element]:
        """Each message's text, list by list, in the order of the file."""
        walk = _Walk(self.shown, keeps_elements=True)
        with self.package.open(self.name) as stream:
            for piece in pieces_of(stream):
                yield from walk.take(piece)


def list_number(value: Any) -> int | None:
    """Which list stood where the frame has ``value``; None where none did."""
    return value[0] if isinstance(value, list) and len(value) == 1 and type(value[0]) is int else None


class _Walk:
    """Cuts a text, given piece by piece, into frame and elements."""

    def __init__(self, shown: str, *, keeps_elements: bool) -> None:
        self.shown, self.lists, self.frame = shown, 0, bytearray()
        self._keeps = keeps_elements
        self._structure = JsonStructure(shown)
        self._back = b""
        self._base: int | None = None  # the depth inside of the list that is being read
        self._place = 0
        self._element = bytearray()  # what earlier blocks had of the element
        self._bytes = 0

    def take(self, piece: bytes) -> Iterator[Element]:
        block = self._back + piece
        wait = held_back(block)
        block, self._back = (block[:-wait], block[-wait:]) if wait else (block, b"")
        signs = self._structure.scan(block)
        self._bytes += len(block)
        at = turn = 0
        opens = np.flatnonzero(signs.signs == OPEN_LIST)
        ends: dict[int, tuple[_Places, _Places]] = {}  # by depth: a block may hold thousands of lists
        while True:
            if self._base is None:
                found = self._list_start(block, signs, at, opens[np.searchsorted(opens, turn) :])
                if found is None:
                    self._frame(block[at:])
                    return
                turn, at = found
            else:
                if self._base not in ends:
                    ends[self._base] = _ends(signs, self._base)
                every, closing = ends[self._base]
                over = closing[np.searchsorted(closing, turn) :][:1]
                here = slice(*np.searchsorted(every, (turn, over[0] + 1 if len(over) else len(signs.places))))
                for index in every[here].tolist():
                    place = int(signs.places[index])
                    yield from self._finish(block[at:place], closed=signs.signs[index] != COMMA)
                    turn, at = index + 1, place + 1
                    if signs.signs[index] != COMMA:
                        at, self._base = place, None
                        break
                else:
                    self._collect(block[at:])
                    return

    def end(self) -> None:
        """FileError where the text is not over yet."""
        if not self._structure.whole or self._back:
            where = f"after {self._bytes:,} bytes"
            breaks_off(self.shown, where if self._base is None else f"{where}, in the message after the first {self._place:,}")

    def _list_start(self, block: bytes, signs: Signs, at: int, opens: _Places) -> tuple[int, int] | None:
        """Goes on to the next list of messages: which sign comes next, and which byte. ``opens``: which of the signs open a list."""
        for index in map(int, opens):
            place = int(signs.places[index])
            before = (bytes(self.frame[-80:]) if place - at < 80 else b"") + block[max(at, place - 80) : place]
            key = before.rstrip().removesuffix(b":").rstrip()
            if key.endswith(_KEY) and not key.endswith(b"\\" + _KEY):
                self._frame(block[at : place + 1] + b"%d" % self.lists)
                self._base, self._place = int(signs.depths[index]), 0
                self.lists += 1
                return index + 1, place + 1
        return None

    def _frame(self, part: bytes) -> None:
        self.frame += part
        if len(self.frame) > _MOST_FRAME:
            raise FileError(f"{self.shown} is too large.", found=f"more than {_MOST_FRAME:,} bytes besides its messages", hint="export messages only")

    def _collect(self, part: bytes) -> None:
        self._element += part
        if len(self._element) > _MOST_ELEMENT:
            where = f"message {self._place + 1:,} has more than {_MOST_ELEMENT:,} bytes"
            raise FileError(f"{self.shown} is not an export of messages.", found=where, hint="export it again")

    def _finish(self, part: bytes, *, closed: bool) -> Iterator[Element]:
        self._collect(part)
        content = bytes(self._element)
        self._element.clear()
        if closed and not content.strip():
            return
        self._place += 1
        yield Element(self.lists - 1, self._place, content if self._keeps else b"")


def _ends(signs: Signs, base: int) -> tuple[_Places, _Places]:
    """Which signs end an element of a list at that depth, or the list; and those of them that end the list."""
    closes = (signs.signs != COMMA) & (signs.depths == base - 1)
    return np.flatnonzero(((signs.signs == COMMA) & (signs.depths == base)) | closes), np.flatnonzero(closes)
