"""An analyst's decisions about accounts: these are one person (``link``), these are not (``apart``), and the way back.

Decisions name accounts by source and id, so they outlive imports, withdrawals and restorings of the records. What they
make of persons is worked out in ``person_chains``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import combinations
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pandas as pd
import pyarrow as pa
from sqlalchemy import Column, ColumnElement, Connection, MetaData, Table, Text, and_, delete, exists, func, insert, or_, select, tuple_, update
from sqlalchemy.schema import DropTable

from lib.errors import CommandError
from lib.store import dialect, rollups, tables
from lib.store.tables import identity, member_number, person_apart, person_link

if TYPE_CHECKING:
    from lib.store.store import Store

member = tables.RECORDS["member"]

Account = tuple[str, str]
"""Source and member_id."""

REASONS = ("email", "customer", "name", "by hand")
"""What a link rests on."""

_AGAIN = "look at the page again: it may have been decided elsewhere"


def link(store: "Store", accounts: Iterable[Account], reason: str, who: str) -> str:
    """Makes the accounts one person, with all that belongs to each of them already; gives the id under which that is kept.

    It keeps the id that one of them has, or takes the first account's. CommandError for fewer
    than two accounts, or one that nobody knows.
    """
    return link_each(store, [(accounts, reason)], who)[0]


def link_each(store: "Store", groups: Sequence[tuple[Iterable[Account], str]], who: str) -> list[str]:
    """``link`` for many groups of accounts, each with its reason, in one transaction; a person_id a group."""
    wanted = [(sorted(set(accounts)), reason) for accounts, reason in groups]
    for accounts, reason in wanted:
        if len(accounts) < 2:
            raise CommandError("A person needs two accounts to be linked.", found=str(len(accounts)), hint="choose another account as well")
        if reason not in REASONS:
            raise CommandError.unknown("reason", reason, REASONS)
    with store.writing() as writer:
        connection = writer.connection
        _known(connection, {account for accounts, _ in wanted for account in accounts})
        links = _Links(connection)
        found = [links.join(accounts, reason) for accounts, reason in wanted]
        if not links.changed:
            writer.discard()
            return [links.renamed(name) for name in found]
        links.write(connection, {"linked_at": writer.now, "linked_by": who})
        _forget_apart_within(connection)
        rollups.refresh(connection, writer.settings)
    return [links.renamed(name) for name in found]


def unlink(store: "Store", accounts: Iterable[Account]) -> None:
    """Takes back what linked these accounts to others; given all of a person, nothing of it stays. What the records say stays.

    Accounts that the records make one person go together. CommandError where no link is left to take back.
    """
    given = _any_of(member, accounts)
    with store.writing() as writer:
        connection = writer.connection
        tied = select(member.c.person_id).where(member.c.current, member.c.person_id.is_not(None), given)
        beside = exists().where(
            member.c.source == person_link.c.source, member.c.member_id == person_link.c.member_id, member.c.current, member.c.person_id.in_(tied)
        )
        gone = connection.execute(delete(person_link).where(or_(_any_of(person_link, accounts), beside)).returning(person_link.c.person_id)).all()
        if not gone:
            raise CommandError("These accounts are not linked any more.", hint=_AGAIN)
        alone = select(person_link.c.person_id).group_by(person_link.c.person_id).having(func.count() < 2)
        connection.execute(delete(person_link).where(person_link.c.person_id.in_(alone)))
        rollups.refresh(connection, writer.settings)


def apart(store: "Store", accounts: Iterable[Account], who: str) -> None:
    """Notes that the accounts are different people, so that nothing suggests otherwise; accounts of one person are taken as one.

    CommandError where all of them are one person today.
    """
    wanted = sorted(set(accounts))
    with store.writing() as writer:
        connection = writer.connection
        _known(connection, set(wanted))
        persons = select(identity.c.source, identity.c.member_id, identity.c.person_no).where(_any_of(identity, wanted))
        person = {(row.source, row.member_id): row.person_no for row in connection.execute(persons)}
        pairs = [(*one, *other) for one, other in combinations(wanted, 2) if person[one] != person[other]]
        if not pairs:
            raise CommandError("These accounts are one person.", hint="undo their link first")
        known = {tuple(row) for row in connection.execute(select(*_pair()).where(_any_of(person_apart, wanted)))}
        names = [column.name for column in _pair()]
        rows = [dict(zip(names, pair, strict=True), decided_at=writer.now, decided_by=who) for pair in pairs if pair not in known]
        if not rows:
            writer.discard()
            return
        connection.execute(insert(person_apart), rows)


def reconsider(store: "Store", accounts: Iterable[Account]) -> None:
    """Takes back what was said by ``apart`` of any two of the accounts; nothing happens where nothing was."""
    wanted = sorted(set(accounts))
    pairs = [(*one, *other) for one, other in combinations(wanted, 2)]
    with store.writing() as writer:
        gone = writer.connection.execute(delete(person_apart).where(tuple_(*_pair()).in_(pairs)).returning(person_apart.c.source)).all()
        if not gone:
            writer.discard()


def linked(store: "Store") -> pd.DataFrame:
    """A row an account of each person that analysts linked, those that only its records tie to it included; latest decision first.

    Columns: person_no, source, member_id, name, person_id, reason, linked_at, linked_by; the last four are null where the records alone say so.
    """
    of_link = and_(identity.c.source == person_link.c.source, identity.c.member_id == person_link.c.member_id)
    latest = select(identity.c.person_no, func.max(person_link.c.linked_at).label("latest"))
    persons = latest.join(person_link, of_link).group_by(identity.c.person_no).subquery()
    decided = [person_link.c[name] for name in ("person_id", "reason", "linked_at", "linked_by")]
    return store.frame(
        select(identity.c.person_no, identity.c.source, identity.c.member_id, identity.c.name, *decided)
        .join(persons, persons.c.person_no == identity.c.person_no)
        .outerjoin(person_link, of_link)
        .order_by(persons.c.latest.desc(), identity.c.person_no, identity.c.member_no)
    )


def kept_apart(store: "Store") -> pd.DataFrame:
    """A row a pair that ``apart`` told, latest first: the columns of ``person_apart``, and name and other_name, null where unknown."""
    one, other = identity.alias("one"), identity.alias("other")
    return store.frame(
        select(*person_apart.c, one.c.name, other.c.name.label("other_name"))
        .outerjoin(one, and_(one.c.source == person_apart.c.source, one.c.member_id == person_apart.c.member_id))
        .outerjoin(other, and_(other.c.source == person_apart.c.other_source, other.c.member_id == person_apart.c.other_member_id))
        .order_by(person_apart.c.decided_at.desc(), *_pair())
    )


class _Links:
    """The links there are, and those that come to them."""

    def __init__(self, connection: Connection) -> None:
        self._of: dict[Account, str] = {}
        self._accounts: dict[str, list[Account]] = defaultdict(list)
        for row in connection.execute(select(person_link.c.source, person_link.c.member_id, person_link.c.person_id)):
            self._put((row.source, row.member_id), row.person_id)
        self._new: dict[Account, str] = {}  # and its reason
        self._names: dict[str, str] = {}  # that a person no longer has, and the one that it took instead

    @property
    def changed(self) -> bool:
        return bool(self._new or self._names)

    def renamed(self, name: str) -> str:
        """What a person of that name is called after all."""
        while name in self._names:
            name = self._names[name]
        return name

    def join(self, accounts: list[Account], reason: str) -> str:
        """Makes ``accounts`` one person; its id."""
        names = sorted({self._of[account] for account in accounts if account in self._of})
        name = names[0] if names else self._fresh(accounts[0])
        for old in names:
            if old != name:
                for account in self._accounts.pop(old):
                    self._put(account, name)
                self._names[old] = name
        for account in accounts:
            if account not in self._of:
                self._put(account, name)
                self._new[account] = reason
        return name

    def write(self, connection: Connection, decided: dict[str, Any]) -> None:
        """Writes what changed."""
        for old in self._names:
            connection.execute(update(person_link).where(person_link.c.person_id == old).values(person_id=self.renamed(old)))
        rows = [{"source": key[0], "member_id": key[1], "person_id": self._of[key], "reason": reason, **decided} for key, reason in self._new.items()]
        types = {"linked_at": pa.timestamp("us", "UTC")}
        schema = pa.schema([(column.name, types.get(column.name, pa.string())) for column in person_link.c])
        dialect.insert_arrow(connection, person_link, pa.Table.from_pylist(rows, schema))

    def _put(self, account: Account, name: str) -> None:
        self._of[account] = name
        self._accounts[name].append(account)

    def _fresh(self, account: Account) -> str:
        """The account's own name, with a number where another person has it: one that was named for it and lost it."""
        name, turn = ":".join(account), 1
        while name in self._accounts or name in self._names:
            name, turn = f"{':'.join(account)} {turn + 1}", turn + 1
        return name


