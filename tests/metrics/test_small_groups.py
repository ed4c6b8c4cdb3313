"""No segment of fewer than five people is shown, nor found by who knows the total, the shown ones and the rule."""

from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.metrics.small_groups import people, shown_segments, visible
from lib.store import Store
from lib.store.people import link_each
from tests.factories import at, post, put

FEW = 5
SIZES = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 12), max_size=5)


def parts(total: int, number: int) -> Iterator[tuple[int, ...]]:
    """All ways to give ``total`` people to ``number`` groups, at least one to each."""
    if number == 1:
        yield (total,)
        return
    for first in range(1, total - number + 2):
        yield from ((first, *rest) for rest in parts(total - first, number - 1))


def possible(counts: Mapping[str, int]) -> list[dict[str, int]]:
    """The attacker: all sizes of the hidden groups that agree with the total, with what is shown, and with the rule."""
    shown = visible(counts)
    hidden = sorted(set(counts) - shown)
    total = sum(counts[name] for name in hidden)
    guesses = (dict(zip(hidden, sizes, strict=True)) for sizes in parts(total, len(hidden)))
    return [guess for guess in guesses if visible({**counts, **guess}) == shown]


def nothing_helps(counts: Mapping[str, int]) -> bool:
    """Everything is hidden already: what is known is the total alone."""
    return all(counts[name] == 0 for name in visible(counts))


def tiny() -> Iterator[dict[str, int]]:
    """Every community of up to four segments of up to eleven people; of four of up to seven. The order of names is another test's."""
    for number, most in ((1, 11), (2, 11), (3, 11), (4, 7)):
        yield from (dict(zip("abcd", sizes, strict=False)) for sizes in combinations_with_replacement(range(most + 1), number))


def stays_unknown(counts: Mapping[str, int]) -> None:
    hidden = set(counts) - visible(counts)
    if not hidden or nothing_helps(counts):
        return
    assert sum(counts[name] for name in hidden) >= FEW
    guesses = possible(counts)
    for name in hidden:
        if counts[name] < FEW:
            assert len({guess[name] for guess in guesses}) > 1, f"{name} is found in {counts}"


@given(SIZES)
def test_no_small_group_is_found_by_subtraction_and_knowledge_of_the_rule(counts: dict[str, int]) -> None:
    stays_unknown(counts)


def test_no_small_group_is_found_in_any_of_the_tiny_communities() -> None:
    """Ties, and sums that fix every size, are among them."""
    for counts in tiny():
        stays_unknown(counts)


@given(SIZES)
def test_no_group_of_one_to_four_is_shown_and_all_of_nobody_are(counts: dict[str, int]) -> None:
    shown = visible(counts)
    assert all(counts[name] == 0 or counts[name] >= FEW for name in shown)
    assert {name for name, number in counts.items() if number == 0} <= shown


@given(SIZES, st.permutations("abcde"))
def test_sizes_decide_and_names_do_not(counts: dict[str, int], names: list[str]) -> None:
    renamed = dict(zip("abcde", names, strict=True))
    assert visible({renamed[name]: number for name, number in counts.items()}) == {renamed[name] for name in visible(counts)}


@given(SIZES)
def test_no_more_is_hidden_than_must_be(counts: dict[str, int]) -> None:
    """The largest that is hidden is small itself, or the smaller ones without it gave somebody away."""
    hidden = sorted(counts[name] for name in set(counts) - visible(counts))
    if not hidden or hidden[-1] < FEW:
        return
    rest = [number for number in hidden if number < hidden[-1]]
    assert rest, "a group of five or more is hidden for nobody's sake"
    assert len(rest) == 1 or sum(rest) < FEW or sum(rest) in (len(rest), 4 * len(rest))


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 30, "b": 12, "c": 4, "d": 1}, "ab"),
        ({"a": 30, "b": 12, "c": 4}, "a"),
        ({"a": 30, "b": 12, "c": 12, "d": 4}, "a"),
        ({"a": 30, "b": 12, "c": 2, "d": 2}, "a"),
        ({"a": 30, "b": 5, "c": 4, "d": 4}, "a"),
        ({"a": 30, "b": 5}, "ab"),
        ({"a": 30, "b": 0}, "ab"),
        ({"a": 30, "b": 4}, ""),
        ({"a": 4}, ""),
        ({}, ""),
    ],
    ids=str,
)
def test_what_is_shown(counts: dict[str, int], shown: str) -> None:
    assert visible(counts) == set(shown)


def test_another_least() -> None:
    assert visible({"a": 30, "b": 12, "c": 8, "d": 2}, least=10) == {"a", "b"}
    assert visible({"a": 30, "b": 1}, least=1) == {"a", "b"}


def join(store: Store, segment: str | None, number: int, source: str = "forum", **more: object) -> None:
    who = [f"{segment}{place}" for place in range(number)]
    put(store, "member", *({"member_id": name, "segment": segment, "joined_at": at(0), **more} for name in who), source=source)


def test_people_are_counted_by_segment_without_bots_and_staff(any_store: Store) -> None:
    join(any_store, "large", 6)
    join(any_store, "crew", 2, role="staff")
    join(any_store, "robots", 3, role="bot")
    join(any_store, None, 2)
    assert people(any_store) == {"large": 6, "crew": 0}
    assert people(any_store, staff=True) == {"large": 6, "crew": 2}


def test_the_segments_that_may_be_shown(any_store: Store) -> None:
    for segment, number in {"large": 30, "middle": 12, "small": 4, "single": 1}.items():
        join(any_store, segment, number)
    put(any_store, "activity", post("large0"))
    assert shown_segments(any_store) == {"large", "middle"}


def test_who_is_in_a_segment_and_nothing_more_is_known_of_counts(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "ana", "segment": "solo"})
    assert people(any_store) == {"solo": 1}


def test_a_segment_of_few_people_once_staff_count_is_hidden(any_store: Store) -> None:
    join(any_store, "large", 30)
    join(any_store, "middle", 12)
    join(any_store, "crew", 2, role="staff")
    assert shown_segments(any_store) == {"large"}


def test_who_is_in_a_shown_segment_too_hides_nobody(any_store: Store) -> None:
    """Seven are in the hidden segments, four of them in a shown one: three are left over, so that one more has to be hidden."""
    for segment, number in {"large": 34, "middle": 12, "single": 3}.items():
        join(any_store, segment, number)
    join(any_store, "small", 4, source="chat")
    link_each(any_store, [((("forum", f"large{place}"), ("chat", f"small{place}")), "by hand") for place in range(4)], "tests")
    assert people(any_store) == {"large": 34, "middle": 12, "small": 4, "single": 3}
    assert visible(people(any_store)) == {"large", "middle"}
    assert shown_segments(any_store) == {"large"}


def test_an_empty_store_has_no_segments(any_store: Store) -> None:
    assert shown_segments(any_store) == frozenset()
