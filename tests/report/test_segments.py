"""Active members by segment: all of them once, small segments never, also not by subtraction."""

from lib.report.coverage import Coverage
from lib.report.quarter import Quarter
from lib.report.report import Segment
from lib.report.segments import segments
from lib.store import Store
from tests.factories import post, put

Q1 = Quarter.parse("2026Q1")


def of(store: Store) -> tuple[Segment, ...]:
    with store.reading():
        return segments(store, Coverage.of(store), Q1)


def members(store: Store, **sizes: int) -> None:
    """As many active members in each segment; ``none``: in none."""
    names = [(f"{segment}{number}", None if segment == "none" else segment) for segment, size in sizes.items() for number in range(size)]
    put(store, "member", *({"member_id": name, "segment": segment} for name, segment in names))
    put(store, "activity", *(post(name, hours=place % 24) for place, (name, _) in enumerate(names)))


def test_segments_are_counted_largest_first(any_store: Store) -> None:
    members(any_store, free=7, pro=12, none=6)
    assert of(any_store) == (Segment("pro", 12), Segment("free", 7), Segment("Without a segment", 6))


def test_a_small_one_takes_another_with_it(store: Store) -> None:
    members(store, free=30, pro=12, vip=3)
    assert of(store) == (Segment("free", 30), Segment(None, 15))


def test_two_small_ones_that_give_nobody_away_are_told_together(store: Store) -> None:
    members(store, free=30, vip=3, press=4)
    shown = of(store)
    assert shown[-1].name is None
    assert sum(segment.active for segment in shown) == 37
    assert all(segment.active >= 5 for segment in shown)


def test_where_all_are_small_nothing_is_shown(store: Store) -> None:
    members(store, free=3, pro=2)
    assert of(store) == ()


def test_without_segments_or_members_there_are_none(store: Store) -> None:
    assert of(store) == ()
    members(store, none=20)
    assert of(store) == ()


def test_people_of_two_accounts_count_once(store: Store) -> None:
    members(store, free=7, pro=12)
    put(store, "member", {"member_id": "x", "segment": "free", "person_id": "p"}, {"member_id": "y", "segment": "pro", "person_id": "p"})
    put(store, "activity", post("x"), post("y"))
    assert sum(segment.active for segment in of(store)) == 20
