"""Checked rows on their way in: a temporary table, before anything is written and while nobody has to wait."""

from functools import cache
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import BigInteger, Column, ColumnElement, Connection, MetaData, Table, and_, delete, func, select
from sqlalchemy.schema import DropTable

from lib.records import KINDS, Kind
from lib.store import dialect, tables


class Stage:
    """The rows of one import, on a connection of their own. Days and hours are those of ``zone``."""

    def __init__(self, connection: Connection, kind: Kind, zone: str) -> None:
        self.connection, self.kind, self.zone = connection, kind, zone
        self.rows = 0
        self._acted = kind.name == "activity"
        self.table = _table(kind.name)
        self.table.create(connection)
        connection.commit()

    def add(self, rows: pa.Table) -> None:
        """Stages checked rows, Arrow tables with a column for each of the kind's fields, and ``line``; may be called many times."""
        places = pa.array(range(self.rows + 1, self.rows + rows.num_rows + 1), pa.int64())
        staged = rows.select(["line", *self.kind.names]).append_column("place", places)
        if self._acted:
            local = pc.local_timestamp(staged["occurred_at"].cast(pa.timestamp("us", self.zone)))
            staged = staged.append_column("local_day", local.cast(pa.date32(), safe=False)).append_column("local_hour", pc.hour(local).cast(pa.int16()))
        dialect.insert_arrow(self.connection, self.table, staged)
        self.rows += rows.num_rows

    def duplicates(self, *, last: bool = False) -> pd.DataFrame:
        """Takes rows out whose key an earlier row of this import has, or, to keep the ``last`` of each key, a later one.

        Columns: line, first_line (of the row that stays); empty where all differ.
        """
        table = self.table
        key = [table.c[name] for name in self.kind.key]
        repeated = select(*key).group_by(*key).having(func.count() > 1).subquery()
        order: dict[str, Any] = {"partition_by": key, "order_by": table.c.place.desc() if last else table.c.place}
        ranked = (
            select(
                table.c.place,
                table.c.line,
                func.first_value(table.c.line).over(**order).label("first_line"),
                func.row_number().over(**order).label("turn"),
            )
            .join(repeated, and_(*(same_key(column, repeated.c[column.name]) for column in key)))
            .subquery()
        )
        later = select(ranked.c.place, ranked.c.line, ranked.c.first_line).where(ranked.c.turn > 1).order_by(ranked.c.line)
        found = dialect.frame(dialect.fetch(self.connection, later))
        if len(found):
            self.connection.execute(delete(table).where(table.c.place.in_(select(ranked.c.place).where(ranked.c.turn > 1))))
            self.rows -= len(found)
        return found[["line", "first_line"]]

    def close(self) -> None:
        """Forgets the rows; where that fails, the connection too: the next stage on it has the same name."""
        try:
            self.connection.rollback()
            self.connection.execute(DropTable(self.table))
            self.connection.commit()
        except BaseException:
            self.connection.invalidate()
            raise


@cache
def _table(kind_name: str) -> Table:
    """The stage of a kind: one table for all imports, each of which has its own on its connection."""
    record = tables.RECORDS[kind_name]
    more = ["local_day", "local_hour"] if kind_name == "activity" else []
    return Table(
        f"stage_{kind_name}",
        MetaData(),
        Column("place", BigInteger),  # 1, 2, … in the order the rows came
        Column("line", BigInteger),
        *(Column(name, record.c[name].type) for name in [*KINDS[kind_name].names, *more]),
        prefixes=["TEMPORARY"],
    )


def same_key(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[bool]:
    """Equal keys; an empty optional part of a key equals an empty one. Written so that both engines can hash it."""
    if (isinstance(one, Column) and not one.nullable) or one.type.python_type is not str:
        return one == other
    return func.coalesce(one, "") == func.coalesce(other, "")
