"""A text with places for a row's cells: ``q{id}``, ``{#}`` for the row's number, ``{{`` for a brace itself."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from lib.errors import MappingError
from lib.sources.raw_table import NUMBER

ROW_NUMBER = "#"
_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")


@dataclass(frozen=True)
class Template:
    """A constant, or a text made anew for each row. A row in which a place is empty gives an empty text, not the rest of it."""

    text: str

    @cached_property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """Each part: its text, and whether that is the name of a place. MappingError for a brace without its other half."""
        found = []
        for match in _PART.finditer(self.text):
            if match[0] in ("{", "}"):
                raise MappingError(
                    f"The text {self.text!r} has a {match[0]} without its other half.", hint="write {{ or }} for a brace itself, {column} for a cell"
                )
            if match[1] is not None:
                found.append((match[1].strip(), True))
            else:
                found.append((match[0].replace("{{", "{").replace("}}", "}"), False))
        return tuple(found)

    @property
    def places(self) -> tuple[str, ...]:
        """Names of the columns it takes cells from, ``#`` for the row's number."""
        return tuple(dict.fromkeys(text for text, is_place in self.parts if is_place))

    @property
    def constant(self) -> str | None:
        """The text itself where it has no place."""
        return None if self.places else "".join(text for text, _ in self.parts)

    def renamed(self, names: Callable[[str], str]) -> "Template":
        """The same with its places under other names."""
        return Template("".join("{" + names(text) + "}" if is_place else text.replace("{", "{{").replace("}", "}}") for text, is_place in self.parts))

    def fill(self, rows: pa.Table, columns: Iterable[str]) -> Any:
        """One text a row of ``RawTable.cells``, whose columns are called ``columns``. A column called ``#`` is that column."""
        names = list(columns)
        parts: list[Any] = []
        empty: Any = None
        for text, is_place in self.parts:
            if not is_place:
                parts.append(pa.scalar(text))
            elif text == ROW_NUMBER and text not in names:
                parts.append(rows[NUMBER].cast(pa.string()))
            else:
                cell = pc.utf8_trim_whitespace(rows.column(names.index(text)))
                here = pc.equal(cell, "")
                empty = here if empty is None else pc.or_(empty, here)
                parts.append(cell)
        if all(isinstance(part, pa.Scalar) for part in parts):
            return pa.chunked_array([pa.repeat(pa.scalar(self.constant), rows.num_rows)])
        joined = pc.binary_join_element_wise(*parts, "")
        return joined if empty is None else pc.if_else(empty, "", joined)
