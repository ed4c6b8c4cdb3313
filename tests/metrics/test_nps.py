"""NPS: who is a promoter, which question, which wave, whose answers, and what a change is told against."""

from datetime import UTC, date, datetime

import pytest

from lib.errors import CommandError
from lib.metrics import find
from lib.scope import ALL_TIME, Grain, Scope
from lib.store import Store
from tests.factories import Record, at, post, put
from tests.metrics.tables import rows

MONTH = 30 * 24.0


def nps(number: int, score: int, hours: float = 0, **more: object) -> Record:
    return {"response_id": f"r{number}", "responded_at": at(hours), "survey": "nps", "score": score, **more}


def several(first: int, hours: float, *scores: int, **more: object) -> list[Record]:
    return [nps(first + place, score, hours, **more) for place, score in enumerate(scores)]


def test_nine_and_ten_promote_and_six_and_less_detract(any_store: Store) -> None:
    put(any_store, "survey_response", *several(0, 0, 10, 9, 8, 7, 6, 0, 10))
    first = rows(find("nps")(any_store, ALL_TIME))[0]
    assert (first["period_start"], first["responses"], first["promoters"], first["passives"], first["detractors"]) == (date(2026, 1, 1), 7, 3, 2, 2)
    assert first["nps"] == pytest.approx(100 / 7)
    assert first["ci_low"] < first["nps"] < first["ci_high"]


def test_a_change_is_told_against_the_calendar_period_before_also_outside_the_scope(any_store: Store) -> None:
    put(any_store, "survey_response", *several(0, 0, 10, 0), *several(10, MONTH, 10, 10))
    february = rows(find("nps")(any_store, Scope(date(2026, 2, 1), date(2026, 2, 28))))
    assert [(row["period_start"], row["change"]) for row in february] == [(date(2026, 2, 1), 100)]
    assert 0 < february[0]["p_value"] < 1
    assert [row["complete"] for row in february] == [False]  # January is not wholly in the data


def test_a_month_without_answers_has_no_score_and_the_next_no_change(any_store: Store) -> None:
    put(any_store, "survey_response", *several(0, 0, 10, 10), *several(10, 2 * MONTH, 10, 0))
    january, february, march = rows(find("nps")(any_store, ALL_TIME))
    assert (january["nps"], january["change"]) == (100, None)
    assert (february["responses"], february["nps"], february["ci_low"], february["p_value"]) == (0, None, None, None)
    assert (march["nps"], march["change"], march["p_value"]) == (0, None, None)
    assert (february["complete"], march["complete"]) == (False, False)


def test_csat_and_withdrawn_answers_are_none_of_it(any_store: Store) -> None:
    put(any_store, "survey_response", nps(1, 9), {**nps(2, 1), "survey": "csat"})
    gone = put(any_store, "survey_response", nps(3, 0), source="other")
    any_store.withdraw(gone.snapshot_id, "tests")
    assert find("nps")(any_store, ALL_TIME)["responses"].iloc[0] == 1


def test_several_questions_are_refused_with_their_names(any_store: Store) -> None:
    put(any_store, "survey_response", nps(1, 9, question="R"), nps(2, 0, question="Python"), {**nps(3, 5), "survey": "csat", "question": "Help"})
    with pytest.raises(CommandError, match=r"Several questions .*'Python', 'R'\. Hint: .*question=R"):
        find("nps")(any_store, ALL_TIME)
    assert find("nps")(any_store, ALL_TIME, {"question": "R"})["nps"].iloc[0] == 100
    assert find("nps")(any_store, ALL_TIME, {"question": "Python", "group": "wave"}).empty
    with pytest.raises(CommandError, match=r"There is no question 'Pyton'\. Hint: did you mean Python"):
        find("nps")(any_store, ALL_TIME, {"question": "Pyton"})


