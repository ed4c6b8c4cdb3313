"""The definitions about taking part once more, plainly: each person's highest step, and how much each one wrote."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from lib.scope import Scope
from tests.metrics.oracle import DAY, Community, Person, Row, between, first_day, nulls

STEPS = {"post": "creator", "comment": "commenter", "reaction": "reactor"}


def level(world: Community, scope: Scope, person: Person, start: date, last: date) -> str:
    """The highest step of that person in the period."""
    kinds = {act["kind"] for act in world.acts(scope) if world.author(act) == person and between(start, last, world.day(act))}
    return next((name for kind, name in STEPS.items() if kind in kinds), "observer")


def known(world: Community, scope: Scope, last: date) -> list[Person]:
    """The people of the chosen segments who joined or were first active by then."""
    return [
        person
        for person, accounts in world.accounts_of.items()
        if world.counts(person, scope)
        and (not scope.segments or any(world.records.get(account, {}).get("segment") in scope.segments for account in accounts))
        and (since := world.since(person)) is not None
        and since <= last
    ]


def participation(world: Community, scope: Scope) -> Iterator[Row]:
    for start, last in world.periods(scope):
        found = Counter(level(world, scope, person, start, last) for person in known(world, scope, last))
        for name in ("observer", "reactor", "commenter", "creator"):
            members = found[name] if world.known(start, last) else None
            yield {"period_start": start, "level": name, "members": members, "complete": world.complete(start, last)}


def participation_flow(world: Community, scope: Scope) -> Iterator[Row]:
    pairs = [(first_day(start - DAY, scope.by), start, last) for start, last in world.periods(scope)]
    whole = [pair for pair in pairs if world.complete(pair[0], pair[2])]
    moves: Counter[tuple[str, str]] = Counter()
    if whole:
        before, start, last = whole[-1]
        for person in known(world, scope, start - DAY):
            moves[level(world, scope, person, before, start - DAY), level(world, scope, person, start, last)] += 1
    for old in ("observer", "reactor", "commenter", "creator"):
        for new in ("observer", "reactor", "commenter", "creator"):
            yield {"from": old, "to": new, "members": moves[old, new] if whole else None}


def concentration(world: Community, scope: Scope) -> Iterator[Row]:
    for start, last in world.periods(scope):
        written = Counter(
            world.author(act)
            for act in world.activities
            if world.passes(act, scope) and act["kind"] in ("post", "comment") and world.is_member(world.author(act)) and between(start, last, world.day(act))
        )
        row = {
            "period_start": start,
            "contributors": len(written),
            "top_1_share": top(list(written.values()), 1),
            "top_10_share": top(list(written.values()), 10),
            "gini": gini(list(written.values())),
            "complete": world.complete(start, last),
        }
        yield row if world.known(start, last) else nulls(row)


def top(amounts: list[int], percent: int) -> float | None:
    """The share of the largest: as many as make up so many percent, or more by less than one."""
    if not amounts:
        return None
    people = next(people for people in range(1, len(amounts) + 1) if 100 * people >= percent * len(amounts))
    return float(Fraction(sum(sorted(amounts)[-people:]), sum(amounts)))


def gini(amounts: list[int]) -> float | None:
    """Half the mean difference of all pairs, relative to the mean: the same as the formula over ranks."""
    if not amounts:
        return None
    differences = sum(abs(one - other) for one in amounts for other in amounts)
    return float(Fraction(differences, 2 * len(amounts) * sum(amounts)))
