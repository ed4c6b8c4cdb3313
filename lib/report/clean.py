"""A report whose texts every kind of file can hold: names and reasons come from people and files, and may hold anything."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from lib.report.report import Report

_NOWHERE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML has no place for, and control characters that nobody sees."""


def clean(report: Report) -> Report:
    """The same report without characters that XML cannot hold."""
    found: Report = _clean(report)
    return found


def clean_text(text: str) -> str:
    """The same of one text."""
    return _NOWHERE.sub("", text)


def _clean(part: Any) -> Any:
    if isinstance(part, str):
        return clean_text(part) if type(part) is str else part
    if isinstance(part, tuple):
        return tuple(map(_clean, part))
    if isinstance(part, dict):
        return {_clean(key): _clean(value) for key, value in part.items()}
    if is_dataclass(part) and not isinstance(part, type):
        old = {field.name: getattr(part, field.name) for field in fields(part)}
        new = {name: _clean(value) for name, value in old.items()}
        return replace(part, **new) if new != old else part
    return part
