"""What is left out for those who may only look, decided on tables."""

from typing import Any

import pandas as pd
import pytest
import streamlit as st

from lib.metrics import find
from lib.scope import Grain, Scope
from lib.store import Store
from lib.ui import small_groups
from lib.ui.view import View
from tests.factories import at, put

WEEK = 24.0 * 7


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    st.cache_data.clear()


def view(store: Store, who: str | None = None, segments: tuple[str, ...] = (), **more: Any) -> View:
    kinds = {kind: days for kind in ("survey_response",) if (days := store.data_period(kind))}
    data = kinds.get("survey_response")
    return View(store, store.version, store.today(), store.settings, who, data, Scope(by=Grain.WEEK, segments=segments), kinds=kinds, **more)


def known(people: dict[str, int], before: dict[str, int] | None = None) -> pd.DataFrame:
    """Everybody answers twice, now and before."""
    earlier = [(before or people)[name] for name in people]
    counts = pd.DataFrame({"group": list(people), "people": list(people.values()), "before_people": earlier})
    return counts.assign(responses=2 * counts["people"], before_responses=2 * counts["before_people"])


def shown(found: small_groups.Groups, column: str = "people") -> dict[str, int]:
    return dict(zip(found.rows["group"], found.rows[column], strict=True))


def grouped(seen_by: View, counts: pd.DataFrame, by: str, shared: int = 0) -> small_groups.Groups:
    """``shared``: how many of the people answered under two of the hidden segments."""
    sizes = dict(zip(counts["group"], counts["people"], strict=True))
    return small_groups.groups(seen_by, counts, by, lambda names: sum(sizes[name] for name in names) - shared)


def test_only_an_analyst_sees_small_groups_and_not_on_pages_for_executives(store: Store) -> None:
    assert view(store, "ana").small_groups
    assert not view(store, None).small_groups
    assert not view(store, "ana", for_executives=True).small_groups


def test_the_hidden_segments_are_one_row(store: Store) -> None:
    found = grouped(view(store), known({"a": 30, "b": 12, "c": 4, "d": 1}), "segment")
    assert shown(found) == {"a": 30, "b": 12, "other segments": 5}
    assert shown(found, "responses")["other segments"] == 10
    assert found.together == "Other segments: 2 together, so that none of fewer than 5 people is seen."


def test_the_next_smallest_is_hidden_with_a_single_small_one(store: Store) -> None:
    assert shown(grouped(view(store), known({"a": 30, "b": 12, "c": 4}), "segment")) == {"a": 30, "other segments": 16}


def test_who_answered_under_two_hidden_segments_counts_once(store: Store) -> None:
    found = grouped(view(store), known({"a": 30, "b": 12, "c": 4, "d": 3}), "segment", shared=3)
    assert shown(found) == {"a": 30, "other segments": 16}
    assert shown(grouped(view(store), known({"a": 30, "b": 12, "c": 4, "d": 3}), "segment", shared=2)) == {"a": 30, "b": 12, "other segments": 5}


def test_where_nothing_else_can_be_hidden_nothing_is_shown(store: Store) -> None:
    assert grouped(view(store), known({"a": 30, "b": 2}), "segment").rows.empty


def test_values_of_before_stand_only_where_they_give_nobody_away(store: Store) -> None:
    found = grouped(view(store), known({"a": 30, "b": 12, "c": 9}, {"a": 30, "b": 9, "c": 3}), "segment")
    assert shown(found) == {"a": 30, "b": 12, "c": 9}
    assert shown(found, "before_people") == {"a": 30, "b": 0, "c": 0}


def test_a_segment_of_few_members_is_hidden_where_many_answered_in_its_name(store: Store) -> None:
    put(store, "member", *({"member_id": f"a{number}", "segment": "a", "joined_at": at(0)} for number in range(30)))
    put(store, "member", *({"member_id": f"{name}{number}", "segment": name, "joined_at": at(0)} for name in "bc" for number in range(3)))
    found = grouped(view(store), known({"a": 20, "b": 10, "unheard of": 10}), "segment")
    assert shown(found) == {"a": 20, "unheard of": 10, "other segments": 10}


def test_an_analyst_sees_each_of_five_or_more(store: Store) -> None:
    found = grouped(view(store, "ana"), known({"a": 30, "b": 12, "c": 4}), "segment")
    assert shown(found) == {"a": 30, "b": 12}
    assert found.left_out == "1 segment with fewer than 5 people"


def test_platforms_are_segments_too_only_within_a_segment(store: Store) -> None:
    platforms = known({"forum": 30, "slack": 12, "discord": 4})
    assert shown(grouped(view(store), platforms, "platform")) == {"forum": 30, "slack": 12}
    assert shown(grouped(view(store, segments=("a",)), platforms, "platform")) == {"forum": 30, "other platforms": 16}


def answered(store: Store, people: dict[int, int]) -> None:
    """So many people of segment a answer in each week, everybody twice."""
    rows = [
        {"response_id": f"{week}-{who}-{time}", "responded_at": at(week * WEEK + time), "survey": "nps", "score": 10, "segment": "a", "member_id": f"m{who}"}
        for week, number in people.items()
        for who in range(number)
        for time in (0, 1)
    ]
    put(store, "survey_response", *rows)


def test_periods_of_few_people_have_no_numbers_nor_the_next_smallest(store: Store) -> None:
    answered(store, {0: 30, 1: 3, 2: 10, 3: 20})
    asked = view(store, segments=("a",))
    frame = find("nps")(store, asked.scope, {})
    found = small_groups.rows(asked, "nps", {}, frame)
    assert found["responses"].fillna(-1).tolist() == [60, -1, -1, 40, *([0] * (len(frame) - 4))]
    assert found["nps"].isna().tolist()[:4] == [False, True, True, False]
    assert found["complete"].equals(frame["complete"])
    assert small_groups.rows(view(store), "nps", {}, frame).equals(frame)
    assert small_groups.rows(view(store, "ana", ("a",)), "nps", {}, frame).equals(frame)


@pytest.mark.parametrize(("people", "kept_back"), [(4, True), (5, False)])
def test_a_score_of_few_people_is_kept_back_under_a_segment(people: int, kept_back: bool, store: Store) -> None:
    answered(store, {0: people})
    assert small_groups.kept_back(view(store, segments=("a",)), "nps", None, {}) is kept_back
    assert not small_groups.kept_back(view(store), "nps", None, {})
    assert not small_groups.kept_back(view(store, "ana", ("a",)), "nps", None, {})
    assert not small_groups.kept_back(view(store, segments=("a",)), "active_users", None, {})
