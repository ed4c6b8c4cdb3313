"""Small raw tables for tests of the intake."""

from datetime import UTC, datetime

from lib.intake.checking import Checker
from lib.intake.mapping import Mapping
from lib.intake.suggestion import suggest
from lib.records import Kind, kind
from lib.sources.csv_file import read_table
from lib.sources.raw_table import RawTable

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
ACTIVITY = "activity_id,occurred_at,member_id,kind"


def raw(text: str) -> RawTable:
    return read_table(text.encode(), "file.csv")


def activities(*rows: str) -> RawTable:
    """Rows of activity_id, occurred_at, member_id, kind."""
    return raw("\n".join([ACTIVITY, *rows, ""]))


def mapped(table: RawTable, record: Kind, zone: str | None = None, dates=None, maps=None, sets=None) -> Mapping:
    found = suggest(record, table.columns).corrected(record, table.columns, maps or {}, sets or {})
    return Mapping(found.fields, zone, dates, found.left_out, found.how)


def check(table: RawTable, name: str = "activity", **how):
    """The good rows and the faults, as lists of rows."""
    record = kind(name)
    checker = Checker(record, table, mapped(table, record, **how), NOW)
    good, faults = [], []
    for batch in table.batches():
        checked = checker.check(batch)
        good += checked.good.to_pylist()
        faults += [tuple(row) for row in checked.faults.itertuples(index=False)]
    return good, faults, checker.notes


def reasons(table: RawTable, name: str = "activity", **how) -> list[tuple[int, str, str]]:
    """Line, field and reason of every fault."""
    _, faults, _ = check(table, name, **how)
    return [(line, field, reason) for line, _, field, _, reason, _ in faults]
