"""Whether the store is whole: what its tables say of each other agrees, and the rollups are what the records make."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Date, Select, SmallInteger, Subquery, and_, cast, delete, except_all, exists, extract, func, or_, select, union_all

from lib.records import KINDS
from lib.store import rollups, tables
from lib.store.rollups import activity
from lib.store.store import Store
from lib.store.tables import RECORDS, absence, identity, member_day, member_number, person_apart, person_link, presence, snapshot, thread, thread_number
from lib.store.tables import store as counters
from lib.store.temporary import kept

Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``rows``: how many are wrong, 0 where it is whole."""

    check: str
    rows: int
    hint: str = ""

    @property
    def broken(self) -> bool:
        return self.rows > 0


def check(store: Store, tell: Tell) -> list[Finding]:
    """Looks at everything; nothing stays written. The rollups are made anew in a transaction that is given up, so nobody writes meanwhile."""
    found = []
    with store.writing() as writer:
        zone = writer.settings.zone
        wanted = [*_history(), *_records(), *_numbers(), *_people(), *_days(zone)]
        for place, (name, statement, hint) in enumerate(wanted):
            tell(f"Checking {name}", 0.6 * place / len(wanted))
            rows = int(writer.connection.execute(select(func.count()).select_from(statement.subquery())).scalar_one())
            found.append(Finding(name, rows, hint if rows else ""))
        tell("Making the rollups anew", 0.6)
        found += _rollups(writer.connection, lambda connection: _made_anew(connection, writer.settings))
        writer.discard()
    return found


_Check = tuple[str, Any, str]
_RESTORE = "restore the store from a backup; if there is none, import the files again into a new one"
_ANEW = "count all days and rollups again: change the setting zone to another one, and back: python -m lib settings set zone ZONE"


def _history() -> Iterator[_Check]:
    """What snapshots brought and took."""
    versions = union_all(*(select(record.c.version_no) for record in RECORDS.values())).subquery()
    for told in (presence, absence):
        known = exists().where(snapshot.c.snapshot_id == told.c.snapshot_id)
        yield f"{told.name}: of a snapshot that is there", select(told.c.version_no).where(~known), _RESTORE
        of_record = select(told.c.version_no).outerjoin(versions, versions.c.version_no == told.c.version_no).where(versions.c.version_no.is_(None))
        yield f"{told.name}: of a record that is there", of_record, _RESTORE
        yield f"{told.name}: said once", _repeated(told.c.snapshot_id, told.c.version_no), _RESTORE
    refused = tables.refused_row
    of_run = exists().where(tables.sync_run.c.run_id == refused.c.run_id)
    yield "refused_row: of a run that is there", select(refused.c.run_id).where(~of_run), _RESTORE
    yield "snapshot: numbers are unique", _repeated(snapshot.c.snapshot_id), _RESTORE
    closed, changed = tables.closed_quarter, tables.setting_change
    in_force = _repeated(closed.c.quarter, where=closed.c.reopened_at.is_(None))
    yield "closed_quarter: one closing in force a quarter", in_force, "open the quarter again on the page Quarterly report until it is open, then close it once"
    yield "closed_quarter: numbers are unique", _repeated(closed.c.closing_no), _RESTORE
    yield "setting_change: numbers are unique", _repeated(changed.c.change_no), _RESTORE
    yield "records: version numbers are unique", _repeated(versions.c.version_no), _RESTORE


def _records() -> Iterator[_Check]:
    """Of each record one version counts, and a snapshot that counts brought it."""
    brought = select(presence.c.version_no).join(snapshot, and_(snapshot.c.snapshot_id == presence.c.snapshot_id, snapshot.c.active)).subquery()
    for name, record in RECORDS.items():
        key = [func.coalesce(column, "") if column.nullable and column.type.python_type is str else column for column in (record.c[n] for n in KINDS[name].key)]
        yield f"{name}: one version of each counts", _repeated(record.c.source, *key, where=record.c.current), _RESTORE
        loose = select(record.c.version_no).where(record.c.current, record.c.version_no.not_in(select(brought.c.version_no)))
        yield f"{name}: a snapshot in use brought what counts", loose, _RESTORE


