"""The rollups: who a member is today (``identity``), when people were active (``member_day``), how threads went (``thread``).

``refresh`` recomputes them for the rows a transaction touched, in that transaction; ``rebuild`` for everything, after a
change of the community's zone. Who is one person is decided in ``person_chains``.
"""

from contextlib import ExitStack
from typing import Any

from sqlalchemy import Connection, Date, SmallInteger, and_, case, cast, delete, extract, func, insert, or_, select, tuple_, union, update

from lib.settings import Settings
from lib.store import tables
from lib.store.person_chains import people as people_of
from lib.store.tables import identity, member_day, thread, thread_number
from lib.store.temporary import Kept, Rows, kept

activity = tables.RECORDS["activity"]


def refresh(connection: Connection, settings: Settings, touched: Kept | None = None) -> None:
    """Brings the rollups up to date after member records changed and the activities in ``touched`` (version_no) came or went."""
    with ExitStack() as stack:
        people = stack.enter_context(kept(connection, "people", people_of(settings)))
        moved = stack.enter_context(kept(connection, "moved", _moved(people)))
        threads = stack.enter_context(kept(connection, "touched_thread", _touched_threads(people, touched)))
        days = stack.enter_context(kept(connection, "touched_day", _touched_days(people, moved, touched)))
        if _any(connection, days, moved):
            _refresh_member_day(connection, people, moved, days)
        _refresh_identity(connection, people)
        if _any(connection, threads):
            _refresh_threads(connection, threads)


def rebuild(connection: Connection, settings: Settings) -> None:
    """Counts days and hours in the settings' zone anew, and makes all rollups again."""
    local = func.timezone(settings.zone, activity.c.occurred_at)
    connection.execute(update(activity).values(local_day=cast(local, Date), local_hour=cast(extract("hour", local), SmallInteger)))
    connection.execute(delete(member_day))
    connection.execute(delete(thread))
    with kept(connection, "everything", select(activity.c.version_no).where(activity.c.current)) as everything:
        refresh(connection, settings, everything)


def _any(connection: Connection, *rows: Kept) -> bool:
    """One of them has a row."""
    return any(connection.execute(select(func.count()).select_from(each)).scalar_one() for each in rows)


def _moved(people: Kept) -> Rows:
    """Person numbers that a member number left or joined."""
    changed = and_(identity.c.member_no == people.c.member_no, identity.c.person_no != people.c.person_no)
    return union(select(identity.c.person_no).join(people, changed), select(people.c.person_no).join(identity, changed))


def _touched_threads(people: Kept, touched: Kept | None) -> Rows:
    """Threads with a touched activity, or an activity by a member whose person, or its being staff or a bot, changed."""
    changed = and_(
        identity.c.member_no == people.c.member_no,
        or_(identity.c.person_no != people.c.person_no, identity.c.is_staff != people.c.is_staff, identity.c.is_bot != people.c.is_bot),
    )
    by_changed = activity.c.member_no.in_(select(people.c.member_no).join(identity, changed))
    found = select(activity.c.thread_no).where(activity.c.thread_no.is_not(None), by_changed).distinct()
    if touched is None:
        return found
    in_touched = activity.c.version_no.in_(select(touched.c.version_no))
    return union(found, select(activity.c.thread_no).where(activity.c.thread_no.is_not(None), in_touched))


def _touched_days(people: Kept, moved: Kept, touched: Kept | None) -> Rows:
    days = select(people.c.person_no, activity.c.local_day).join(people, activity.c.member_no == people.c.member_no)
    found = days.where(people.c.person_no.in_(select(moved.c.person_no))).distinct()
    if touched is None:
        return found
    return union(found, days.where(activity.c.version_no.in_(select(touched.c.version_no))))


def _refresh_member_day(connection: Connection, people: Kept, moved: Kept, days: Kept) -> None:
    key = tuple_(member_day.c.person_no, member_day.c.local_day)
    connection.execute(
        delete(member_day).where(or_(member_day.c.person_no.in_(select(moved.c.person_no)), key.in_(select(days.c.person_no, days.c.local_day))))
    )

    def count(kind: str) -> Any:
        return func.count().filter(activity.c.kind == kind)

    counted = (
        select(days.c.person_no, days.c.local_day, count("post"), count("comment"), count("reaction"), count("attendance"))
        .select_from(activity)
        .join(people, activity.c.member_no == people.c.member_no)
        .join(days, and_(days.c.person_no == people.c.person_no, days.c.local_day == activity.c.local_day))
        .where(activity.c.current)
        .group_by(days.c.person_no, days.c.local_day)
        .order_by(days.c.person_no, days.c.local_day)  # a person's days side by side: a quarter less work for all that asks per person
    )
    connection.execute(insert(member_day).from_select([column.name for column in member_day.c], counted))


