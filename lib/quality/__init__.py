"""Data quality: declared checks ``store → Finding``. What is wrong with the data, how much of them, and what to do."""

from importlib import import_module
from pkgutil import iter_modules

from lib.quality.finding import Finding, Severity
from lib.quality.registry import CHECKS, Check, check

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["CHECKS", "Check", "Finding", "Severity", "check"]
