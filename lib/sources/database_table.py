"""One record kind of a database source: the table or query it comes from, and what its columns mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import Select, TableClause, TextClause, bindparam, column, or_, select, table, text
from sqlalchemy.engine import URL

from lib.errors import SettingError
from lib.sources.cursor import Overlap, fingerprint, overlap_of
from lib.sources.delivery import DateOrder
from lib.sources.section import KindSection

_OWN = ("table", "schema", "query", "cursor", "overlap")


@dataclass(frozen=True)
class DatabaseTable:
    """``table`` (in ``schema``) or ``query``: one of them. ``columns``: a field from a column; ``texts``: a field from a constant or template.

    ``cursor``: the column by which reading goes on; None: everything is read each time.
    """

    kind: str
    table: str | None
    schema: str | None
    query: str | None
    columns: Mapping[str, str]
    texts: Mapping[str, str]
    cursor: str | None
    overlap: Overlap
    dates: DateOrder | None
    where: str

    @classmethod
    def of(cls, kind: str, section: Any, where: str) -> Self:
        """What the section ``where`` describes; SettingError says what to write instead. A query's text is not shown: it may hold anything."""
        feeds = KindSection.of(kind, section, where, own=_OWN, example='table = "…" or query = "…"')
        named, query = _text(section, "table", where), _text(section, "query", where)
        if (named is None) == (query is None):
            what = "has neither a table nor a query" if named is None else "has a table and a query"
            raise SettingError(f"[{where}] {what}.", hint='write one of table = "posts" and query = "select … from …"')
        schema, cursor = _text(section, "schema", where), _text(section, "cursor", where)
        if named and schema is None and "." in named:
            schema, named = named.split(".", 1)
        if "overlap" in section and cursor is None:
            raise SettingError(f"[{where}] has an overlap and no cursor.", hint="name the cursor column too, or leave the overlap out")
        return cls(kind, named, schema, query, feeds.columns, feeds.texts, cursor, overlap_of(section.get("overlap"), where), feeds.dates, where)

    @property
    def shown(self) -> str:
        """The table's name, or that it is a query."""
        return "a query" if self.table is None else f"{self.schema}.{self.table}" if self.schema else self.table

    def fingerprint(self, address: URL) -> str:
        """Tells this table or query of the database at ``address`` from others, whoever reads it through whichever port."""
        return fingerprint(address.get_backend_name(), address.host, address.database, self.table, self.schema, self.query)

    def statement(self, after: Any = None) -> Select[Any]:
        """All rows, or those from cursor value ``after`` on and those that have none; in the cursor's order where there is one."""
        found = select(text("*")).select_from(self._rows())
        if self.cursor is None:
            return found
        place: Any = column(self.cursor)
        if after is not None:
            found = found.where(or_(place >= bindparam("after", after), place.is_(None)))
        return found.order_by(place)

    def nothing(self) -> Select[Any]:
        """No row, with all columns."""
        return select(text("*")).select_from(self._rows()).limit(0)

    def _rows(self) -> TableClause | TextClause:
        if self.table is not None:
            return table(self.table, schema=self.schema)
        query = str(self.query).strip().rstrip(";").replace(":", r"\:")  # a colon is a colon: nothing is bound in it
        return text(f"({query}\n) AS source_rows")


def _text(section: Mapping[str, Any], key: str, where: str) -> str | None:
    value = section.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise SettingError(f"{where}.{key} is no text.", found=type(value).__name__, hint=f'write it in quotes: {key} = "…"')
    return value
