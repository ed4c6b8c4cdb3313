"""What came in twice under different ids: posts, members, tickets."""

import pandas as pd
from sqlalchemy import BigInteger, and_, cast, extract, func, select

from lib.quality.finding import MOST_ROWS, Finding
from lib.quality.registry import check
from lib.store import Store
from lib.store.tables import RECORDS, identity
from lib.wording import listed, plural

SHORT = 20
"""Signs: shorter texts, thanks and smileys, are said twice in a minute."""
NOTHING = "No post or comment came twice under different ids."
MOST_MINUTES = 10_000
"""Minutes in which somebody wrote twice; where there are more, all texts are compared."""
SHOWN = 80
"""Signs of a text that the rows show."""

activity, member, ticket = RECORDS["activity"], RECORDS["member"], RECORDS["ticket"]


@check(title="Posts that came twice", counts="posts and comments")
def same_posts(store: Store) -> Finding | None:
    """Posts and comments with the same text by the same member in the same minute, under different ids, of one source or of two.

    Texts under 20 signs are left out: people do say thanks twice.
    """
    spoken = and_(activity.c.current, activity.c.kind.in_(("post", "comment")))
    written = and_(spoken, func.length(activity.c.text) >= SHORT)
    total = int(store.frame(select(func.count().label("n")).where(written))["n"].iloc[0])
    if not total:
        return None
    # numbers first: few posts share writer and minute, and only the texts of such minutes are compared
    minute = cast(func.floor(extract("epoch", activity.c.occurred_at) / 60), BigInteger)
    same_id = func.min(identity.c.member_no).over(partition_by=identity.c.member_id).label("writer")
    writer = select(identity.c.member_no, same_id).subquery()
    busy = select(minute.label("minute")).select_from(activity).join(writer, activity.c.member_no == writer.c.member_no).where(spoken)
    minutes = store.frame(busy.group_by(writer.c.writer, minute).having(func.count() > 1).limit(MOST_MINUTES + 1))["minute"].unique().tolist()
    if not minutes:
        return Finding("fine", NOTHING, count=0, of=total)
    compared = and_(written, minute.in_(minutes)) if len(minutes) <= MOST_MINUTES else written
    groups = (
        select(
            activity.c.member_id,
            func.count().label("times"),
            func.min(activity.c.source).label("source"),
            func.max(activity.c.source).label("other_source"),
            func.min(activity.c.activity_id).label("first_id"),
            func.max(activity.c.activity_id).label("last_id"),
            func.min(activity.c.local_day).label("day"),
            func.substr(func.min(activity.c.text), 1, SHOWN).label("begins"),
        )
        .where(compared)
        .group_by(activity.c.member_id, minute, activity.c.text)
        .having(func.count() > 1)
        .subquery()
    )
    told = store.frame(select(func.sum(groups.c.times - 1).label("more"), func.min(groups.c.day).label("since"), func.max(groups.c.times).label("most")))
    if pd.isna(told["more"].iloc[0]):
        return Finding("fine", NOTHING, count=0, of=total)
    shown = [groups.c[name] for name in ("day", "source", "other_source", "member_id", "times", "first_id", "last_id", "begins")]
    rows = store.frame(select(*shown).order_by(groups.c.times.desc(), groups.c.day.desc(), groups.c.first_id).limit(MOST_ROWS))
    rows["other_source"] = rows["other_source"].where(rows["other_source"] != rows["source"], None)
    more = int(told["more"].iloc[0])
    two = " Some are in two sources: the same place may have been brought in under two names." if rows["other_source"].notna().any() else ""
    return Finding(
        "act" if more >= 0.01 * total else "look",
        f"{plural(more, 'post or comment', 'posts and comments')} repeating a text of the same member in the same minute.{two}",
        "Withdraw the snapshot that brought them a second time, under other ids or another source.",
        "snapshots",
        more,
        total,
        told["since"].iloc[0].date(),
        rows,
    )


