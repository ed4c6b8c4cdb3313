"""A JSON file as a platform writes it, read so that nothing in it can do harm.

Of a key that stands twice the last counts. Numbers that are none (``NaN``) are null, numbers of more than 40 digits stay
texts, bytes that mean nothing are U+FFFD.
"""

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Never

from lib.errors import FileError
from lib.sources.json_structure import JsonStructure
from lib.sources.package import Package

MOST_WHOLE = 1 << 27
"""Bytes of a file that is read whole."""
_PIECE = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", 3),
    (codecs.BOM_UTF32_LE, "utf-32-le", 4),
    (codecs.BOM_UTF32_BE, "utf-32-be", 4),
    (codecs.BOM_UTF16_LE, "utf-16-le", 2),
    (codecs.BOM_UTF16_BE, "utf-16-be", 2),
    (b"{\0", "utf-16-le", 0),
    (b"[\0", "utf-16-le", 0),
    (b"\0{", "utf-16-be", 0),
    (b"\0[", "utf-16-be", 0),
)
_LONGEST_NUMBER = 40
_AGAIN = "export it again; a download that broke off, or an edit by hand, is the usual reason"


def read_json(package: Package, name: str) -> Any:
    """The value that a file holds; FileError where it is too large, too deep, or not sound JSON."""
    shown = shown_in(package, name)
    content = b"".join(_in_utf8(package.read(name, MOST_WHOLE)))
    structure = JsonStructure(shown)
    structure.scan_whole(content)
    if not structure.whole:
        breaks_off(shown, f"after {len(content):,} bytes")
    return parsed(content, shown)


def parsed(content: bytes, shown: str) -> Any:
    """The value of a text in UTF-8 that is known not to be nested too deep; FileError where it is not sound JSON."""
    if not content.strip():
        raise FileError(f"{shown} is empty.", hint="export it again")
    try:
        return json.loads(content.decode("utf-8", "replace"), strict=False, parse_int=_integer, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        raise FileError(f"{shown} is not sound JSON.", found=f"line {error.lineno}, column {error.colno}: {error.msg}", hint=_AGAIN) from None


def pieces_of(stream: BinaryIO) -> Iterator[bytes]:
    """The text of a stream as UTF-8, piece by piece."""
    piece = stream.read(_PIECE)
    encoding, skip = _encoding(piece)
    piece = piece[skip:]
    decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)("replace")
    while piece:
        yield piece if decoder is None else decoder.decode(piece).encode("utf-8", "replace")
        piece = stream.read(_PIECE)


def start_of(package: Package, name: str) -> str:
    """A file's first 64 KB as text, to recognise it by."""
    return b"".join(_in_utf8(package.start(name))).decode("utf-8", "ignore")


def shown_in(package: Package, name: str) -> str:
    """How a file is called in words."""
    return name if package.is_single else f"{name} in {package.name}"


def breaks_off(shown: str, where: str) -> Never:
    """FileError for a text that ends before it is over."""
    raise FileError(f"{shown} breaks off.", found=f"its end {where}, with brackets or quotes still open", hint=_AGAIN)


def _encoding(start: bytes) -> tuple[str, int]:
    return next(((encoding, skip) for mark, encoding, skip in _MARKS if start.startswith(mark)), ("utf-8", 0))


def _in_utf8(content: bytes) -> list[bytes]:
    encoding, skip = _encoding(content)
    return [content[skip:] if encoding == "utf-8" else content[skip:].decode(encoding, "replace").encode("utf-8", "replace")]


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits
