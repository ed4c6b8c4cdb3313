"""Values as a database gives them, as texts that say the same: nothing is rounded, and no zone is guessed."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

_NO_TEXT = {0: "\ufffd"} | dict.fromkeys(range(55296, 57344), "�")


class HoldsBytes(Exception):
    """A column holds bytes, which are no text."""


def texts(values: Sequence[Any], *, utc: bool = False) -> list[str]:
    """One text a value, an empty one for null; HoldsBytes for bytes. ``utc``: times without an offset are UTC, as the database says.

    Times keep their offset or have none; lists and objects become JSON.
    """
    kinds = set(map(type, values))
    kinds.discard(type(None))
    if kinds <= {str}:
        return [_sound(value) if value else "" for value in values]
    if kinds <= {int}:
        return ["" if value is None else str(value) for value in values]
    return ["" if value is None else _text(value, utc) for value in values]


def _text(value: Any, utc: bool) -> str:
    match value:
        case str():
            return _sound(value)
        case bool():
            return "true" if value else "false"
        case datetime():
            return (value.replace(tzinfo=UTC) if utc and value.tzinfo is None else value).isoformat()
        case date() | time():
            return value.isoformat()
        case Decimal():
            return format(value, "f") if value.is_finite() else str(value)
        case bytes() | bytearray() | memoryview():
            raise HoldsBytes
        case dict() | list() | tuple() | set():
            return _sound(json.dumps(list(value) if isinstance(value, set) else value, ensure_ascii=False, default=_inner))
        case timedelta():
            return str(value)
    return str(value)


def _inner(value: Any) -> str:
    return _text(value, False)


def _sound(text: str) -> str:
    """The text without what no store takes: zero bytes and halves of letters become U+FFFD."""
    if text.isascii():
        return text.replace("\0", "\ufffd") if "\0" in text else text
    return text.translate(_NO_TEXT) if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text) else text
