"""The types of sources that can be configured: each declares itself in a file of its own in this package."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Protocol, Self, TypeVar

from lib.sources.origin import Origin


class Configurable(Protocol):
    """An origin's class: ``of(name, section)`` makes one from a section of the secrets, SettingError where that is wrong. It contacts nobody."""

    @classmethod
    def of(cls, name: str, section: Mapping[str, Any]) -> Self: ...


@dataclass(frozen=True)
class OriginType:
    """``shared``: keys that, where a section lacks them, come from a section of the secrets that several sources share."""

    name: str
    make: Callable[[str, Mapping[str, Any]], Origin] = field(repr=False)
    shared: Mapping[str, str] = field(default_factory=dict)


_types: dict[str, OriginType] = {}
Made = TypeVar("Made", bound=type[Configurable])


def origin_type(name: str, *, shared: Mapping[str, str] | None = None) -> Callable[[Made], Made]:
    """Registers a class as what ``type = "NAME"`` in a source's section means."""

    def register(made: Made) -> Made:
        make: Any = made.of
        _types[name] = OriginType(name, make, shared or {})
        return made

    return register


@cache
def _found() -> dict[str, OriginType]:
    for module in iter_modules([str(Path(__file__).parent)]):
        import_module(f"lib.sources.{module.name}")
    return _types


def origin_types() -> Mapping[str, OriginType]:
    """All types by name; the first call looks through this package."""
    return _found()
