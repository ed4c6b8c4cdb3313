"""Annotations: dated events that explain a chart, a release or an outage, entered by an analyst."""

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import delete, insert, select

from lib.errors import CommandError
from lib.store.tables import annotation
from lib.store.tables import store as counters

if TYPE_CHECKING:
    from lib.store.store import Store

KINDS = {"change": "something new from that day on", "incident": "something went wrong"}
LONGEST_NAME = 120  # characters: it stands beside a line on a chart


def add(store: "Store", kind: str, first_day: date, last_day: date, name: str, who: str) -> int:
    """Enters an event of the local days from ``first_day`` to ``last_day``, both included; its id.

    The same event again changes nothing. CommandError where the kind is unknown, the name is empty or too long, or the
    last day lies before the first.
    """
    if kind not in KINDS:
        raise CommandError.unknown("kind of event", kind, KINDS)
    named = " ".join(name.split())
    if not named:
        raise CommandError("An event needs a name.", hint="say in a few words what happened, such as Release 4.2")
    if len(named) > LONGEST_NAME:
        raise CommandError("The event's name is too long.", found=f"{len(named)} characters", hint=f"use at most {LONGEST_NAME}")
    if last_day < first_day:
        raise CommandError("The event ends before it starts.", found=f"from {first_day} to {last_day}", hint="give a last day that is not before the first one")
    values = {"kind": kind, "first_day": first_day, "last_day": last_day, "name": named}
    with store.writing() as writer:
        known: int | None = writer.connection.execute(
            select(annotation.c.annotation_id).where(*(annotation.c[column] == value for column, value in values.items()))
        ).scalar()
        if known is not None:
            writer.discard()
            return known
        # the store's version, which this transaction has raised: a number that never comes again
        number: int = writer.connection.execute(select(counters.c.version)).scalar_one()
        writer.connection.execute(insert(annotation).values(annotation_id=number, **values, entered_at=writer.now, entered_by=who))
    return number


def annotations(store: "Store") -> pd.DataFrame:
    """All events in the order of their days: annotation_id, kind, first_day, last_day (both included), name, entered_at, entered_by."""
    return store.frame(select(annotation).order_by(annotation.c.first_day, annotation.c.last_day, annotation.c.annotation_id))


def remove(store: "Store", annotation_id: int, who: str) -> None:
    """Takes an event out; CommandError where there is none of that id. Nothing is kept of it, nor of ``who``."""
    with store.writing() as writer:
        gone = writer.connection.execute(delete(annotation).where(annotation.c.annotation_id == annotation_id).returning(annotation.c.annotation_id)).all()
        if not gone:
            raise CommandError("That event is gone already.", hint="look at the list of events again")
