"""Response time: those who still wait are waiting, not fast."""

from typing import Any

import pandas as pd
import pytest

from lib.metrics import find
from lib.metrics.response_time import curve, overall
from lib.metrics.steps import POINTS
from lib.scope import ALL_TIME, Scope
from lib.store import Store
from tests.factories import Record, comment, post, put
from tests.metrics.tables import Row, rows

ANYONE = {"responder": "anyone"}


def response_time(store: Store, scope: Scope = ALL_TIME, **options: str) -> Row:
    """The only row."""
    (row,) = rows(find("response_time")(store, scope, options))
    return row


def thread(answered_after: float | None = None, by: str = "ben", hours: float = 0, **more: Any) -> list[Record]:
    opening = post("ana", hours, **more)
    return [opening] if answered_after is None else [opening, comment(by, hours + answered_after, opening["thread_id"])]


def much_later(store: Store) -> None:
    """Something happens 400 hours later, so that all waiting until then is known."""
    put(store, "activity", {**comment("eva", 400), "kind": "reaction"})


def test_unanswered_threads_are_not_fast_ones(store: Store) -> None:
    put(store, "activity", *thread(answered_after=1), *thread(), *thread())
    much_later(store)
    found = response_time(store, **ANYONE)
    assert (found["threads"], found["answered"], found["unanswered"], found["mean_hours"]) == (3, 1, 2, 1)
    assert found["median_hours"] is None  # two of three still wait: the median isn't reached
    assert found["within_24h"] == pytest.approx(1 / 3)


def test_half_answered_is_a_median(store: Store) -> None:
    put(store, "activity", *thread(answered_after=1), *thread(answered_after=3), *thread(), *thread())
    much_later(store)
    found = response_time(store, **ANYONE)
    assert (found["median_hours"], found["p90_hours"], found["within_1h"], found["within_24h"]) == (3, None, 0.25, 0.5)


def test_a_thread_watched_for_a_short_time_counts_for_that_time_only(store: Store) -> None:
    put(store, "activity", *thread(answered_after=2), *thread(answered_after=6), *thread(hours=5))  # the last is watched for one hour
    found = response_time(store, **ANYONE)
    assert (found["median_hours"], found["within_1h"]) == (2, 0)
    assert found["p90_hours"] == 6  # of those watched so long nobody waits any more


def test_what_nobody_was_watched_for_is_not_known(store: Store) -> None:
    put(store, "activity", *thread(answered_after=2), *thread())
    assert response_time(store, **ANYONE)["within_24h"] is None
    put(store, "activity", {**comment("eva", 24), "kind": "reaction"})
    assert response_time(store, **ANYONE)["within_24h"] == 0.5


def test_waiting_ends_with_the_source_not_with_the_store(store: Store) -> None:
    put(store, "activity", *thread(answered_after=0.5), *thread(), source="forum")
    put(store, "activity", post("zoe", 300), source="slack")
    assert response_time(store, Scope(platforms=()), **ANYONE)["threads"] == 3
    put(store, "activity", *thread(answered_after=0.5, platform="web"), *thread(platform="web"), source="forum")
    assert response_time(store, Scope(platforms=("web",)), **ANYONE)["within_1h"] is None


def test_only_staff_answer_for_staff(store: Store) -> None:
    opening, by_member = thread(answered_after=1)
    put(store, "activity", opening, by_member, comment("sam", 5, opening["thread_id"]))
    put(store, "member", {"member_id": "sam", "role": "staff"})
    assert response_time(store)["median_hours"] == 5
    assert response_time(store, **ANYONE)["median_hours"] == 1


def test_the_openers_own_words_and_a_bots_are_no_answer(store: Store) -> None:
    opening = post("ana")
    put(store, "activity", opening, *(comment(member, hours, opening["thread_id"]) for member, hours in (("bot", 1), ("ana", 2), ("ana2", 3), ("ben", 4))))
    put(store, "member", {"member_id": "bot", "role": "bot"}, {"member_id": "ana", "person_id": "p"}, {"member_id": "ana2", "person_id": "p"})
    assert response_time(store, **ANYONE)["median_hours"] == 4


def test_reactions_and_what_came_before_the_opening_are_no_answer(store: Store) -> None:
    opening = post("ana")
    put(store, "activity", opening, {**comment("ben", 1, opening["thread_id"]), "kind": "reaction"}, comment("ben", -1, opening["thread_id"]))
    assert response_time(store, **ANYONE)["answered"] == 0


