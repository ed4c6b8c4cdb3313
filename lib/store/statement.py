"""A statement that was run: as SQL that a person can read and run again, and which tables it looks at."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import Select

from lib.store.tables import RECORDS, metadata

ROLLUPS = {"identity": ("member", "activity"), "member_day": ("activity", "member"), "thread": ("activity", "member")}
"""The kinds of record that each rollup is made from."""
_READ_FROM = re.compile(r"(?:\bFROM|\bJOIN|,)\s+(\w+)\b(?![.(])")


@dataclass(frozen=True, eq=False)
class Statement:
    """A statement and the engine's dialect that it was run in."""

    select: Select[*tuple[Any, ...]]
    dialect: Any = field(repr=False)

    @cached_property
    def sql(self) -> str:
        """As the engine reads it, values written in."""
        # with parameters by name no per cent sign is doubled, as it is where they are marked by one
        by_name = type(self.dialect)(paramstyle="named")
        compiled = self.select.compile(dialect=by_name, compile_kwargs={"literal_binds": True})
        return "\n".join(line.rstrip() for line in str(compiled).splitlines())

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """The tables it reads, in order of the alphabet. From its text: walking through a statement takes ten times as long."""
        return tuple(sorted(set(_READ_FROM.findall(self.sql)) & metadata.tables.keys()))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of record it is made from, directly or by a rollup, in order of the alphabet."""
        return tuple(sorted({kind for table in self.tables for kind in ROLLUPS.get(table, (table,))} & RECORDS.keys()))
