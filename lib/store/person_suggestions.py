"""Which accounts of different sources may be one person. A suggestion changes nothing: an analyst confirms it or not.

Accounts share something: an e-mail address (compared as hashes), a customer, or a name, which is compared without case,
accents and punctuation and must say something: two words, or one long one. Nothing is suggested of bots, of accounts that
are one person already, nor where two of the accounts were told apart. What is shared counts where it is unique within each
source: a customer with three accounts on the forum, or a name that many have, tells nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Select, and_, case, func, literal, or_, select, union_all

from lib.store import tables
from lib.store.profiles import Profile, profiles
from lib.store.tables import identity, person_apart

if TYPE_CHECKING:
    from lib.store.store import Store

member = tables.RECORDS["member"]

STRENGTHS = {"email": "strong", "shared email": "likely", "customer": "likely", "name": "weak"}
"""How much equality of it says, the strongest first. A shared e-mail is one that a source has twice."""

MOST_SHARING = 5
"""Accounts of one shared e-mail: more of them are no person's but an office's."""

LONG_WORD = 8
"""Signs that a name of one word must have to tell anything."""

_ORDER = list(STRENGTHS)
_UNFOLDED = (("ß", "ss"), ("ł", "l"), ("ø", "o"), ("đ", "d"), ("ı", "i"), ("æ", "ae"), ("œ", "oe"))
"""Letters that Unicode does not take apart."""


@dataclass(frozen=True)
class Suggestion:
    """Accounts that may be one person, and what they share, the strongest first."""

    reasons: tuple[str, ...]
    accounts: tuple[Profile, ...]

    @property
    def strength(self) -> str:
        """``strong``, ``likely`` or ``weak``."""
        return STRENGTHS[self.reasons[0]]

    @property
    def people(self) -> int:
        """How many people its accounts are today."""
        return len({account.person_no for account in self.accounts})

    @property
    def activities(self) -> int:
        return sum(account.activities for account in self.accounts)


@dataclass(frozen=True)
class _Group:
    reasons: tuple[str, ...]
    members: frozenset[int]
    people: frozenset[int]


def suggestions(store: "Store") -> tuple[Suggestion, ...]:
    """All of them: the strong first, then those with most activity."""
    with store.reading():
        groups = _without_repeats(_groups(store), _apart(store))
        known = profiles(store, sorted({number for group in groups for number in group.members}))
    found = [
        Suggestion(group.reasons, tuple(sorted((known[number] for number in group.members), key=lambda account: (account.source, account.member_id))))
        for group in groups
    ]
    order = list(dict.fromkeys(STRENGTHS.values()))
    return tuple(sorted(found, key=lambda one: (order.index(one.strength), -one.activities, one.accounts[0].source, one.accounts[0].member_id)))


def folded(names: Sequence[str | None]) -> pa.Array:
    """Names as they are compared; null where one is too plain to tell anything."""
    plain = pc.utf8_lower(pc.replace_substring_regex(pc.utf8_normalize(pa.array(names, pa.string()), form="NFKD"), r"\p{M}+", ""))
    for letter, written in _UNFOLDED:
        plain = pc.replace_substring(plain, letter, written)
    words = pc.utf8_trim_whitespace(pc.replace_substring_regex(plain, r"[^\p{L}\p{N}]+", " "))
    tells = pc.or_(pc.match_substring(words, " "), pc.greater_equal(pc.utf8_length(words), LONG_WORD))
    return pc.if_else(tells, words, pa.scalar(None, pa.string()))


def _groups(store: "Store") -> Iterator[_Group]:
    """Accounts that share something, by strength."""
    shared = pd.concat([store.frame(_sharing()), _of_one_name(store)], ignore_index=True)
    members: dict[tuple[str, str], set[int]] = defaultdict(set)
    people: dict[tuple[str, str], set[int]] = defaultdict(set)
    for reason, key, number, person in zip(*(shared[name].tolist() for name in ("reason", "key", "member_no", "person_no")), strict=True):
        members[reason, key].add(number)
        people[reason, key].add(person)
    for reason, key in sorted(members, key=lambda group: (_ORDER.index(group[0]), group[1])):
        yield _Group((reason,), frozenset(members[reason, key]), frozenset(people[reason, key]))


def _sharing() -> Select[Any]:
    """reason, key, member_no, person_no: a row an account of each group that shares an e-mail address or a customer."""
    each = [
        select(literal(reason).label("reason"), column.label("key"), identity.c.member_no, identity.c.source, identity.c.person_no)
        .join(member, and_(member.c.member_no == identity.c.member_no, member.c.current))
        .where(column.is_not(None), column != "", ~identity.c.is_bot)
        for reason, column in (("email", member.c.email_hash), ("customer", member.c.customer_id))
    ]
    account = union_all(*each).cte("account")
    of_source = (
        select(
            account.c.reason,
            account.c.key,
            func.min(account.c.person_no).label("low"),
            func.max(account.c.person_no).label("high"),
            func.count().label("accounts"),
        )
        .group_by(account.c.reason, account.c.key, account.c.source)
        .subquery()
    )
    unique = func.max(of_source.c.high - of_source.c.low) == 0
    few = and_(of_source.c.reason == "email", func.sum(of_source.c.accounts) <= MOST_SHARING)
    group = (
        select(of_source.c.reason, of_source.c.key, unique.label("unique"))
        .group_by(of_source.c.reason, of_source.c.key)
        .having(func.count() > 1, func.min(of_source.c.low) < func.max(of_source.c.high), or_(unique, few))
        .subquery()
    )
    reason = case((group.c.unique, group.c.reason), else_="shared " + group.c.reason)
    same = and_(account.c.reason == group.c.reason, account.c.key == group.c.key)
    return select(reason.label("reason"), group.c.key, account.c.member_no, account.c.person_no).join(account, same)


def _of_one_name(store: "Store") -> pd.DataFrame:
    """The same columns, of accounts that share a name which is unique within each of their sources."""
    columns = [identity.c[name] for name in ("member_no", "source", "person_no", "name")]
    named = store.frame(select(*columns).where(identity.c.name.is_not(None), ~identity.c.is_bot))
    named["key"] = folded(named["name"].tolist()).to_pandas()
    named = named[named["key"].notna()]
    named = named[named.duplicated("key", keep=False)]
    of_source = named.groupby(["key", "source"])["person_no"].agg(["min", "max"]).reset_index()
    of_source["several"] = of_source["min"] < of_source["max"]
    group = of_source.groupby("key").agg(sources=("source", "size"), several=("several", "any"), low=("min", "min"), high=("max", "max"))
    wanted = group[(group["sources"] > 1) & ~group["several"] & (group["low"] < group["high"])]
    return named[named["key"].isin(wanted.index)].assign(reason="name")[["reason", "key", "member_no", "person_no"]]


def _apart(store: "Store") -> set[frozenset[int]]:
    """Pairs of people of whom accounts were told apart."""
    one, other = identity.alias("one"), identity.alias("other")
    pairs = (
        select(one.c.person_no, other.c.person_no.label("other_no"))
        .select_from(person_apart)
        .join(one, and_(one.c.source == person_apart.c.source, one.c.member_id == person_apart.c.member_id))
        .join(other, and_(other.c.source == person_apart.c.other_source, other.c.member_id == person_apart.c.other_member_id))
    )
    return {frozenset(pair) for pair in store.frame(pairs).itertuples(index=False, name=None)}


def _without_repeats(groups: Iterable[_Group], apart: set[frozenset[int]]) -> list[_Group]:
    """Each set of people once, with all that it shares; none of which a stronger one has all the people, or two were told apart."""
    found: list[_Group] = []
    of_person: dict[int, list[int]] = defaultdict(list)
    for group in groups:
        if apart and any(frozenset(pair) in apart for pair in combinations(group.people, 2)):
            continue
        around = [place for place in of_person[min(group.people)] if found[place].people >= group.people]
        if not around:
            for person in group.people:
                of_person[person].append(len(found))
            found.append(group)
        for place in around:
            known = found[place]
            if known.people == group.people:
                found[place] = replace(known, reasons=(*known.reasons, *group.reasons), members=known.members | group.members)
    return found
