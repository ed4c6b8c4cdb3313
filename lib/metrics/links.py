"""Which member a ticket, customer, survey answer or idea is about: records of one source that name a member of another."""

from sqlalchemy import Subquery, Table, and_, case, exists, func, or_, select

from lib.store.tables import RECORDS, identity

member = RECORDS["member"]


def linked_members(record: Table) -> Subquery:
    """source, member_id, member_no: the member that each member_id of a record table's current rows means; no row where it means nobody.

    It means a member of the row's own source, else the only one of the other sources that has that id.
    """
    named = select(record.c.source, record.c.member_id).where(record.c.current, record.c.member_id.is_not(None)).distinct().subquery()
    known = _known()
    only = select(known.c.member_id, func.min(known.c.member_no).label("member_no")).group_by(known.c.member_id).having(func.count() == 1).subquery()
    number = case((known.c.member_no.is_not(None), known.c.member_no), else_=only.c.member_no)
    return (
        select(named.c.source, named.c.member_id, number.label("member_no"))
        .outerjoin(known, and_(known.c.source == named.c.source, known.c.member_id == named.c.member_id))
        .outerjoin(only, only.c.member_id == named.c.member_id)
        .where(number.is_not(None))
        .subquery("linked")
    )


def _known() -> Subquery:
    """Members of whom anything is known today: a record, or an activity."""
    recorded = exists().where(member.c.member_no == identity.c.member_no, member.c.current)
    return select(identity.c.member_no, identity.c.source, identity.c.member_id).where(or_(identity.c.since_day.is_not(None), recorded)).subquery("known")
