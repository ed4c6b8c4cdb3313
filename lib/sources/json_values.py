"""Values of a JSON file of unknown quality, taken as what they ought to be."""

import json
from typing import Any

from lib.errors import FileError


def text_of(value: Any) -> str:
    """A text as it is, a number in its digits; empty for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def identifier(value: Any) -> str | None:
    """An id: a text that is not blank, or a whole number; None for anything else."""
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def mapped(value: Any) -> dict[str, Any]:
    """An object; an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    """A list; an empty one in place of anything else."""
    return value if isinstance(value, list) else []


def entries(value: Any, name: str) -> list[Any]:
    """The list that a whole file is; FileError where it is something else. ``name`` is the file's."""
    if not isinstance(value, list):
        raise FileError(f"{name} is not as it should be.", found=f"{_called(value)} where a list should be", hint="export it again; do not edit it by hand")
    return value


def in_short(value: Any) -> str:
    """A value as it can be shown beside a refusal."""
    try:
        return json.dumps(value, ensure_ascii=False)[:300]
    except (TypeError, ValueError):
        return str(value)[:300]


def _called(value: Any) -> str:
    if isinstance(value, dict):
        return "an object"
    return "nothing" if value is None else "a text" if isinstance(value, str) else "a single value"
