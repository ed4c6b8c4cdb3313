"""A database as a source: a table or a query for each record kind, read in chunks, in order of a cursor column where there is one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lib.sources.origin import Chunk, Progress
from lib.sources.origin_type import origin_type


@origin_type("database")
@dataclass(frozen=True)
class Database:
    """One ``[sources.NAME]`` section with ``type = "database"``. Nothing is contacted before ``chunks`` or ``check``."""

    name: str

    @classmethod
    def of(cls, name: str, section: Mapping[str, Any]) -> "Database":
        """From a section of the secrets; SettingError names the key that is wrong, and shows no secret."""
        raise NotImplementedError

    @property
    def kinds(self) -> tuple[str, ...]:
        """The record kinds that have a subsection, in its order."""
        raise NotImplementedError

    @property
    def shown(self) -> str:
        """The address without its password."""
        raise NotImplementedError

    def chunks(self, kind: str, after: str | None, tell: Progress) -> Iterator[Chunk]:
        """The rows of a kind from the cursor ``after`` on; all where it is None."""
        raise NotImplementedError

    def check(self) -> str:
        """What was reached, in words."""
        raise NotImplementedError
