"""Who acts: members without a record, and sources without staff."""

from sqlalchemy import and_, exists, func, select

from lib.quality.each_row import each_row
from lib.quality.finding import Finding, part
from lib.quality.registry import check
from lib.store import Store
from lib.store.tables import RECORDS, identity, thread
from lib.wording import listed, plural

FEW_THREADS = 10
"""With fewer, that staff is missing is not yet worth anybody's time."""

member, activity = RECORDS["member"], RECORDS["activity"]


@check(title="Members without a record or a role", counts="members")
def unrecorded_members(store: Store) -> Finding | None:
    """Members who are known from what they do only: no record says their role, segment or when they joined.

    They count as members from their first activity on. Bots and staff among them count as members too, so shares and response times may be off.
    """
    recorded = exists().where(member.c.member_no == identity.c.member_no, member.c.current)
    roled = exists().where(member.c.member_no == identity.c.member_no, member.c.current, member.c.role.is_not(None))
    known = recorded | exists().where(activity.c.member_no == identity.c.member_no, activity.c.current)
    table = store.frame(
        select(
            identity.c.source,
            func.count().label("members"),
            func.count().filter(~recorded).label("without_record"),
            func.count().filter(and_(recorded, ~roled)).label("record_without_role"),
        )
        .where(known)
        .group_by(identity.c.source)
    )
    if table.empty:
        return None
    table["share"] = (table["without_record"] / table["members"]).round(4)
    table = table.sort_values("without_record", ascending=False, ignore_index=True)
    lacking, total = int(table["without_record"].sum()), int(table["members"].sum())
    roleless = int(table["record_without_role"].sum())
    rest = f" {plural(roleless, 'record')} without a role, which means member." if roleless else ""
    if lacking < 0.01 * total or not lacking:
        few = f"All but {plural(lacking, 'member')} known by a record." if lacking else "Every member has a record."
        return Finding("fine", f"{few}{rest}", count=lacking, of=total, rows=table)
    said = listed([f"{row.source} {part(int(row.without_record), int(row.members))}" for row in each_row(table[table["without_record"] > 0])])
    return Finding(
        "look",
        f"{plural(lacking, 'member')} known from their activity only: {said}.{rest}",
        "Bring in the members of these sources, with their roles; name staff in the settings where there is no such file.",
        "upload",
        lacking,
        total,
        rows=table,
    )


@check(title="Sources without staff", counts="sources")
def sources_without_staff(store: Store) -> Finding | None:
    """Sources in which members ask, but nobody is known as staff: how fast staff answers cannot be known there.

    Staff are those whose record says so, or whom the settings name. Told of sources with at least ten questions.
    """
    asked = store.frame(select(thread.c.source, func.count().label("questions")).where(thread.c.opener_is_member).group_by(thread.c.source))
    staff = store.frame(select(identity.c.source, func.count().label("staff")).where(identity.c.is_staff, ~identity.c.is_bot).group_by(identity.c.source))
    if asked.empty:
        return None
    table = asked.merge(staff, how="left", on="source")
    table["staff"] = table["staff"].fillna(0).astype("int64")
    table = table.sort_values(["staff", "questions"], ascending=[True, False], ignore_index=True)
    lacking = table[table["staff"] == 0]
    if lacking.empty:
        return Finding("fine", "Every source with questions has staff who may answer them.", count=0, of=len(table), rows=table)
    if int(lacking["questions"].max()) < FEW_THREADS:
        return Finding("unknown", f"No staff is known in {listed(lacking['source'].tolist())}, but there are too few questions to miss them.", rows=table)
    return Finding(
        "act",
        f"Nobody in {listed(lacking['source'].tolist())} is known as staff, where members ask: how fast staff answers cannot be known.",
        "Name who is staff in the settings, as source:member_id, or bring in members with their roles.",
        "settings",
        len(lacking),
        len(table),
        rows=table,
    )
