"""A configured source: somewhere outside that is asked for rows again and again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from lib.sources.delivery import Delivery

Progress = Callable[[str, float], None]
"""Told a step in words, and the share of it that is done, 0 to 1; 0 where nobody knows."""


@dataclass(frozen=True)
class Chunk:
    """Some rows of a source. ``cursor``: where to go on once they are in; None for a source that is always read from its start."""

    delivery: Delivery
    cursor: str | None = None


class Origin(Protocol):
    """A source as it is configured under its name. Nothing is contacted before one of its methods is called."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The record kinds it brings, in the order they are to be read."""

    @property
    def shown(self) -> str:
        """Where it is, in words that may be shown: no password, no key."""

    def chunks(self, kind: str, after: str | None, tell: Progress) -> Iterator[Chunk]:
        """The rows of a kind, those from the cursor ``after`` on, or all; SourceError where they cannot be had, SettingError where its section is wrong."""

    def check(self) -> str:
        """What was reached, in words; SourceError or SettingError where it was not."""
