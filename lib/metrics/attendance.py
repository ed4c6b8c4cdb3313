"""Who comes to events, whether they come again, and how steady attendance is."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Subquery, and_, case, func, select

from lib.metrics.days import activities, activity, member_days
from lib.metrics.growth_accounting import comings
from lib.metrics.periods import Calendar, Days, during, share
from lib.metrics.registry import metric
from lib.scope import DAY, Period, Scope
from lib.store import Store
from lib.store.tables import identity

Counts = NDArray[np.int64]

WINDOW = 91
"""Days over which steadiness is told: 13 whole weeks, so that weekly and fortnightly events weigh the same wherever it ends."""
ENOUGH = 4
"""Events in the window: fewer vary by chance alone."""


@metric(title="Event attendance", unit="members", better="higher")
def attendance(store: Store, scope: Scope) -> pd.DataFrame:
    """Events, who came to them, and how much the number that comes varies from event to event.

    Platforms tell who attended, not which events there were. An event is what attendances of one local day have in common: their thread,
    else their title or else their channel on one platform (in one source, where no platform is named). One that runs over midnight is two;
    one to which nobody came is not seen.

    - period_start
    - events: held in the period; null where an attendance names neither thread, title nor channel, so that nobody knows of which event
    - attendances: members at events, each once an event however often recorded; null where events is
    - attendees: members who attended at all, each once
    - per_event: attendances / events; null where there was none or events is null
    - repeat_share: attendees who had attended before the period began, 0 to 1; null without attendees, and where nobody had yet attended anything
    - steadiness: 1 less the coefficient of variation (sample standard deviation / mean) of members per event over the events of the 91 days
      that end with the period; 1 is always as many, 0 or less as unsteady as can be; null under 4 events, or where one of them is not known
    - complete: the period is over, and it and the 91 days lie within the data

    Null outside the data. With few members at each event some variation is chance: at 9 a head it alone costs a third.
    Source: activities of kind attendance; the coefficient of variation is Pearson's (1896).
    """
    calendar = Calendar.of(store, scope)
    held = _events(store, scope, calendar)
    member_day = member_days(scope)
    people = comings(store, member_day, scope.by, calendar.end, member_day.c.attendances > 0)
    attendees, first_timers = calendar.counted(people, "active"), calendar.counted(people, "new")
    first = people["period_start"].min()  # of all periods with an attendance
    some_before = np.zeros(len(calendar), dtype=bool) if people.empty else calendar.starts > np.datetime64(first, "D")
    events, attendances, _, unknown = _sums(held, calendar.starts, calendar.ends)
    table = calendar.table(
        {
            "events": events,
            "attendances": attendances,
            "attendees": attendees,
            "per_event": np.where(unknown > 0, np.nan, share(attendances, events)),
            "repeat_share": np.where(some_before, share(attendees - first_timers, attendees), np.nan),
            "steadiness": _steadiness(held, calendar.ends),
        },
        looks_back_to=np.minimum(calendar.starts, _window_starts(calendar.ends)),
    )
    table.loc[unknown > 0, ["events", "attendances"]] = pd.NA
    return table


def events_held(store: Store, scope: Scope) -> pd.DataFrame:
    """The events within the scope's days, in order: day, event (its thread, title or channel; null where nobody knows which), members."""
    with store.reading():
        event = _event(scope, scope.within(store.data_period("activity")))
        found = store.frame(select(event.c.local_day.label("day"), event.c.event, event.c.members, event.c.place))
    return found.sort_values(["day", "event", "place"], ignore_index=True)[["day", "event", "members"]]


def _event(scope: Scope, period: Period | None) -> Subquery:
    """local_day, place, known, event, members: a row an event; ``known`` is false where its attendances name no event."""
    # a thread, a title and a channel of one name are three events; threads belong to their source
    name = func.coalesce("thread " + activity.c.thread_id, "title " + activity.c.title, "channel " + activity.c.channel)
    place = case(
        (and_(activity.c.thread_id.is_(None), activity.c.platform.is_not(None)), "platform " + activity.c.platform), else_="source " + activity.c.source
    )
    event = func.min(func.coalesce(activity.c.title, activity.c.channel, activity.c.thread_id))
    return (
        select(
            activity.c.local_day,
            place.label("place"),
            name.is_not(None).label("known"),
            event.label("event"),
            func.count(identity.c.person_no.distinct()).label("members"),
        )
        .join(identity, identity.c.member_no == activity.c.member_no)
        .where(activity.c.kind == "attendance", activities(scope), during(activity.c.local_day, period))
        .group_by(activity.c.local_day, place, name)
        .subquery()
    )


def _events(store: Store, scope: Scope, calendar: Calendar) -> pd.DataFrame:
    """local_day, known, members, events: how many events of each size, in order of days; a handful of rows a day, however many events."""
    reach = Period(min(calendar.period.start, calendar.grain.next(calendar.period.start) - WINDOW * DAY), calendar.period.end) if calendar.period else None
    event = _event(scope, reach)
    return store.frame(
        select(event.c.local_day, event.c.known, event.c.members, func.count().label("events"))
        .group_by(event.c.local_day, event.c.known, event.c.members)
        .order_by(event.c.local_day)
    )


def _sums(held: pd.DataFrame, starts: Days, ends: Days) -> tuple[Counts, Counts, Counts, Counts]:
    """Of the days from each start to before its end: known events, their members, the squares of their members, and events not known."""
    day, known = held["local_day"].to_numpy(dtype="datetime64[D]"), held["known"].to_numpy(dtype=bool)
    events, members = (held[name].to_numpy(dtype=np.int64) for name in ("events", "members"))
    first, last = np.searchsorted(day, starts), np.searchsorted(day, ends)
    found = []
    for values in (known * events, known * events * members, known * events * members**2, ~known * events):
        running = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(values)])
        found.append(running[last] - running[first])
    return found[0], found[1], found[2], found[3]


def _steadiness(held: pd.DataFrame, ends: Days) -> NDArray[np.float64]:
    """1 less the coefficient of variation of members per event over the window before each end."""
    events, members, squares, unknown = _sums(held, _window_starts(ends), ends)
    enough = (events >= ENOUGH) & (unknown == 0)
    n, total = events[enough], members[enough]
    found = np.full(len(ends), np.nan)
    # n Σx² − (Σx)² is whole and exact: no rounding makes a small variance negative, or equal numbers vary
    found[enough] = 1 - np.sqrt((n * squares[enough] - total**2) / (n * (n - 1))) / (total / n)
    return found


def _window_starts(ends: Days) -> Days:
    return ends - np.timedelta64(WINDOW, "D")