def _numbers() -> Iterator[_Check]:
    """Members' and threads' numbers, and the counters they come from."""
    member = RECORDS["member"]
    for table, number, text_id, records in (
        (member_number, "member_no", "member_id", (member, activity)),
        (thread_number, "thread_no", "thread_id", (activity,)),
    ):
        yield f"{table.name}: numbers are unique", _repeated(table.c[number]), _RESTORE
        yield f"{table.name}: one number each", _repeated(table.c.source, table.c[text_id]), _RESTORE
        for record in records:
            right = exists().where(table.c[number] == record.c[number], table.c.source == record.c.source, table.c[text_id] == record.c[text_id])
            wrong = select(record.c.version_no).where(or_(record.c[text_id].is_not(None), record.c[number].is_not(None)), ~right)
            yield f"{record.name}: {number} is that of its {text_id}", wrong, _RESTORE
        used = union_all(*(select(record.c[number]) for record in records)).subquery()
        orphan = select(table.c[number]).outerjoin(used, used.c[number] == table.c[number]).where(used.c[number].is_(None))
        yield f"{table.name}: every number is somebody's", orphan, _RESTORE
    yield "store: one row", select(func.count().label("n")).select_from(counters).having(func.count() != 1), _RESTORE
    for column, numbers in (
        ("last_version_no", [record.c.version_no for record in RECORDS.values()]),
        ("last_member_no", [member_number.c.member_no]),
        ("last_thread_no", [thread_number.c.thread_no]),
        ("last_snapshot_id", [snapshot.c.snapshot_id]),
    ):
        given = union_all(*(select(func.max(number).label("n")) for number in numbers)).subquery()
        behind = select(given.c.n).where(given.c.n > select(func.min(counters.c[column])).scalar_subquery())
        yield f"store: {column} is the last one given", behind, _RESTORE


def _people() -> Iterator[_Check]:
    """Decisions about accounts."""
    yield "person_link: one person an account", _repeated(person_link.c.source, person_link.c.member_id), "undo the links of these people on the page People"
    for name, source, account in (
        ("person_link", person_link.c.source, person_link.c.member_id),
        ("person_apart", person_apart.c.source, person_apart.c.member_id),
        ("person_apart", person_apart.c.other_source, person_apart.c.other_member_id),
    ):
        known = exists().where(member_number.c.source == source, member_number.c.member_id == account)
        yield f"{name}: {account.name} is known", select(account).where(~known), "undo them on the page People"


def _days(zone: str) -> Iterator[_Check]:
    """Local days and hours of activities are those of the community's zone."""
    local = func.timezone(zone, activity.c.occurred_at)
    wrong = or_(activity.c.local_day.is_distinct_from(cast(local, Date)), activity.c.local_hour.is_distinct_from(cast(extract("hour", local), SmallInteger)))
    yield "activity: days and hours are the community's", select(activity.c.version_no).where(wrong), _ANEW


def _repeated(*columns: Any, where: Any = None) -> Select[Any]:
    named = [column.label(f"c{place}") for place, column in enumerate(columns)]
    statement = select(*named) if where is None else select(*named).where(where)
    return statement.group_by(*columns).having(func.count() > 1)


def _made_anew(connection: Connection, settings: Any) -> None:
    connection.execute(delete(member_day))
    connection.execute(delete(thread))
    with kept(connection, "everything", select(activity.c.version_no).where(activity.c.current)) as everything:
        rollups.refresh(connection, settings, everything)


def _rollups(connection: Connection, make: Callable[[Connection], None]) -> Iterator[Finding]:
    """The rollups as they are beside the same made anew."""
    as_is = [kept(connection, f"{table.name}_as_is", select(table)) for table in tables.ROLLUPS]
    with as_is[0] as people, as_is[1] as days, as_is[2] as threads:
        make(connection)
        for table, was in ((identity, people), (member_day, days), (thread, threads)):
            wrong = [_beyond(table, was), _beyond(was, table)]
            rows = max(int(connection.execute(select(func.count()).select_from(one)).scalar_one()) for one in wrong)
            yield Finding(f"{table.name}: what the records make", rows, _ANEW if rows else "")


def _beyond(one: Any, other: Any) -> Subquery:
    """Rows that one table has and the other lacks."""
    return except_all(select(*one.c), select(*(other.c[column.name] for column in one.c))).subquery()
