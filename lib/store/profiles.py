"""What is known of single accounts: for an analyst who decides which of them are one person. Names are personal."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from lib.store import tables
from lib.store.tables import identity, person_link

if TYPE_CHECKING:
    from lib.store.store import Store

member, activity = tables.RECORDS["member"], tables.RECORDS["activity"]

_AT_ONCE = 10_000


@dataclass(frozen=True)
class Profile:
    """One account. ``last_day``: local; None where it never acted. Name and customer are None where its source does not say them."""

    source: str
    member_id: str
    name: str | None
    customer_id: str | None
    person_no: int
    activities: int
    last_day: date | None

    @property
    def key(self) -> tuple[str, str]:
        """Source and member_id."""
        return self.source, self.member_id


@dataclass(frozen=True)
class Census:
    """``people`` have ``accounts``, bots left out; ``linked`` people have an account that an analyst linked."""

    accounts: int
    people: int
    linked: int
    sources: int


def census(store: "Store") -> Census:
    """How many accounts and people there are."""
    known = select(func.count(), func.count(identity.c.person_no.distinct()), func.count(identity.c.source.distinct())).where(~identity.c.is_bot)
    of_link = and_(identity.c.source == person_link.c.source, identity.c.member_id == person_link.c.member_id)
    linked = select(func.count(identity.c.person_no.distinct())).join(person_link, of_link)
    with store.reading() as connection:
        accounts, people, sources = connection.execute(known).one()
        return Census(accounts, people, connection.execute(linked).scalar_one(), sources)


def profiles(store: "Store", numbers: list[int]) -> dict[int, Profile]:
    """The accounts of these member numbers."""
    found: dict[int, Profile] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        last = func.max(activity.c.local_day).label("last_day")
        acts = select(activity.c.member_no, func.count().label("activities"), last).where(activity.c.current, activity.c.member_no.in_(some))
        acted = acts.group_by(activity.c.member_no).subquery()
        columns = [identity.c[name] for name in ("member_no", "source", "member_id", "name", "person_no")]
        rows = store.frame(
            select(*columns, member.c.customer_id, func.coalesce(acted.c.activities, 0).label("activities"), acted.c.last_day)
            .outerjoin(member, and_(member.c.member_no == identity.c.member_no, member.c.current))
            .outerjoin(acted, acted.c.member_no == identity.c.member_no)
            .where(identity.c.member_no.in_(some))
        )
        row: Any
        for row in rows.astype(object).where(rows.notna(), None).itertuples():
            day = row.last_day.date() if row.last_day is not None else None
            found[int(row.member_no)] = Profile(row.source, row.member_id, row.name, row.customer_id, int(row.person_no), int(row.activities), day)
    return found


def search(store: "Store", words: str, most: int) -> tuple[Profile, ...]:
    """The first ``most`` accounts whose name or id has ``words`` in it, whatever their case; bots left out. Those that match whole come first."""
    wanted = " ".join(words.split()).lower()
    if not wanted:
        return ()
    name, account = func.lower(identity.c.name), func.lower(identity.c.member_id)
    whole = or_(func.coalesce(name == wanted, False), account == wanted)
    found = (
        select(identity.c.member_no)
        .where(~identity.c.is_bot, or_(name.contains(wanted, autoescape=True), account.contains(wanted, autoescape=True)))
        .order_by(whole.desc(), identity.c.name.is_(None), identity.c.name, identity.c.source, identity.c.member_id)
        .limit(most)
    )
    numbers: list[int] = store.frame(found)["member_no"].tolist()
    known = profiles(store, numbers)
    return tuple(known[number] for number in numbers)
