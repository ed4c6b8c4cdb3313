"""The metrics by name. A function with ``@metric`` above it, in any file of this package, is one."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from keyword import iskeyword
from typing import Literal

import pandas as pd

from lib.errors import CommandError
from lib.scope import Scope
from lib.store import Store

Data = Literal["activity", "ticket", "survey_response", "customer", "idea", "mention", "programme_cost", "reported_series"]
Better = Literal["higher", "lower"]


@dataclass(frozen=True)
class Metric:
    """A declared metric: what it is called, what it counts in, and how it is computed.

    ``better`` is the direction that is desirable, None where neither is. ``data`` is the record kind it is about: its
    days are the default period. ``options`` maps each option to its allowed values, the first being the default; an
    empty tuple allows any text and defaults to None.
    """

    name: str
    title: str
    unit: str
    better: Better | None
    data: Data
    options: Mapping[str, tuple[str, ...]]
    compute: Callable[..., pd.DataFrame] = field(repr=False)

    @property
    def definition(self) -> str:
        """The docstring: what people read in the app, the command line and the dictionary."""
        return inspect.cleandoc(self.compute.__doc__ or "")

    def __call__(self, store: Store, scope: Scope, options: Mapping[str, str] | None = None) -> pd.DataFrame:
        """The metric's table, all its statements reading one version of the store; CommandError for a wrong option."""
        with store.reading():
            return self.compute(store, scope, **{_parameter(name): value for name, value in self._checked(options or {}).items()})

    def _checked(self, options: Mapping[str, str]) -> dict[str, str]:
        for name, value in options.items():
            if name not in self.options:
                known = ", ".join(self.options) or "none"
                raise CommandError(f"{self.name} has no option {name!r}.", found=f"its options: {known}", hint="leave it out")
            if self.options[name] and value not in self.options[name]:
                raise CommandError.unknown(f"{name} for {self.name}", value, self.options[name])
        return dict(options)


def _parameter(option: str) -> str:
    """The function's parameter for an option; one that is called as a word of Python, like from, ends with an underscore."""
    return f"{option}_" if iskeyword(option) else option


METRICS: dict[str, Metric] = {}


def metric(
    *, title: str, unit: str, better: Better | None = None, data: Data = "activity", options: Mapping[str, tuple[str, ...]] | None = None
) -> Callable[[Callable[..., pd.DataFrame]], Callable[..., pd.DataFrame]]:
    """Registers ``function(store, scope, **options) -> tidy DataFrame`` under its own name."""

    def register(function: Callable[..., pd.DataFrame]) -> Callable[..., pd.DataFrame]:
        METRICS[function.__name__] = Metric(function.__name__, title, unit, better, data, options or {}, function)
        return function

    return register


def find(name: str) -> Metric:
    """The metric called ``name``; CommandError names a near one."""
    if name not in METRICS:
        raise CommandError.unknown("metric", name, METRICS)
    return METRICS[name]
