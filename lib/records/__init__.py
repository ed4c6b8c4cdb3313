"""The record kinds. A file in this package that declares a ``Kind`` is one; nothing else need be told of it."""

from importlib import import_module
from pkgutil import iter_modules

from lib.errors import CommandError
from lib.records.kind import Check, Fault, Field, Kind, Type, not_before

_ORDER = ("member", "activity", "ticket", "survey_response", "customer")


def _declared() -> dict[str, Kind]:
    found = {}
    for module in iter_modules(__path__):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, Kind):
                found[value.name] = value
    first = {name: found[name] for name in _ORDER}
    return first | found


KINDS: dict[str, Kind] = _declared()
"""Every record kind by name; the ones most people bring come first."""


def kind(name: str) -> Kind:
    """The record kind called ``name``; CommandError names the known ones."""
    if name not in KINDS:
        raise CommandError.unknown("record kind", name, KINDS)
    return KINDS[name]


__all__ = ["KINDS", "Check", "Fault", "Field", "Kind", "Type", "kind", "not_before"]
