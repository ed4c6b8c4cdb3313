"""What a check of the data says."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pandas as pd

from lib.wording import share

Severity = Literal["act", "look", "unknown", "fine"]
"""``act``: numbers are wrong until somebody acts. ``look``: it may be as it should, or not. ``unknown``: it cannot be told. ``fine``: nothing to do."""
SEVERITIES: tuple[Severity, ...] = ("act", "look", "unknown", "fine")
"""The most serious first."""
Place = Literal["", "upload", "snapshots", "settings", "sources", "people"]
"""Where something can be done about it."""
MOST_ROWS = 1000
"""Rows behind a finding; the count says how many there are."""


@dataclass(frozen=True)
class Finding:
    """What was found. ``sentence`` says what and how much, in plain text; ``to_do`` what helps, empty where nothing need be done.

    ``count``: how many are concerned, ``of`` so many that were looked at; None where there is no number. ``since``: the first day concerned.
    ``rows``: what lies behind, at most MOST_ROWS, without personal fields. ``hours``: source, hour (0 to 23, local), activities; where there is
    a picture of the day. ``for_analysts``: columns of ``rows`` that may quote a source or name a place: readers do not see them.
    """

    severity: Severity
    sentence: str
    to_do: str = ""
    where: Place = ""
    count: int | None = None
    of: int | None = None
    since: date | None = None
    rows: pd.DataFrame = field(default_factory=pd.DataFrame)
    hours: pd.DataFrame | None = None
    for_analysts: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        """0 to 1; None where it is not known."""
        return self.count / self.of if self.count is not None and self.of else None

    def amount(self, counts: str) -> str:
        """``12 of 1,204 threads (1.0%)``, where ``counts`` names what is counted; empty where there is no number."""
        if self.count is None or self.of is None:
            return ""
        return f"{self.count:,} of {self.of:,} {counts} ({part(self.count, self.of)})" if self.of else ""


def part(count: int, of: int) -> str:
    """A share that neither hides a few among many nor calls nearly all everything: ``under 0.1%``, ``0.4%``, ``12%``, ``over 99%``."""
    if not of:
        return share(None)
    value = count / of
    if 0 < value < 0.001:
        return "under 0.1%"
    if 0.99 < value < 1:
        return "over 99%"
    return share(value, 0 if value >= 0.0995 or value == 0 else 1)
