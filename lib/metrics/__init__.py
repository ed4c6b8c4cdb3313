"""Metrics: declared functions ``(store, scope) → tidy DataFrame``. Columns and rules are a contract."""

from importlib import import_module
from pkgutil import iter_modules

from lib.metrics.registry import METRICS, Metric, find, metric

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["METRICS", "Metric", "find", "metric"]
