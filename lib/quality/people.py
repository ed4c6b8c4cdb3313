"""Accounts of several sources that may be one person."""

import pandas as pd
from sqlalchemy import func, select

from lib.quality.finding import MOST_ROWS, Finding
from lib.quality.registry import check
from lib.store import Store
from lib.store.person_suggestions import suggestions
from lib.store.tables import RECORDS, identity
from lib.wording import plural

member = RECORDS["member"]


@check(title="One person in several sources", counts="accounts")
def one_person(store: Store) -> Finding | None:
    """Accounts of different sources that share an e-mail address, a customer or a name, and count as several people until somebody says that they are one."""
    accounts = store.frame(
        select(func.count(identity.c.source.distinct()).label("sources"), func.count().label("accounts"))
        .join(member, member.c.member_no == identity.c.member_no)
        .where(member.c.current, ~identity.c.is_bot)
    )
    if int(accounts["sources"].iloc[0]) < 2:
        return None
    found, total = suggestions(store), int(accounts["accounts"].iloc[0])
    if not found:
        return Finding("fine", "No accounts of different sources wait to be told one person or several.", count=0, of=total)
    rows = [
        {"group": number, "strength": one.strength, "shared": ", ".join(one.reasons), "source": account.source, "member_id": account.member_id}
        for number, one in enumerate(found, 1)
        for account in one.accounts
    ]
    return Finding(
        "look",
        f"{plural(len(found), 'group')} of accounts of different sources that may be one person each, counted as several until somebody says so.",
        "Confirm those that are one person, and tell the others apart.",
        "people",
        len({(row["source"], row["member_id"]) for row in rows}),
        total,
        rows=pd.DataFrame(rows[:MOST_ROWS]),
    )
