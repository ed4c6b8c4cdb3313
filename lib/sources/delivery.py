"""What a source hands over: rows of one record kind, with what their columns mean, ready for the one intake."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lib.sources.raw_table import RawTable

DateOrder = Literal["dmy", "mdy"]


@dataclass(frozen=True)
class Delivery:
    """``kind`` names the record kind. ``columns``: which column of the table feeds a field; ``texts``: a constant or template that does.

    ``zone`` is that of times without an offset, None where there are none; ``dates`` the order of day and month.
    """

    kind: str
    table: RawTable
    columns: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)
    zone: str | None = None
    dates: DateOrder | None = None
