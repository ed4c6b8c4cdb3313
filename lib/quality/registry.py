"""The checks by name. A function with ``@check`` above it, in any file of this package, is one."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field

from lib.quality.finding import Finding
from lib.store import Store

Look = Callable[[Store], Finding | None]


@dataclass(frozen=True)
class Check:
    """A declared check: what it is called, what its numbers count, and how it looks.

    ``keeps``: what it finds holds for as long as the records stay as they are.
    """

    name: str
    title: str
    counts: str
    keeps: bool
    look: Look = field(repr=False)

    @property
    def definition(self) -> str:
        """The docstring: how it is decided, as people read it on the page."""
        return inspect.cleandoc(self.look.__doc__ or "")

    def __call__(self, store: Store) -> Finding | None:
        """What it finds, all its statements reading one version of the store; None where there are no records to look at."""
        with store.reading():
            return self.look(store)


CHECKS: dict[str, Check] = {}


def check(*, title: str, counts: str, keeps: bool = True) -> Callable[[Look], Look]:
    """Registers ``function(store) -> Finding | None`` under its own name."""

    def register(function: Look) -> Look:
        CHECKS[function.__name__] = Check(function.__name__, title, counts, keeps, function)
        return function

    return register
