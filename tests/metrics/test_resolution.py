"""Solved threads: what solves, who needed staff for it, and how long it took."""

from datetime import date

import pytest

from lib.metrics import find
from lib.metrics.resolution import solution_curve, solvers, unsolved
from lib.scope import ALL_TIME, Scope
from lib.store import Store
from tests.factories import comment, post, put
from tests.metrics.tables import Row, assert_rows, rows

resolution = find("resolution")


def solution(member: str, hours: float, thread: str, **more: object) -> Row:
    return comment(member, hours, thread, is_solution=True, **more)


def january(**more: object) -> Row:
    shown = {"period_start": date(2026, 1, 1), "threads": 1, "solved": 1, "solved_share": 1.0, "self_solved": 1, "self_solved_share": 1.0}
    return {**shown, "median_hours_to_solution": 3.0, "complete": False, **more}


def with_staff(store: Store) -> None:
    put(store, "member", {"member_id": "sam", "role": "staff"}, {"member_id": "bot", "role": "bot"})


def test_the_earliest_marked_reply_solves(any_store: Store) -> None:
    put(any_store, "activity", post("ana", thread_id="t"), solution("cy", 5, "t"), solution("ben", 3, "t"), comment("ben", 1, "t"))
    assert_rows(resolution(any_store, ALL_TIME), [january()])


def test_staff_up_to_the_solution_makes_it_not_self_solved(any_store: Store) -> None:
    with_staff(any_store)
    put(any_store, "activity", post("ana", thread_id="early"), comment("sam", 1, "early"), solution("ben", 3, "early"))
    put(any_store, "activity", post("ana", thread_id="same"), solution("ben", 3, "same"), comment("sam", 3, "same"))
    put(any_store, "activity", post("ana", thread_id="itself"), solution("sam", 3, "itself"))
    put(any_store, "activity", post("ana", thread_id="after"), solution("ben", 3, "after"), comment("sam", 4, "after"))
    assert_rows(resolution(any_store, ALL_TIME), [january(threads=4, solved=4, self_solved=1, self_solved_share=0.25)])


def test_askers_may_solve_their_own_and_bots_solve_nothing(any_store: Store) -> None:
    with_staff(any_store)
    put(any_store, "activity", post("ana", thread_id="own"), solution("ana", 3, "own"), post("ben", thread_id="bots"), solution("bot", 1, "bots"))
    assert_rows(resolution(any_store, ALL_TIME), [january(threads=2, solved_share=0.5, self_solved_share=0.5)])


def test_openings_reactions_and_what_came_before_solve_nothing(any_store: Store) -> None:
    with_staff(any_store)
    reaction = {**solution("ben", 2, "t"), "kind": "reaction"}
    put(any_store, "activity", post("ana", thread_id="t", is_solution=True), reaction, solution("ben", -1, "t"), comment("cy", 9, "t"))
    put(any_store, "activity", post("sam", thread_id="staffs"), solution("ben", 1, "staffs"))
    nothing = {"solved": 0, "solved_share": 0.0, "self_solved": 0, "self_solved_share": 0.0, "median_hours_to_solution": None}
    assert_rows(resolution(any_store, ALL_TIME), [january(**nothing)])


def test_threads_without_a_solution_count_as_waiting_until_their_source_ends(store: Store) -> None:
    put(store, "activity", post("ana", thread_id="a"), post("ana", thread_id="b"), post("ana", 9, thread_id="c"), solution("ben", 2, "a"), comment("cy", 10))
    put(store, "activity", post("zoe", 500, thread_id="z"), source="slack")
    found = rows(resolution(store, ALL_TIME))[0]
    # a after 2 h, b waits for 10 h, c for 1 h, z for none: of the two watched for 2 h one is solved
    assert (found["threads"], found["solved"], found["median_hours_to_solution"]) == (4, 1, 2.0)


def test_the_opening_alone_is_filtered(store: Store) -> None:
    put(store, "activity", post("ana", thread_id="t", channel="help"), solution("ben", 3, "t", channel="elsewhere"), post("cy", 1, channel="ideas"))
    assert_rows(resolution(store, Scope(channels=("help",))), [january()])


def test_the_curve_ends_at_the_share_that_is_solved(store: Store) -> None:
    put(store, "activity", post("ana", thread_id="a"), post("ana", thread_id="b"), solution("ben", 2, "a"), comment("cy", 10))
    curve = solution_curve(store, ALL_TIME)
    assert curve["hours"].tolist() == [0, 2]
    assert curve["share"].tolist() == pytest.approx([0, 0.5])
    assert solution_curve(store, Scope(last=date(2020, 1, 1))).empty


def test_solvers_are_people_with_most_solutions_first(any_store: Store) -> None:
    with_staff(any_store)
    put(any_store, "member", {"member_id": "ben", "person_id": "p"})
    put(any_store, "member", {"member_id": "benjamin", "person_id": "p"}, source="slack")
    put(any_store, "activity", post("ana", thread_id="a"), post("ana", thread_id="b"), solution("ben", 2, "a"), solution("sam", 4, "b"))
    put(any_store, "activity", post("zoe", thread_id="z"), solution("benjamin", 4, "z"), source="slack")
    expected = [
        {"member_id": "ben", "staff": False, "solutions": 2, "median_hours": 3.0},
        {"member_id": "sam", "staff": True, "solutions": 1, "median_hours": 4.0},
    ]
    assert_rows(solvers(any_store, ALL_TIME), expected)


def test_what_is_open_longest_comes_first(any_store: Store) -> None:
    with_staff(any_store)
    put(any_store, "activity", post("ana", 5, thread_id="new", title="How?"), post("ana", thread_id="old", channel="help"), comment("sam", 10, "old"))
    put(any_store, "activity", post("ana", thread_id="done"), solution("ben", 1, "done"))
    found = unsolved(any_store, ALL_TIME)
    assert found[["thread_id", "age_hours", "replies", "staff_replied"]].values.tolist() == [["old", 10.0, 1, True], ["new", 5.0, 0, False]]


def test_nothing_has_no_solvers_and_nothing_unsolved(store: Store) -> None:
    assert solvers(store, ALL_TIME).empty
    assert unsolved(store, ALL_TIME).empty
    assert solution_curve(store, ALL_TIME).empty
