"""The headings of a table, found whatever their letter case, spaces and punctuation."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


def plain(heading: str) -> str:
    """A heading without what versions of a platform write differently: letter case, spaces, punctuation. ``#`` stays itself."""
    return re.sub(r"[\W_]+", "", heading.casefold()) or heading.strip()


@dataclass(frozen=True)
class Headings:
    """The columns of one table, in their order, as the file spells them."""

    columns: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.columns)

    def find(self, *wanted: str) -> str | None:
        """The first column that is called like one of ``wanted``, the first of them first; None where there is none."""
        spelled = {plain(column): column for column in reversed(self.columns)}
        return next((spelled[plain(name)] for name in wanted if plain(name) in spelled), None)

    def count(self, names: Iterable[str]) -> int:
        """How many of these names are there."""
        return sum(self.find(name) is not None for name in names)

    def have(self, *names: str) -> bool:
        """Whether all of these names are there."""
        return self.count(names) == len(names)

    def fields(self, **names: str | tuple[str, ...]) -> dict[str, str]:
        """Each field with the column that feeds it, by the names the platform gives that column; without those that are not there."""
        found = {field: self.find(*((wanted,) if isinstance(wanted, str) else wanted)) for field, wanted in names.items()}
        return {field: column for field, column in found.items() if column is not None}
