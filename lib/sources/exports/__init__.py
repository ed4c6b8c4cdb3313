"""Exports of platforms: one file a platform, found by itself."""

from importlib import import_module
from pkgutil import iter_modules

from lib.errors import CommandError
from lib.sources.exports.platform import PLATFORMS, Export, Platform, Wishes
from lib.sources.package import Package

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["PLATFORMS", "Export", "Platform", "Wishes", "find", "recognised"]


def find(name: str) -> Platform:
    """The platform of that name; CommandError where there is none."""
    if name not in PLATFORMS:
        raise CommandError.unknown("platform", name, PLATFORMS)
    return PLATFORMS[name]


def recognised(package: Package) -> Platform | None:
    """The platform whose export this is, by its content; None where no platform knows it."""
    return next((one for one in PLATFORMS.values() if one.recognises(package)), None)
