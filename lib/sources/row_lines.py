"""On which physical line each row starts, from the bytes alone, and proof that nobody could cut them otherwise.

A quote that opens stands at the start of a cell, one that closes at its end, one inside is doubled. Where every quote
of the text obeys this, rows end at exactly the line ends outside quotes, for every reader of RFC 4180.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

_PIECE = 1 << 20
_QUOTE, _NEWLINE, _RETURN = 34, 10, 13
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class RowLines:
    """The line each row that is not blank starts on, and whether some cell holds a line end."""

    starts: Places
    cells_hold_newlines: bool


def row_lines(content: bytes, start: int, delimiter: str, first_line: int) -> RowLines | None:
    """Lines of the rows in ``content`` from byte ``start``, which is on ``first_line``; None where the proof fails.

    It fails for a quote that stands where none may, an odd number of them, or a carriage return that ends a line alone.
    """
    body = np.frombuffer(content, np.uint8)[start:]
    found = _Found(ord(delimiter), returns=content.find(b"\r", start) >= 0)
    for begin in range(0, len(body), _PIECE):
        if not found.scan(body, begin, min(begin + _PIECE, len(body))):
            return None
    if found.quotes % 2:
        return None
    ends = np.concatenate([np.full(1, -1, np.int64), *found.ends])
    starts = np.concatenate([np.full(1, first_line, np.int64), *(first_line + lines for lines in found.lines)])
    begins = ends + 1
    if begins[-1] == len(body):  # the last line end ends the text
        begins, starts = begins[:-1], starts[:-1]
    first = body[begins]
    blank = (first == _NEWLINE) | ((first == _RETURN) & (body[np.minimum(begins + 1, len(body) - 1)] == _NEWLINE))
    return RowLines(starts[~blank], len(ends) - 1 < found.newlines)


@dataclass
class _Found:
    """What the pieces scanned so far hold."""

    delimiter: int
    returns: bool  # whether there are carriage returns
    quotes: int = 0
    newlines: int = 0
    ends: list[Places] = field(default_factory=list)  # of rows: line ends outside quotes
    lines: list[Places] = field(default_factory=list)  # how many lines begin up to each of them

    def scan(self, body: npt.NDArray[np.uint8], begin: int, end: int) -> bool:
        """Takes up the piece; whether its quotes and carriage returns all stand where they may."""
        piece = _with_neighbours(body, begin, end)
        quotes = np.flatnonzero(piece[1:-1] == _QUOTE)
        newlines = np.flatnonzero(piece[1:-1] == _NEWLINE)
        if self.returns and not (piece[2:].take(np.flatnonzero(piece[1:-1] == _RETURN)) == _NEWLINE).all():
            return False
        ordinals = np.arange(self.newlines + 1, self.newlines + 1 + len(newlines))
        self.newlines += len(newlines)
        opening = self.quotes % 2
        before, after = piece.take(quotes[opening::2]), piece[2:].take(quotes[1 - opening :: 2])
        opens = (before == _QUOTE) | (before == self.delimiter) | (before == _NEWLINE)
        closes = (after == _QUOTE) | (after == self.delimiter) | (after == _NEWLINE) | (after == _RETURN)
        if not (opens.all() and closes.all()):
            return False
        if len(quotes) or opening:
            outside = (np.searchsorted(quotes, newlines) + opening) % 2 == 0
            newlines, ordinals = newlines[outside], ordinals[outside]
        self.quotes += len(quotes)
        self.ends.append(begin + newlines)
        self.lines.append(ordinals)
        return True


def _with_neighbours(body: npt.NDArray[np.uint8], begin: int, end: int) -> npt.NDArray[np.uint8]:
    """A piece with the byte before and the byte after it: line ends, where the text begins and ends."""
    if begin and end < len(body):
        return body[begin - 1 : end + 1]
    edge = np.full(1, _NEWLINE, np.uint8)
    return np.concatenate([body[begin - 1 : begin] if begin else edge, body[begin:end], body[end : end + 1] if end < len(body) else edge])