@check(title="Members twice in one source", counts="accounts")
def same_members(store: Store) -> Finding | None:
    """Accounts of one source that share an e-mail address (by its hash), or the name and the moment of joining, and are not one person yet."""
    accounts = (
        select(member.c.source, member.c.member_id, member.c.email_hash, func.lower(func.trim(member.c.name)).label("name"), member.c.joined_at)
        .add_columns(identity.c.person_no)
        .join(identity, identity.c.member_no == member.c.member_no)
        .where(member.c.current)
        .subquery()
    )
    total = int(store.frame(select(func.count().label("n")).select_from(accounts))["n"].iloc[0])
    if not total:
        return None
    found = []
    for reason, keys in (("same e-mail address", ("email_hash",)), ("same name and moment of joining", ("name", "joined_at"))):
        shared = [accounts.c.source, *(accounts.c[key] for key in keys)]
        several = (
            select(*shared)
            .where(*(accounts.c[key].is_not(None) for key in keys), *(accounts.c[key] != "" for key in keys if key != "joined_at"))
            .group_by(*shared)
            .having(func.count(accounts.c.person_no.distinct()) > 1)
            .subquery()
        )
        same = and_(*(several.c[column.name] == column for column in shared))
        rows = store.frame(select(*shared, accounts.c.member_id, accounts.c.person_no).join(several, same))
        rows["group"] = rows.groupby([column.name for column in shared], dropna=False).ngroup() if len(rows) else pd.Series(dtype="int64")
        found.append(rows[["source", "group", "member_id"]].assign(reason=reason))
    table = pd.concat(found, ignore_index=True).sort_values(["source", "reason", "group", "member_id"], ignore_index=True)
    if table.empty:
        return Finding("fine", "No two accounts of one source look like one member.", count=0, of=total)
    table["group"] = table.groupby(["source", "reason", "group"], sort=False).ngroup() + 1
    concerned = len(table.drop_duplicates(["source", "member_id"]))
    return Finding(
        "look",
        f"{plural(concerned, 'account')} of {listed(sorted(set(table['source'])))} sharing an address, or name and moment of joining, with another there.",
        "Where they are one person, say so: they then count once. Two people may share a mailbox.",
        "people",
        concerned,
        total,
        rows=table.head(MOST_ROWS),
    )


@check(title="Tickets that came twice", counts="tickets")
def same_tickets(store: Store) -> Finding | None:
    """Tickets of one source opened at the same moment by the same requester about the same, with the same history, under different ids.

    Only tickets that say what they are about and who asked are compared: without that two requests of one moment need not be one.
    """
    total = int(store.frame(select(func.count().label("n")).where(ticket.c.current))["n"].iloc[0])
    if not total:
        return None
    requester = func.coalesce(ticket.c.member_id, ticket.c.customer_id)
    comparable = and_(ticket.c.current, ticket.c.topic.is_not(None), requester.is_not(None))
    compared = int(store.frame(select(func.count().label("n")).where(comparable))["n"].iloc[0])
    if not compared:
        return Finding("unknown", "The tickets do not say both what they are about and who asked: which came twice cannot be told.")
    history = (ticket.c.channel, ticket.c.first_response_at, ticket.c.resolved_at)
    groups = (
        select(
            ticket.c.source,
            ticket.c.created_at,
            ticket.c.topic,
            func.count().label("times"),
            func.min(ticket.c.ticket_id).label("first_id"),
            func.max(ticket.c.ticket_id).label("last_id"),
        )
        .where(comparable)
        .group_by(ticket.c.source, ticket.c.created_at, ticket.c.topic, requester, *history)
        .having(func.count() > 1)
    )
    rows = store.frame(groups)
    if rows.empty:
        return Finding("fine", "No ticket came twice under different ids.", count=0, of=compared)
    rows = rows.sort_values(["times", "created_at", "first_id"], ascending=[False, False, True], ignore_index=True)
    more = int((rows["times"] - 1).sum())
    return Finding(
        "act" if more >= 0.01 * compared else "look",
        f"{plural(more, 'ticket')} repeating another of the same requester and moment.",
        "Withdraw the snapshot that brought them a second time under other ids; or merge them in the help desk.",
        "snapshots",
        more,
        compared,
        rows["created_at"].min().tz_convert(store.settings.zone).date(),
        rows.head(MOST_ROWS),
    )
