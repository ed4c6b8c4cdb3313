"""How large a text may be to stand in a box: letters are measured as Arial has them, a little generously, since every office has its own lines."""

from bisect import bisect_left
from collections.abc import Sequence

_NARROW = set("ijlIft.,:;'|!()[]-/ \N{NO-BREAK SPACE}")
_WIDE = set("mwMWQOGЖШЩЮЫ@%—…")
LEADING = 1.22
SPARE = 1.04
"""Bold and other fonts take a little more."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Inches that a line takes at ``size`` points."""
    ems = sum(0.31 if letter in _NARROW else 0.86 if letter in _WIDE else 0.68 if letter.isupper() else 0.56 if ord(letter) < 0x2E80 else 1 for letter in text)
    return ems * size / 72 * SPARE * (1.06 if bold else 1)


def lines(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """How many lines it becomes in ``room`` inches; a word longer than a line is broken."""
    found = 0
    for paragraph in text.split("\n"):
        found, left = found + 1, room
        for word in paragraph.split(" "):
            need = width(f"{word} ", size, bold=bold)
            if need > left and left < room:
                found, left = found + 1, room
            while need > room:
                found, need = found + 1, need - room
            left -= need
    return found


def height(texts: Sequence[str], size: float, room: float, gap: float = 0, *, bold: bool = False) -> float:
    """Inches that paragraphs take; ``gap``: points between them."""
    return sum(lines(text, size, room, bold=bold) for text in texts) * size * LEADING / 72 + max(0, len(texts) - 1) * gap / 72


def fitted(texts: Sequence[str], room: tuple[float, float], sizes: Sequence[float], gap: float = 0, *, bold: bool = False) -> tuple[float, tuple[str, ...]]:
    """The largest of ``sizes``, largest first, at which ``texts`` fit a room of (width, height) inches, and what of them does at the smallest.

    What does not fit goes from the end: whole paragraphs first, and says how many; a lone one is shortened, with ``…``.
    """
    for size in sizes:
        if height(texts, size, room[0], gap, bold=bold) <= room[1]:
            return size, tuple(texts)
    size, kept = sizes[-1], list(texts)
    while len(kept) > 1:
        kept = kept[:-1]
        more = [*kept, f"… and {len(texts) - len(kept)} more, in the workbook"]
        if height(more, size, room[0], gap, bold=bold) <= room[1]:
            return size, tuple(more)
    text = kept[0] if kept else ""
    most = bisect_left(range(1, len(text) + 1), True, key=lambda end: height([f"{text[:end]} …"], size, room[0], bold=bold) > room[1])
    whole = text[:most].rpartition(" ")[0] if " " in text[:most] else text[:most]
    return size, (f"{whole} …",)
