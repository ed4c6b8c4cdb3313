"""Member days: who was active on which local day, and how much. Every metric about people builds on them.

Without filters they are the ``member_day`` rollup. A platform, channel or segment chooses activities first, so they
are then counted from the activities themselves.
"""

from typing import Literal

from sqlalchemy import ColumnElement, Subquery, Table, and_, exists, func, or_, select

from lib.scope import Scope
from lib.store.tables import RECORDS, identity, member_day

activity = RECORDS["activity"]

Who = Literal["asked", "members", "staff"]
"""Whose activity counts: ``asked`` are members, with staff where the scope includes them. Bots never."""

COUNTS = {"posts": "post", "comments": "comment", "reactions": "reaction", "attendances": "attendance"}


def member_days(scope: Scope, who: Who = "asked") -> Subquery:
    """person_no, local_day, posts, comments, reactions, attendances: a row a person and local day with any activity, of all time.

    A segment is that of the member record that acted. Columns that a statement leaves out cost it nothing.
    """
    if not scope.filters_activity:
        return select(member_day).where(_counts(scope, who, member_day.c.person_no)).subquery("member_days")
    kinds = (func.count().filter(activity.c.kind == kind).label(name) for name, kind in COUNTS.items())
    return (
        select(identity.c.person_no, activity.c.local_day, *kinds)
        .join(identity, identity.c.member_no == activity.c.member_no)
        .where(chosen(scope), _is(scope, who))
        .group_by(identity.c.person_no, activity.c.local_day)
        .subquery("member_days")
    )


def activities(scope: Scope) -> ColumnElement[bool]:
    """The condition on the activity table that lets through what counts in ``scope``, of all time."""
    return and_(chosen(scope), _counts(scope, "asked", activity.c.member_no))


def chosen(scope: Scope) -> ColumnElement[bool]:
    """The condition that lets an activity through the scope's filters, whoever did it."""
    return and_(activity.c.current, *filters(scope, activity))


def filters(scope: Scope, table: Table) -> list[ColumnElement[bool]]:
    """The scope's filters as conditions on a table with platform, channel and member_no: of activities, or of threads' openings."""
    conditions: list[ColumnElement[bool]] = []
    if scope.platforms:
        conditions.append(table.c.platform.in_(scope.platforms))
    if scope.channels:
        conditions.append(table.c.channel.in_(scope.channels))
    if scope.segments:
        conditions.append(in_segment(scope, table.c.member_no))
    return conditions


def in_segment(scope: Scope, member_no: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the member record of that number is in one of the scope's segments."""
    segment = identity.alias("segment")
    return exists().where(segment.c.member_no == member_no, segment.c.segment.in_(scope.segments))


def counts_as_person(scope: Scope) -> ColumnElement[bool]:
    """The condition on an ``identity`` row that its person counts in ``scope``."""
    return _is(scope, "asked")


def _is(scope: Scope, who: Who) -> ColumnElement[bool]:
    if who == "staff":
        return identity.c.is_staff & ~identity.c.is_bot
    if who == "asked" and scope.include_staff:
        return ~identity.c.is_bot
    return ~identity.c.is_staff & ~identity.c.is_bot


def _counts(scope: Scope, who: Who, number: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the person or member of that number counts: staff and bots are few, so they are what is looked up."""
    role = identity.alias("role")
    found = exists().where(role.c.member_no == number)
    if who == "staff":
        return found.where(role.c.is_staff, ~role.c.is_bot)
    if who == "asked" and scope.include_staff:
        return ~found.where(role.c.is_bot)
    return ~found.where(or_(role.c.is_bot, role.c.is_staff))
