"""Closed quarters: the report as it was when an analyst closed the quarter. Opened again, it stays here, with who and why."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, insert, select, update

from lib.errors import CommandError, StoreChanged
from lib.store.tables import closed_quarter
from lib.store.tables import store as counters

if TYPE_CHECKING:
    from lib.store.store import Store


@dataclass(frozen=True)
class Closing:
    """One closing of a quarter. ``quarter``: its first day. ``report``: JSON. ``reopened_at``: None while it is in force."""

    closing_no: int
    quarter: date
    closed_at: datetime
    closed_by: str
    store_version: int
    report: str
    reopened_at: datetime | None
    reopened_by: str | None
    reopened_why: str | None


def close(store: "Store", quarter: date, report: str, version: int, who: str) -> Closing:
    """Keeps ``report``, made at the store's ``version``. CommandError where the quarter is closed already; StoreChanged where the data changed since."""
    with store.writing() as writer:
        connection = writer.connection
        # first: whoever closed it just before raised the version too
        if connection.execute(_in_force(quarter)).first() is not None:
            raise CommandError("The quarter is closed already.", hint="open it again first, and say why")
        # this transaction has raised it by one
        if connection.execute(select(counters.c.version)).scalar_one() != version + 1:
            raise StoreChanged("The data changed since the figures were made.", hint="look at them again, then close the quarter")
        last = connection.execute(select(func.coalesce(func.max(closed_quarter.c.closing_no), 0))).scalar_one()
        closing = Closing(last + 1, quarter, writer.now, who, version, report, None, None, None)
        connection.execute(insert(closed_quarter).values(**vars(closing)))
    return closing


def reopen(store: "Store", quarter: date, who: str, why: str) -> None:
    """Puts the closing out of force; it is kept. CommandError where the quarter is not closed, or no reason is given."""
    said = " ".join(why.split())
    if not said:
        raise CommandError("Opening a closed quarter needs a reason.", hint="say why its figures should change")
    with store.writing() as writer:
        found = writer.connection.execute(_in_force(quarter)).first()
        if found is None:
            raise CommandError("The quarter is not closed.", hint="nothing need be opened again")
        values = {"reopened_at": writer.now, "reopened_by": who, "reopened_why": said}
        writer.connection.execute(update(closed_quarter).where(closed_quarter.c.closing_no == found.closing_no).values(values))


def closed(store: "Store", quarter: date) -> Closing | None:
    """The closing in force; None where the quarter is open."""
    with store.reading() as connection:
        found = connection.execute(_in_force(quarter)).first()
    return Closing(*found) if found else None


def closings(store: "Store", quarter: date | None = None) -> list[Closing]:
    """All closings, of one quarter or of all, the latest first, those opened again included."""
    statement = _all().order_by(closed_quarter.c.closing_no.desc())
    if quarter is not None:
        statement = statement.where(closed_quarter.c.quarter == quarter)
    with store.reading() as connection:
        return [Closing(*row) for row in connection.execute(statement)]


def _all() -> Select[Any]:
    return select(*closed_quarter.c)


def _in_force(quarter: date) -> Select[Any]:
    return _all().where(closed_quarter.c.quarter == quarter, closed_quarter.c.reopened_at.is_(None))
