"""What a chart function gives: the drawing, and its finding in words for those who do not see it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Picture:
    """An Altair chart, and ``alt``: what it shows, in a sentence or two."""

    chart: Any
    alt: str