def test_an_answer_at_the_same_instant_took_no_time(store: Store) -> None:
    put(store, "activity", *thread(answered_after=0))
    found = response_time(store, **ANYONE)
    assert (found["median_hours"], found["within_1h"]) == (0, 1)


def test_threads_of_staff_and_threads_without_a_post_are_left_out(store: Store) -> None:
    put(store, "activity", *thread(answered_after=1), post("sam"), post("bot"), comment("ben", 1, "a thread that lost its opening"))
    put(store, "member", {"member_id": "sam", "role": "staff"}, {"member_id": "bot", "role": "bot"})
    assert response_time(store, Scope(include_staff=True), **ANYONE)["threads"] == 1


def test_filters_look_at_the_opening_only(store: Store) -> None:
    put(store, "activity", *thread(answered_after=1, channel="help"), *thread(channel="ideas"))
    assert response_time(store, Scope(channels=("help",)), **ANYONE)["median_hours"] == 1


def test_a_thread_belongs_to_the_period_of_its_opening(store: Store) -> None:
    put(store, "activity", *thread(answered_after=27 * 24))
    january, february = rows(find("response_time")(store, ALL_TIME, ANYONE))
    assert (january["threads"], january["answered"], february["threads"]) == (1, 1, 0)
    assert february["median_hours"] is None


def test_business_hours_leave_out_the_night(store: Store) -> None:
    put(store, "activity", *thread(answered_after=24.5, hours=4))
    assert response_time(store, **ANYONE)["median_hours"] == 24.5
    assert response_time(store, clock="business", **ANYONE)["median_hours"] == 8.5
    store.set_setting("holidays", "2026-01-05", "tests")
    assert response_time(store, clock="business", **ANYONE)["median_hours"] == 4.5


def test_answered_in_the_same_night_took_no_business_time(store: Store) -> None:
    put(store, "activity", *thread(answered_after=3, hours=12))
    found = response_time(store, clock="business", **ANYONE)
    assert (found["median_hours"], found["mean_hours"], found["within_1h"]) == (0, 0, 1)


def test_over_all_threads_it_is_one_estimate_not_a_mean_of_months(store: Store) -> None:
    put(store, "activity", *thread(answered_after=1), *(act for n in range(3) for act in thread(answered_after=5, hours=30 * 24 + n)))
    store.set_setting("target_first_response_hours", "4", "tests")
    (found,) = rows(overall(store, ALL_TIME, "anyone"))
    assert (found["threads"], found["median_hours"], found["within_1h"], found["within_target"]) == (4, 5, 0.25, 0.25)
    assert (found["answered"], found["unanswered"], found["mean_hours"]) == (4, 0, 4)


def test_of_no_thread_nothing_is_known_over_all(store: Store) -> None:
    (found,) = rows(overall(store, ALL_TIME))
    assert {value for name, value in found.items() if name not in ("threads", "answered", "unanswered")} == {None}


def test_the_curve_is_the_share_answered_by_then(store: Store) -> None:
    put(store, "activity", *thread(answered_after=1), *thread(answered_after=3), *thread(), *thread())
    much_later(store)
    found = curve(store, ALL_TIME, "anyone")
    assert found[["hours", "share"]].to_numpy().tolist() == [[0, 0], [1, 0.25], [3, 0.5]]
    assert (found["ci_low"] < found["share"])[1:].all()
    assert (found["ci_high"] > found["share"])[1:].all()


def test_the_curve_of_many_threads_is_thinned_from_end_to_end(store: Store) -> None:
    put(store, "activity", *(act for n in range(400) for act in thread(answered_after=n / 10)))
    found = curve(store, ALL_TIME, "anyone")
    assert len(found) == POINTS
    assert found["hours"].iat[0] == 0
    assert found["hours"].iat[-1] == 39.9
    assert found["share"].iat[-1] == 1
    assert found["hours"].is_monotonic_increasing


def test_the_curve_of_no_thread_has_the_same_columns(store: Store) -> None:
    empty = curve(store, ALL_TIME)
    put(store, "activity", post("ana"))
    pd.testing.assert_series_equal(empty.dtypes, curve(store, ALL_TIME).dtypes)
    assert len(empty) == 0
    assert curve(store, ALL_TIME)["share"].tolist() == [0]