def _known(connection: Connection, accounts: set[Account]) -> None:
    """CommandError where an account has neither a record nor an activity, nor had."""
    with _asked(connection, accounts) as asked:
        numbered = exists().where(member_number.c.source == asked.c.source, member_number.c.member_id == asked.c.member_id)
        strange = connection.execute(select(asked.c.source, asked.c.member_id).where(~numbered).limit(1)).first()
    if strange is not None:
        raise CommandError(f"There is no account {strange.member_id!r} in {strange.source}.", hint="check the source and the id")


@contextmanager
def _asked(connection: Connection, accounts: set[Account]) -> Iterator[Table]:
    """The accounts as a temporary table: there may be thousands."""
    asked = Table(f"asked_{uuid4().hex[:12]}", MetaData(), Column("source", Text), Column("member_id", Text), prefixes=["TEMPORARY"])
    asked.create(connection)
    dialect.insert_arrow(connection, asked, pa.table({"source": [source for source, _ in accounts], "member_id": [name for _, name in accounts]}))
    yield asked
    connection.execute(DropTable(asked))


def _forget_apart_within(connection: Connection) -> None:
    """A link says more than that its accounts were once told apart."""
    one, other = person_link.alias("one"), person_link.alias("other")
    connection.execute(
        delete(person_apart).where(
            exists().where(
                and_(one.c.source == person_apart.c.source, one.c.member_id == person_apart.c.member_id),
                and_(other.c.source == person_apart.c.other_source, other.c.member_id == person_apart.c.other_member_id),
                one.c.person_id == other.c.person_id,
            )
        )
    )


def _pair() -> tuple[Column[Any], ...]:
    return person_apart.c.source, person_apart.c.member_id, person_apart.c.other_source, person_apart.c.other_member_id


def _any_of(table: Any, accounts: Iterable[Account]) -> ColumnElement[bool]:
    return tuple_(table.c.source, table.c.member_id).in_(list(accounts))
