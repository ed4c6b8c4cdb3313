"""Who is known by which day: members from when they joined or were first active, whether they act or not."""

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Subquery, func, select

from lib.metrics.days import counts_as_person
from lib.metrics.periods import Days
from lib.scope import Scope
from lib.store import Store
from lib.store.tables import identity


def known_people(scope: Scope) -> Subquery:
    """person_no, since_day: a row a person that counts in ``scope`` and of whom anything is known, of the chosen segments, on any platform."""
    people = select(identity.c.person_no, identity.c.since_day).where(identity.c.since_day.is_not(None), counts_as_person(scope))
    if scope.segments:
        people = people.where(identity.c.segment.in_(scope.segments))
    return people.distinct().subquery("known_people")


def known_before(store: Store, scope: Scope, ends: Days) -> NDArray[np.int64]:
    """How many people were known before each of ``ends``, the days after those by which they count."""
    person = known_people(scope)
    since = store.frame(select(person.c.since_day, func.count().label("members")).group_by(person.c.since_day).order_by(person.c.since_day))
    known = np.concatenate([[0], np.cumsum(since["members"].to_numpy(dtype=np.int64))])
    return known[np.searchsorted(since["since_day"].to_numpy(dtype="datetime64[D]"), ends, side="left")]
