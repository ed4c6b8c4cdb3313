"""Numbers, with a decimal point or, where the whole column shows it, a decimal comma."""

from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lib.intake.parsed import CellFault, Mask, Parsed, as_mask, fault

_PLAIN = r"\A[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?\z"
_WITH_POINT = r"\A[+-]?[0-9]*\.[0-9]+\z"
_COMMA = r"\A[+-]?[0-9]*,[0-9]+\z"
_OPEN = r"\A[+-]?[1-9][0-9]{0,2},[0-9]{3}\z"  # 1,234: a decimal or a thousand
_GROUPED = r"\A[+-]?[0-9]{1,3}([ \x{00A0}\x{202F}',.][0-9]{3})+([.,][0-9]+)?\z"
_WHOLE = r"\A[+-]?[0-9]+(\.0*)?\z"
_PERCENT = r"%\s*\z"
_LARGEST = "9223372036854775807"


@dataclass(frozen=True)
class NumberReading:
    """How one column's texts become numbers. ``low`` and ``high`` bound them, both included; ``doc`` says what they mean."""

    whole: bool
    low: float | None
    high: float | None
    doc: str
    comma: bool
    notes: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, texts: Any, label: str, *, whole: bool, low: float | None, high: float | None, doc: str) -> "NumberReading":
        """The reading that the whole column asks for: a comma is decimal where commas prove it and more often than points do."""
        cells = pc.utf8_trim_whitespace(texts)
        commas = pc.match_substring_regex(cells, _COMMA)
        proofs = int(pc.sum(pc.and_not(commas, pc.match_substring_regex(cells, _OPEN))).as_py() or 0)
        points = int(pc.sum(pc.match_substring_regex(cells, _WITH_POINT)).as_py() or 0) if proofs else 0
        comma = proofs > points
        return cls(whole, low, high, doc, comma, (f"{label}: decimal comma",) if comma else ())

    def read(self, texts: Any) -> Parsed:
        """The numbers of a piece of the column."""
        cells = pc.utf8_trim_whitespace(texts)
        empty = as_mask(pc.equal(cells, ""))
        plain = pc.match_substring_regex(cells, _PLAIN)
        if self.comma:
            commas = pc.match_substring_regex(cells, _COMMA)
            points = pc.match_substring(cells, ".")
            readable = pc.or_(commas, pc.and_not(plain, points))
            spelled = pc.replace_substring(cells, ",", ".")
        else:
            readable, spelled = plain, cells
        good = as_mask(readable)
        faults = list(self._unreadable(cells, ~good & ~empty))
        spelled = pc.if_else(pa.array(good), spelled, None)
        values, more, good = self._whole(spelled, good) if self.whole else self._real(spelled, good)
        faults += more
        return self._bounded(values, good, faults)

    def _unreadable(self, cells: Any, where: Mask) -> list[CellFault]:
        if not where.any():
            return []
        mark = "comma" if self.comma else "point"
        commas = as_mask(pc.match_substring_regex(cells, _COMMA)) & where
        grouped = as_mask(pc.match_substring_regex(cells, _GROUPED)) & where & ~commas
        dotted = as_mask(pc.match_substring_regex(cells, _PLAIN)) & where & ~grouped
        percent = as_mask(pc.match_substring_regex(cells, _PERCENT)) & where
        rest = where & ~commas & ~grouped & ~dotted & ~percent
        return [
            *fault(commas, "write 1234 without a comma, or 1.234 with a point", "A comma that may be decimal or part the thousands"),
            *fault(grouped, f"write it without separators, with a decimal {mark}", "Parted thousands"),
            *fault(dotted, "write a comma here too, or points everywhere", "A decimal point in a column of decimal commas"),
            *fault(percent, "write the number alone", "A percentage, not a number"),
            *fault(rest, f"write digits, with a decimal {mark}", "Not a number"),
        ]

    def _whole(self, spelled: Any, good: Mask) -> tuple[Any, list[CellFault], Mask]:
        digits = pc.replace_substring_regex(spelled, r"\A\+", "")
        short = as_mask(pc.match_substring_regex(digits, _WHOLE))
        broken = good & ~short
        digits = pc.replace_substring_regex(digits, r"\.0*\z", "")
        bare = pc.utf8_ltrim(pc.utf8_ltrim(digits, "-"), "0")
        length = pc.utf8_length(bare)
        wide = as_mask(pc.greater(length, 19)) | as_mask(pc.and_(pc.equal(length, 19), pc.greater(bare, _LARGEST)))
        large = good & short & wide
        good = good & short & ~wide
        values = pc.if_else(pa.array(good), digits, None).cast(pa.int64())
        hint = "it must be a whole number"
        return values, [*fault(broken, hint, "Not a whole number"), *fault(large, "it must be below 9,223,372,036,854,775,808", "Too large")], good

    def _real(self, spelled: Any, good: Mask) -> tuple[Any, list[CellFault], Mask]:
        values = spelled.cast(pa.float64())
        endless = good & as_mask(pc.is_inf(values))
        good = good & ~endless
        return pc.if_else(pa.array(good), values, None), list(fault(endless, "write a smaller number", "Too large")), good

    def _bounded(self, values: Any, good: Mask, faults: list[CellFault]) -> Parsed:
        for bound, beyond, word in ((self.low, pc.less, "below"), (self.high, pc.greater, "above")):
            if bound is None:
                continue
            out = as_mask(beyond(values, pa.scalar(bound, values.type if float(bound).is_integer() or not self.whole else pa.float64())))
            faults += fault(out, self.doc, f"{word.capitalize()} {bound:g}")
            good = good & ~out
        values = pc.if_else(pa.array(good), values, None)
        return Parsed(values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values, tuple(faults))
