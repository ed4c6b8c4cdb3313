"""Which accounts are one person: what their records' ``person_id`` says, and what analysts decided (``person_link``).

Two accounts are one person where a chain joins them: each step is two records with one ``person_id``, or two accounts
that an analyst linked. A link therefore carries along all that the records tie to its accounts, also what comes in later.
"""

from typing import Any

from sqlalchemy import CTE, Date, Select, Subquery, and_, case, cast, func, or_, select

from lib.settings import Settings
from lib.store import tables
from lib.store.tables import member_number, person_link
from lib.store.temporary import Rows

member = tables.RECORDS["member"]


def people(settings: Settings) -> Rows:
    """One row a member number: its person, and what any record of that person says of it.

    Columns: member_no, source, member_id, person_no (the smallest member number of the person), is_staff, is_bot, segment, name, joined_day.
    """
    account = member_number.c.source + ":" + member_number.c.member_id
    staff = or_(func.coalesce(member.c.role == "staff", False), account.in_(settings.staff))
    bot = func.coalesce(member.c.role == "bot", False)
    said = _said()
    first = _first(said)
    linked, of_record = _linked(first), _of_record(said, first)
    by_analyst = func.coalesce(linked.c.link, of_record.c.link)
    known = (
        select(
            member_number,
            # three kinds of text that cannot meet: a link's, a record's, an account of its own
            case(
                (by_analyst.is_not(None), "link " + by_analyst),
                (member.c.person_id.is_not(None), "person " + member.c.person_id),
                else_=func.concat("member ", member_number.c.member_no),
            ).label("person"),
            case((staff, 1), else_=0).label("staff"),
            case((bot, 1), else_=0).label("bot"),
            member.c.segment,
            member.c.name,
            cast(func.timezone(settings.zone, member.c.joined_at), Date).label("joined_day"),
        )
        .select_from(member_number)
        .outerjoin(member, and_(member.c.member_no == member_number.c.member_no, member.c.current))
        .outerjoin(linked, and_(linked.c.source == member_number.c.source, linked.c.member_id == member_number.c.member_id))
        .outerjoin(of_record, of_record.c.person_id == member.c.person_id)
        .subquery()
    )
    person: Any = known.c.person
    return select(
        known.c.member_no,
        known.c.source,
        known.c.member_id,
        func.min(known.c.member_no).over(partition_by=person).label("person_no"),
        (func.max(known.c.staff).over(partition_by=person) == 1).label("is_staff"),
        (func.max(known.c.bot).over(partition_by=person) == 1).label("is_bot"),
        known.c.segment,
        known.c.name,
        func.min(known.c.joined_day).over(partition_by=person).label("joined_day"),
    )


def _said() -> CTE:
    """link, person_id: links, and what the records of their accounts say. Few rows: as many as there are links at most."""
    of_account = and_(member.c.source == person_link.c.source, member.c.member_id == person_link.c.member_id, member.c.current)
    joined = select(person_link.c.person_id.label("link"), member.c.person_id).join(member, of_account)
    return joined.where(member.c.person_id.is_not(None)).distinct().cte("said")


def _first(said: CTE) -> CTE:
    """link, first: the smallest of all links that records chain together, itself where there is no such chain."""
    one, other = said.alias("one"), said.alias("other")
    step = select(one.c.link, other.c.link.label("next")).join(other, and_(one.c.person_id == other.c.person_id, one.c.link != other.c.link)).subquery("step")
    reached = select(person_link.c.person_id.label("link"), person_link.c.person_id.label("reached")).distinct().cte("reached", recursive=True)
    reached = reached.union(select(reached.c.link, step.c.next).join(step, step.c.link == reached.c.reached))
    return select(reached.c.link, func.min(reached.c.reached).label("first")).group_by(reached.c.link).cte("first")


def _linked(first: CTE) -> Subquery:
    """source, member_id, link: the accounts that an analyst linked."""
    statement: Select[Any] = select(person_link.c.source, person_link.c.member_id, first.c.first.label("link"))
    return statement.join(first, first.c.link == person_link.c.person_id).subquery()


def _of_record(said: CTE, first: CTE) -> Subquery:
    """person_id, link: the persons of records of whom an account is linked."""
    return select(said.c.person_id, func.min(first.c.first).label("link")).join(first, first.c.link == said.c.link).group_by(said.c.person_id).subquery()
