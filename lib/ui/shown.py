"""What a card can show."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from lib.scope import Period
from lib.ui.drawing import Drawing
from lib.ui.view import View


@dataclass(frozen=True)
class Table:
    """How rows are shown as a table: Streamlit's column settings by column, and what the table says in words."""

    columns: Mapping[str, Any] = field(default_factory=dict)
    alt: str = ""


@dataclass(frozen=True)
class Shown:
    """What a card shows. ``rows`` are what its CSV holds: exactly what is seen. ``panels`` are pictures under a title line each.

    ``seen``: the rows as the table wants them, where a file cannot hold them so. ``options``: what its metric was asked with. ``days``: those
    that it is about, where they are not the page's.
    """

    rows: pd.DataFrame
    picture: Drawing | None = None
    panels: tuple[tuple[str, Drawing], ...] = ()
    table: Table | None = None
    foot: str = ""
    seen: pd.DataFrame | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    days: Period | None = None

    @property
    def charts(self) -> tuple[tuple[str, Drawing], ...]:
        """All its pictures, each under its heading."""
        return ((("", self.picture),) if self.picture else ()) + self.panels


@dataclass(frozen=True)
class TooFew:
    """Too little for a number that means anything: what there is, and from when on there is one."""

    what: str
    hint: str = "Widen the period, or choose fewer filters"
    label: str = "Too little to tell"


@dataclass(frozen=True)
class NoMatch:
    """Nothing of the kind ``noun`` within period and filters."""

    noun: str


Level = Literal["bad", "warning", "good"]
Rule = Callable[[View], Generator["Notice", None, bool]]
"""Finds what is unusual; gives back whether there was enough to look at."""


@dataclass(frozen=True)
class Notice:
    """One thing to look at: an icon with its colour, a title, a sentence, and the page where more is to be seen.

    ``level``: how serious it is; what is good needs no attention, and is told all the same.
    ``filters``: what the link sets there, as the address names it; everything else stays as it is.
    """

    icon: str
    title: str
    text: str
    page: str
    link: str
    filters: Mapping[str, str] = field(default_factory=dict)
    level: Level = "warning"


@dataclass(frozen=True)
class Notices:
    """What needs attention: first what is bad, last what is good; ``calm`` is said where there is nothing at all."""

    notices: tuple[Notice, ...]
    calm: str

    @property
    def pressing(self) -> int:
        """How many there are that are not good news."""
        return sum(notice.level != "good" for notice in self.notices)


Anything = Shown | TooFew | NoMatch | Notices
Content = Callable[[View], Anything]
