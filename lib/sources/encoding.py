"""Which letters the bytes of a text file stand for, decided by evidence, and the same text as UTF-8."""

import codecs
import re
from dataclasses import dataclass

import pyarrow as pa

from lib.sources.polish_or_western import code_page

_PIECE = 1 << 20
_DAMAGE_SHARE = 0.02  # of the bytes above 127: fewer wrong ones than this are damage in a UTF-8 file, more mean another encoding
_HIGH = bytes(range(128, 256))
_MARKS = (  # the longer first: one begins with another
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_DAMAGE = "\udcff"  # half a pair: no decoder gives it
_MARK_DAMAGE = "mark damage"
codecs.register_error(_MARK_DAMAGE, lambda error: (_DAMAGE, error.end) if isinstance(error, UnicodeDecodeError) else ("?", getattr(error, "end", 0)))


@dataclass(frozen=True)
class Text:
    """A file's text as UTF-8 bytes without a byte order mark. ``damaged_lines`` hold bytes that mean nothing in ``encoding``."""

    content: bytes
    encoding: str
    damaged_lines: tuple[int, ...] = ()


def decode(content: bytes) -> Text:
    """The text of a file: by its byte order mark, else UTF-8 where it is valid, UTF-16 by its zeros, else cp1250 or cp1252."""
    if content.startswith(codecs.BOM_UTF8):
        return _utf8(content[3:], "utf-8 with BOM") or _repaired(content[3:], "utf-8 with BOM")
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _repaired(content[len(mark) :], encoding)
    zeros = _utf16_by_zeros(content)
    if zeros:
        return _repaired(content, zeros)
    valid = _utf8(content, "utf-8")
    if valid:
        return valid
    if _mostly_utf8(content):
        return _repaired(content, "utf-8")
    return _repaired(content, code_page(content))


def _utf8(content: bytes, name: str) -> Text | None:
    offsets = pa.array([0, len(content)], pa.int64()).buffers()[1]
    whole = pa.Array.from_buffers(pa.large_binary(), 1, [None, offsets, pa.py_buffer(content)])
    try:
        whole.cast(pa.large_string())  # validates without a copy
    except pa.ArrowInvalid:
        return None
    return Text(content, name)


def _utf16_by_zeros(content: bytes) -> str | None:
    """UTF-16 without a mark: in text of mostly Western letters every other byte is zero."""
    start = content[:4096]
    half = len(start) // 2
    if half and start[1::2].count(0) > 0.4 * half and start[0::2].count(0) < 0.02 * half:
        return "utf-16-le"
    if half and start[0::2].count(0) > 0.4 * half and start[1::2].count(0) < 0.02 * half:
        return "utf-16-be"
    return None


def _mostly_utf8(content: bytes) -> bool:
    high = wrong = 0
    decoder = codecs.getincrementaldecoder("utf-8")(_MARK_DAMAGE)
    for start in range(0, len(content), _PIECE):
        piece = content[start : start + _PIECE]
        high += len(piece) - len(piece.translate(None, _HIGH))
        wrong += decoder.decode(piece).count(_DAMAGE)
    return wrong <= max(1, high * _DAMAGE_SHARE) and high > 4 * wrong


def _repaired(content: bytes, encoding: str) -> Text:
    """The text with U+FFFD where bytes mean nothing, and the lines on which that is so; piece by piece, to spare memory."""
    decoder = codecs.getincrementaldecoder(encoding.removesuffix(" with BOM"))(_MARK_DAMAGE)
    pieces: list[bytes] = []
    damaged: list[int] = []
    line, carry = 1, ""
    for start in range(0, len(content), _PIECE):
        last = start + _PIECE >= len(content)
        text = carry + decoder.decode(content[start : start + _PIECE], final=last)
        carry = "\r" if text.endswith("\r") and not last else ""  # half of a line's end
        text = text[: len(text) - len(carry)]
        if _DAMAGE in text:
            damaged += [line + offset for offset, part in enumerate(_LINE_END.split(text)) if _DAMAGE in part]
            text = text.replace(_DAMAGE, "\ufffd")
        line += text.count("\n") + text.count("\r") - text.count("\r\n")
        pieces.append(text.encode())
    return Text(b"".join(pieces), encoding, tuple(dict.fromkeys(damaged)))
