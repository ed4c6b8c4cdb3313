"""What the whole of a column tells about its dates: whether the day or the month stands first, and whether a zone is needed."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from lib.errors import MappingError
from lib.intake.date_parts import trimmed
from lib.intake.layouts import Form, Layout, layouts
from lib.sources.delivery import DateOrder

_PIECE = 250_000


@dataclass(frozen=True)
class DateEvidence:
    """How many texts with the year last prove either order; a text that proves none; one that has no offset."""

    day_first: int = 0
    month_first: int = 0
    open_text: str | None = None
    local_text: str | None = None

    @classmethod
    def of(cls, texts: Any) -> "DateEvidence":
        """The evidence of a whole column."""
        total = cls()
        for start in range(0, len(texts), _PIECE):
            cells = trimmed(texts.slice(start, _PIECE))
            for layout, places, taken in layouts(cells):
                total += cls._of_layout(layout, places, taken, cells)
        return total

    @classmethod
    def _of_layout(cls, layout: Layout, places: Any, taken: Any, cells: Any) -> "DateEvidence":
        if layout.form not in (Form.YEAR_FIRST, Form.YEAR_LAST):
            return cls()
        local = None if layout.has_offset else cells[int(places[0])].as_py()
        if layout.form is Form.YEAR_FIRST:
            return cls(local_text=local)
        first, second = layout.number(taken, "first"), layout.number(taken, "second_part")
        undecided = np.flatnonzero((first <= 12) & (second <= 12) & (first != second))
        found = cells[int(places[undecided[0]])].as_py() if len(undecided) else None
        return cls(int(((first > 12) & (second <= 12)).sum()), int(((second > 12) & (first <= 12)).sum()), found, local)

    def __add__(self, other: "DateEvidence") -> "DateEvidence":
        return DateEvidence(
            self.day_first + other.day_first,
            self.month_first + other.month_first,
            self.open_text or other.open_text,
            self.local_text or other.local_text,
        )

    def order(self, label: str, given: DateOrder | None) -> DateOrder | None:
        """The order given, else the one proven by most; None where it makes no difference; MappingError where it must be asked for."""
        if given is not None:
            return given
        if self.day_first != self.month_first:
            return "dmy" if self.day_first > self.month_first else "mdy"
        if self.day_first == 0 and self.open_text is None:
            return None
        both = f"as many dates of the one order as of the other, {self.day_first} each"
        found = both if self.day_first else f"{self.open_text}, and no day after the 12th"
        what = f"The dates of {label} can be read with the day or with the month first."
        raise MappingError(what, found=found, hint="say which: --dates dmy or --dates mdy", asks="dates")

    def note(self, label: str, order: DateOrder | None) -> tuple[str, ...]:
        """How the column is read, in words, where that could be otherwise."""
        if order is None or not (self.day_first or self.month_first or self.open_text):
            return ()
        return (f"{label}: {'day before month' if order == 'dmy' else 'month before day'}",)