def _refresh_identity(connection: Connection, people: Kept) -> None:
    first = select(member_day.c.person_no, func.min(member_day.c.local_day).label("day")).group_by(member_day.c.person_no).subquery()
    columns = [people.c[column.name] for column in identity.c if column.name != "since_day"]
    since = case(
        (people.c.joined_day.is_(None), first.c.day),
        (first.c.day.is_(None), people.c.joined_day),
        (first.c.day < people.c.joined_day, first.c.day),
        else_=people.c.joined_day,
    )
    connection.execute(delete(identity))
    names = [column.name for column in columns] + ["since_day"]
    connection.execute(insert(identity).from_select(names, select(*columns, since).outerjoin(first, first.c.person_no == people.c.person_no)))


def _refresh_threads(connection: Connection, threads: Kept) -> None:
    """Replies come after the opening in (instant, posts first, id); a reply at the opening's own instant counts."""
    connection.execute(delete(thread).where(thread.c.thread_no.in_(select(threads.c.thread_no))))
    acts = (
        select(
            activity.c.thread_no,
            activity.c.version_no,
            activity.c.member_no,
            activity.c.occurred_at,
            activity.c.kind,
            func.coalesce(activity.c.is_solution, False).label("is_solution"),
            identity.c.person_no,
            identity.c.is_staff,
            identity.c.is_bot,
            func.row_number()
            .over(
                partition_by=activity.c.thread_no,
                order_by=(activity.c.occurred_at, case((activity.c.kind == "post", 0), else_=1), activity.c.activity_id),
            )
            .label("place"),
        )
        .join(identity, identity.c.member_no == activity.c.member_no)
        .where(activity.c.current, activity.c.kind.in_(("post", "comment")), activity.c.thread_no.in_(select(threads.c.thread_no)))
    )
    with ExitStack() as stack:
        act = stack.enter_context(kept(connection, "thread_act", acts))
        opening = stack.enter_context(kept(connection, "thread_opening", _openings(act)))
        firsts = stack.enter_context(kept(connection, "thread_firsts", _firsts(act, opening)))
        names = [column.name for column in thread.c]
        connection.execute(insert(thread).from_select(names, _threads(act, opening, firsts)))


def _openings(act: Kept) -> Rows:
    """The earliest post of each thread; a thread without one has no opening and is left out."""
    first = select(act.c.thread_no, func.min(act.c.place).label("place")).where(act.c.kind == "post").group_by(act.c.thread_no).subquery()
    return select(act).join(first, and_(first.c.thread_no == act.c.thread_no, first.c.place == act.c.place))


def _firsts(act: Kept, opening: Kept) -> Rows:
    """Per thread: how many replies, and the places of the first by staff, by anyone but the opener, and of the solution."""

    def first(*conditions: Any) -> Any:
        return func.min(act.c.place).filter(*conditions)

    return (
        select(
            opening.c.thread_no,
            func.count().label("replies"),
            first(act.c.is_staff).label("staff"),
            first(act.c.person_no != opening.c.person_no).label("other"),
            first(act.c.is_solution).label("solution"),
        )
        .select_from(opening)
        .join(act, and_(act.c.thread_no == opening.c.thread_no, act.c.place > opening.c.place, ~act.c.is_bot))
        .group_by(opening.c.thread_no)
    )


def _threads(act: Kept, opening: Kept, firsts: Kept) -> Rows:
    staff, other, solution = act.alias("staff_act"), act.alias("other_act"), act.alias("solution_act")
    opened = activity.alias("opened")
    values: dict[str, Any] = {
        "thread_no": opening.c.thread_no,
        "source": thread_number.c.source,
        "thread_id": thread_number.c.thread_id,
        "opened_at": opening.c.occurred_at,
        "local_day": opened.c.local_day,
        "member_no": opening.c.member_no,
        "person_no": opening.c.person_no,
        "opener_is_member": ~or_(opening.c.is_staff, opening.c.is_bot),
        **{name: opened.c[name] for name in ("platform", "channel", "title", "url", "views")},
        "replies": func.coalesce(firsts.c.replies, 0),
        "first_staff_at": staff.c.occurred_at,
        "first_staff_person_no": staff.c.person_no,
        "first_other_at": other.c.occurred_at,
        "first_other_person_no": other.c.person_no,
        "solved_at": solution.c.occurred_at,
        "solver_person_no": solution.c.person_no,
    }
    joined = (
        select(*(values[column.name] for column in thread.c))
        .select_from(opening)
        .join(opened, opened.c.version_no == opening.c.version_no)
        .join(thread_number, thread_number.c.thread_no == opening.c.thread_no)
        .outerjoin(firsts, firsts.c.thread_no == opening.c.thread_no)
    )
    for alias, place in ((staff, firsts.c.staff), (other, firsts.c.other), (solution, firsts.c.solution)):
        joined = joined.outerjoin(alias, and_(alias.c.thread_no == firsts.c.thread_no, alias.c.place == place))
    return joined
