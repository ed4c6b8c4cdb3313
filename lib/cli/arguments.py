"""How the words of an argument are read. Each raises ``ArgumentTypeError``, which names the argument."""

from argparse import ArgumentTypeError
from collections.abc import Iterable
from datetime import date

from lib.errors import CommandError


def day(text: str) -> date:
    """A day as 2026-03-15."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is not a day; write it like 2026-03-15") from None


def pair(text: str) -> tuple[str, str]:
    """``NAME=TEXT``, cut at the first equals sign; the text may be empty."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise ArgumentTypeError(f"{text!r} is not like NAME=VALUE")
    return name.strip(), value


def count(text: str) -> int:
    """A whole number of at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is not a whole number of at least 1")
    return int(text)


def each_once(pairs: Iterable[tuple[str, str]], option: str) -> dict[str, str]:
    """The pairs by name; CommandError where a name is given two values."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if found.setdefault(name, value) != value:
            raise CommandError(f"{option} {name} is given twice.", found=f"{found[name]!r} and {value!r}", hint="leave one out")
    return found
