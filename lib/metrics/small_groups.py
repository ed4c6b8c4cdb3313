"""Small groups: which segments may be shown to those who may only look, so that none of few people is seen, nor found by subtraction."""

from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, func, select, true

from lib.store import Store
from lib.store.tables import identity

FEW = 5
"""People of a group, fewer than which would be known by it: the one limit for all that is shown of groups."""


def visible(counts: Mapping[str, int], least: int = FEW) -> frozenset[str]:
    """The groups whose people may be shown where the total over all groups is known. Who shows them adds the others up, or leaves them out.

    A group of nobody tells of nobody. One of fewer than ``least`` is hidden, and with it the next smallest, all of the same size
    together, until what is left for subtraction gives nobody away: at least two groups of ``least`` people together, whose sizes
    do not follow from their sum. They would where small groups alone are hidden and each has one person, or each the most that
    a small group can have. Where that is never so, all are hidden, and nothing but their total is known.

    Sizes alone decide, never names: whoever knows the rule can exchange the sizes of any two hidden groups and sees the same.
    """
    known = {name: number for name, number in counts.items() if number > 0}
    small = max((number for number in known.values() if number < least), default=0)
    for most in [small, *sorted({number for number in known.values() if number >= least})]:
        if _give_nobody_away([number for number in known.values() if number <= most], least):
            return frozenset(name for name in counts if name not in known or known[name] > most)
    return frozenset(counts) - frozenset(known)


def _give_nobody_away(hidden: list[int], least: int) -> bool:
    """Whether neither a size nor a union below ``least`` follows from the sum of ``hidden``."""
    number, together = len(hidden), sum(hidden)
    if not hidden:
        return True
    if number < 2 or together < least:
        return False
    return max(hidden) >= least or number < together < number * (least - 1)


def people(store: Store, *, staff: bool = False) -> dict[str, int]:
    """How many people are in each segment, without bots, with ``staff`` or without; whether anything else is known of them or not.

    One whose records are in several segments counts in each.
    """
    counted = func.count(identity.c.person_no.distinct()).filter(_counts(staff=staff))
    found = store.frame(select(identity.c.segment, counted.label("people")).where(*_NAMED).group_by(identity.c.segment))
    return {str(name): int(number) for name, number in zip(found["segment"], found["people"], strict=True)}


def shown_segments(store: Store, least: int = FEW) -> frozenset[str]:
    """The segments that may be shown and chosen, by the people known in them, whether staff count or not.

    As people may be in several segments, also the union of the hidden ones is looked at: those who are in none that is shown are
    nobody, or ``least`` at least. What is asked besides, a platform, a channel, days, is not looked at.
    """
    members, all_people = (people(store, staff=staff) for staff in (False, True))
    shown = visible(members, least) & visible(all_people, least)
    while _gives_away(store, shown, least):
        sizes = [all_people[name] for name in shown if all_people[name]]
        if not sizes:
            break
        shown = frozenset(name for name in shown if not 0 < all_people[name] <= min(sizes))
    return shown


def _gives_away(store: Store, shown: frozenset[str], least: int) -> bool:
    return any(0 < _left_over(store, shown, staff=staff) < least for staff in (False, True))


def _left_over(store: Store, shown: Iterable[str], *, staff: bool) -> int:
    """People in segments, but in none of the shown ones: what subtraction finds."""
    seen = select(identity.c.person_no).where(identity.c.segment.in_(sorted(shown)), *_NAMED)
    counted = func.count(identity.c.person_no.distinct())
    statement = select(counted.label("people")).where(*_NAMED, _counts(staff=staff), identity.c.person_no.not_in(seen))
    return int(store.frame(statement)["people"].iloc[0])


def _counts(*, staff: bool) -> ColumnElement[bool]:
    return true() if staff else ~identity.c.is_staff


_NAMED = (identity.c.segment.is_not(None), identity.c.segment != "", ~identity.c.is_bot)