def test_answers_without_a_question_are_not_mixed_with_others_and_can_be_chosen(any_store: Store) -> None:
    put(any_store, "survey_response", nps(1, 9), nps(2, 0, question="R"))
    with pytest.raises(CommandError, match="answers without a question, 'R'"):
        find("nps")(any_store, ALL_TIME)
    assert find("nps")(any_store, ALL_TIME, {"question": ""})["nps"].iloc[0] == 100


def test_waves_come_in_the_order_of_their_first_answers(any_store: Store) -> None:
    spring, autumn = several(0, 48, 10, 10, 0, wave="spring"), several(10, 0, 0, 10, wave="autumn")
    put(any_store, "survey_response", *spring, *autumn, nps(20, 10, 24), *several(30, 30, 9, wave="A"), *several(40, 30, 9, wave="a"))
    found = rows(find("nps")(any_store, Scope(by=Grain.DAY), {"group": "wave"}))
    assert [(row["wave"], row["responses"]) for row in found] == [("autumn", 2), ("A", 1), ("a", 1), ("spring", 3)]
    assert [row["change"] for row in found] == [None, 100, 0, pytest.approx(100 / 3 - 100)]


def test_the_first_wave_of_a_scope_is_told_against_the_last_one_before_it(any_store: Store) -> None:
    put(any_store, "survey_response", *several(0, 0, 0, wave="a"), *several(10, 100, 7, wave="b"), *several(20, 200, 10, 9, wave="c"))
    last = at(200).date()
    found = rows(find("nps")(any_store, Scope(last, last), {"group": "wave"}))
    assert [(row["wave"], row["responses"], row["change"]) for row in found] == [("c", 2, 100)]


def test_a_wave_takes_exactly_the_days_asked_for(any_store: Store) -> None:
    put(any_store, "survey_response", *several(0, 0, 0, wave="a"), *several(10, 48, 10, wave="a"))
    last = at(48).date()
    found = rows(find("nps")(any_store, Scope(last, last), {"group": "wave"}))
    assert [(row["responses"], row["nps"], row["change"]) for row in found] == [(1, 100, None)]


def test_a_segment_is_the_answers_own_else_its_members(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "ana", "segment": "pro"}, {"member_id": "ben", "segment": "free"}, source="forum")
    answers = (nps(1, 10, member_id="ana"), nps(2, 0, member_id="ben", segment="pro"), nps(3, 7, member_id="ben"), nps(4, 7, segment="free"), nps(5, 7))
    put(any_store, "survey_response", *answers, source="survey")
    by_segment = {name: find("nps")(any_store, Scope(segments=(name,)))["responses"].iloc[0] for name in ("pro", "free")}
    assert by_segment == {"pro": 2, "free": 2}


def test_bots_never_count_and_staff_where_they_are_asked_for(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "bot", "role": "bot"}, {"member_id": "sam", "role": "staff"}, source="forum")
    put(any_store, "survey_response", nps(1, 0, member_id="bot"), nps(2, 0, member_id="sam"), nps(3, 10, member_id="zoe"), source="survey")
    assert find("nps")(any_store, ALL_TIME)["responses"].iloc[0] == 1
    assert find("nps")(any_store, Scope(include_staff=True))["responses"].iloc[0] == 2


def test_platform_and_channel_leave_answers_alone(any_store: Store) -> None:
    put(any_store, "activity", post("ana", platform="web", channel="help"))
    put(any_store, "survey_response", nps(1, 10, member_id="zoe"))
    assert find("nps")(any_store, Scope(platforms=("web",), channels=("help",)))["responses"].iloc[0] == 1


def test_an_answer_belongs_to_its_local_day(any_store: Store) -> None:
    any_store.set_setting("zone", "Europe/Warsaw", "tests")
    put(any_store, "survey_response", nps(1, 10), {**nps(2, 0), "responded_at": datetime(2026, 1, 31, 23, tzinfo=UTC)})
    january, february, *_ = rows(find("nps")(any_store, ALL_TIME))
    assert (january["nps"], february["nps"]) == (100, -100)
