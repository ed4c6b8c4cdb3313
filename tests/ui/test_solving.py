"""What the page of solved threads says: changes only beyond chance, equal time for both sides, and no money without a price."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from lib.scope import Grain, Scope
from lib.store import Store
from lib.ui import overview, participating, solving, sparing
from lib.ui.kpis import _explained
from lib.ui.shown import NoMatch, Notices, Shown, TooFew
from lib.ui.solutions import Solutions, both, surely_other
from lib.ui.solving import judged
from lib.ui.view import View
from tests.factories import comment, post, put

WEEK = 7 * 24
BEFORE = "the week before"
EVERY_WEEK = Scope(by=Grain.WEEK)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    st.cache_data.clear()


def view(store: Store, scope: Scope = EVERY_WEEK) -> View:
    period = store.data_period("activity")
    kinds = {kind: found for kind in ("activity", "programme_cost") if (found := store.data_period(kind))}
    return View(store, store.version, store.today(), store.settings, None, period, scope, kinds=kinds)


def asked(week: int, solved: int, alone: int, of: int, after: float = 2) -> list[dict[str, Any]]:
    """Questions of one week: so many solved after so many hours, the first of them without staff."""
    acts = []
    for number in range(of):
        opening = post(f"m{number}", week * WEEK + number * 0.1)
        acts.append(opening)
        if number < solved:
            solver = "ben" if number < alone else "sam"
            acts.append(comment(solver, week * WEEK + number * 0.1 + after, opening["thread_id"], is_solution=True))
    return acts


@pytest.fixture
def staffed(store: Store) -> Store:
    put(store, "member", {"member_id": "sam", "role": "staff"})
    return store


def two_weeks(store: Store, before: tuple[int, int], now: tuple[int, int], after: float = 2) -> View:
    """Two whole weeks of 100 questions, and a comment in the one that follows."""
    put(store, "activity", *asked(0, *before, of=100), *asked(1, *now, of=100, after=after), comment("ana", 3 * WEEK))
    return view(store, Scope(date(2026, 1, 12), date(2026, 1, 18), Grain.WEEK))


def test_a_change_within_chance_is_called_none(staffed: Store) -> None:
    shown = two_weeks(staffed, (60, 30), (55, 28))
    said = solving.answer(shown)
    assert said.verdict == "No clear change."
    assert "Of 100 questions, 55% are solved so far, against 60% in the week before, which may be chance; 28% without staff." in said.sentence
    assert solving.solved_figure(shown).colour == "gray"
    assert list(solving.solved_notice(shown)) == []


def test_a_fall_beyond_chance_is_told_and_noticed(staffed: Store) -> None:
    shown = two_weeks(staffed, (80, 40), (40, 4))
    assert solving.answer(shown).verdict == "Fewer than before."
    assert solving.solved_figure(shown).colour == solving.self_solved_figure(shown).colour == "red"
    assert [notice.title for notice in solving.solved_notice(shown)] == ["Fewer questions solved", "Members solve fewer alone"]


def test_a_rise_is_good_and_no_notice(staffed: Store) -> None:
    shown = two_weeks(staffed, (40, 4), (80, 40))
    assert solving.answer(shown).verdict == "More than before."
    assert solving.solved_figure(shown).colour == "green"
    assert list(solving.solved_notice(shown)) == []


def test_who_had_less_time_has_not_fallen(staffed: Store) -> None:
    openings = [post(f"n{number}", number * 0.1) for number in range(60)]
    late = [comment("sam", 4 * WEEK, act["thread_id"], is_solution=True) for act in openings]
    put(staffed, "activity", *asked(0, 30, 0, of=100), *openings, *late, *asked(1, 35, 0, of=100), comment("ana", 4 * WEEK + 1))
    shown = view(staffed, Scope(date(2026, 1, 12), date(2026, 1, 18), Grain.WEEK))
    now, before = both(shown)
    assert now is not None
    assert before is not None
    assert now.solved_share < before.solved_share  # to this day
    assert not surely_other(shown, "solved")
    assert solving.answer(shown).verdict == "No clear change."
    assert solving.solved_figure(shown).colour == "gray"
    assert list(solving.solved_notice(shown)) == []


def test_where_nothing_is_marked_the_page_says_how_to(staffed: Store) -> None:
    put(staffed, "activity", *asked(0, 0, 0, of=12), comment("ana", WEEK))
    said = solving.answer(view(staffed))
    assert said.verdict == "No solution is known."
    assert "is_solution" in said.sentence
    assert isinstance(solving.who_solves(view(staffed)), TooFew)
    assert solving.solved_figure(view(staffed)).value is solving.self_solved_figure(view(staffed)).value is None
    assert "is_solution" in _explained(solving.solved_figure(view(staffed)), view(staffed))
    assert "solved" not in overview.answer(view(staffed)).sentence


def test_where_solutions_are_marked_elsewhere_none_is_none(staffed: Store) -> None:
    put(staffed, "activity", *asked(0, 0, 0, of=12), *asked(1, 3, 0, of=12), comment("ana", 2 * WEEK))
    assert solving.solved_figure(view(staffed, Scope(date(2026, 1, 5), date(2026, 1, 11), Grain.WEEK))).value == "0%"
    assert "of the questions are solved" in overview.answer(view(staffed)).sentence


def test_a_few_questions_are_too_few() -> None:
    few = Solutions(3, 2, 1, None)  # type: ignore[arg-type]
    assert judged(few, None, BEFORE, sure=False) == ("Too few questions to tell.", "")
    assert judged(Solutions(12, 9, 1, None), few, BEFORE, sure=False)[0] == "Most are."  # type: ignore[arg-type]


def test_no_question_is_not_called_solved(staffed: Store) -> None:
    put(staffed, "activity", *asked(0, 12, 0, of=12), comment("ana", WEEK))
    assert isinstance(solving.not_solved(view(staffed)), TooFew)
    assert isinstance(solving.not_solved(view(staffed, Scope(by=Grain.WEEK, channels=("elsewhere",)))), NoMatch)


def test_solvers_are_ids_with_their_role(staffed: Store) -> None:
    shown = solving.who_solves(two_weeks(staffed, (10, 4), (10, 4)))
    assert isinstance(shown, Shown)
    assert shown.rows[["Member", "Is", "Solutions"]].values.tolist() == [["sam", "staff", 6], ["ben", "member", 4]]
    assert "staff gave 60% of 10 solutions" in shown.foot


def test_what_is_spared_names_its_assumptions_and_asks_for_a_price(staffed: Store) -> None:
    shown = two_weeks(staffed, (60, 30), (60, 30))
    spared = sparing.tickets(shown)
    assert isinstance(spared, Shown)
    assert "10%, 20% and 40% of the questions solved without staff" in spared.foot
    money = sparing.money(shown)
    assert isinstance(money, Notices)
    assert money.notices[0].page == "pages/data/assumptions.py"
    assert "cost_per_ticket" in money.notices[0].text


def test_with_a_price_there_is_money_and_what_is_missing_is_said(staffed: Store) -> None:
    staffed.set_setting("cost_per_ticket", "10", "tests")
    money = sparing.money(two_weeks(staffed, (60, 30), (60, 30)))
    assert isinstance(money, Shown)
    assert money.rows[["Case", "Value"]].values.tolist() == [["Lowest", 60.0], ["Most likely", 120.0], ["Highest", 240.0]]
    assert money.rows["Programme"].isna().all()
    assert "missing" in money.foot


def test_nobody_who_solves_spares_nothing(staffed: Store) -> None:
    staffed.set_setting("cost_per_ticket", "10", "tests")
    put(staffed, "programme_cost", {"month": date(2026, 1, 1), "item": "software", "amount": 1000})
    shown = two_weeks(staffed, (10, 0), (10, 0))
    assert isinstance(sparing.tickets(shown), TooFew)
    assert isinstance(sparing.money(shown), TooFew)


def test_moves_are_told_in_words() -> None:
    rows = [("observer", "creator", 3), ("creator", "observer", 2), ("observer", "observer", 5)]
    frame = pd.DataFrame(rows, columns=["from", "to", "members"]).astype({"members": "Int64"})
    assert participating.moves_in_words(frame) == "3 did more (3 looked on, then posted); 2 did less (2 posted, then looked on); 50% stayed."


def test_how_much_hangs_on_a_few_is_a_plain_sentence() -> None:
    frame = pd.DataFrame({"contributors": [124], "top_1_share": [0.08], "top_10_share": [0.36], "gini": [0.5], "complete": [True]})
    assert participating.in_words(frame, "week") == "Last whole week: 13 of 124 contributors wrote 36% of all, the 2 most active alone 8%."
    assert participating.in_words(frame.assign(complete=False), "week") == "No week in which anybody wrote is over yet."
