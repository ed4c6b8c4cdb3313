"""On which physical line each row starts, from the bytes alone, and proof that nobody could cut them otherwise.

A quote that opens stands at the start of a cell, one that closes at its end, one inside is doubled. Where every quote
of the text obeys this, rows end at exactly the line ends outside quotes, for every reader of RFC 4180.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_PIECE = 8 << 20
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
    if content.count(b"\r", start) != content.count(b"\r\n", start):
        return None
    body = np.frombuffer(content, np.uint8)[start:]
    newlines = _places(body, _NEWLINE)
    quotes = _places(body, _QUOTE) if content.find(b'"', start) >= 0 else np.empty(0, np.int64)
    if not _plain(body, quotes, ord(delimiter)):
        return None
    outside = np.searchsorted(quotes, newlines) % 2 == 0 if len(quotes) else np.ones(len(newlines), bool)
    ends = newlines[outside]
    lines = first_line + 1 + np.flatnonzero(outside)
    begins = np.concatenate([np.zeros(1, np.int64), ends + 1])
    starts = np.concatenate([np.full(1, first_line, np.int64), lines])
    if begins[-1] == len(body):  # the last line end ends the text
        begins, starts = begins[:-1], starts[:-1]
    blank = (body[begins] == _NEWLINE) | ((body[begins] == _RETURN) & (body[np.minimum(begins + 1, len(body) - 1)] == _NEWLINE))
    return RowLines(starts[~blank], bool(len(ends) < len(newlines)))


def _places(body: npt.NDArray[np.uint8], byte: int) -> Places:
    """Where ``byte`` stands, found piece by piece, to spare memory."""
    found = [np.flatnonzero(body[start : start + _PIECE] == byte) + start for start in range(0, len(body), _PIECE)]
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _plain(body: npt.NDArray[np.uint8], quotes: Places, delimiter: int) -> bool:
    if len(quotes) == 0:
        return True
    if len(quotes) % 2:
        return False
    openers, closers = quotes[0::2], quotes[1::2]
    doubled = openers[1:] == closers[:-1] + 1
    before = body[np.maximum(openers - 1, 0)]
    opens = (openers == 0) | (before == delimiter) | (before == _NEWLINE)
    opens[1:] |= doubled
    after = body[np.minimum(closers + 1, len(body) - 1)]
    closes = (closers == len(body) - 1) | (after == delimiter) | (after == _NEWLINE) | (after == _RETURN)
    closes[:-1] |= doubled
    return bool(opens.all() and closes.all())
