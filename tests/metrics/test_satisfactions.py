"""What lies behind the CSAT: groups, waves and words."""

import pandas as pd

from lib.metrics.satisfactions import rating_people, satisfaction_comments, satisfied_by_group, satisfied_by_wave
from lib.scope import ALL_TIME, Period
from lib.store import Store
from tests.factories import Record, at, post, put
from tests.metrics.tables import rows


def csat(number: int, score: int, hours: float = 0, **more: object) -> Record:
    return {"response_id": f"r{number}", "responded_at": at(hours), "survey": "csat", "score": score, **more}


def test_groups_of_now_and_before(any_store: Store) -> None:
    put(any_store, "activity", post("ana", platform="web"), source="forum")
    before, now = csat(1, 2, 0, segment="pro"), [csat(2, 5, 24, segment="pro", member_id="ana"), csat(3, 4, 24, member_id="ana"), csat(4, 3, 24)]
    put(any_store, "survey_response", before, *now, {**csat(5, 0, 24), "survey": "nps"}, source="survey")
    yesterday, today = (Period.of(at(hours).date(), at(hours).date()) for hours in (0, 24))
    found = satisfied_by_group(any_store, ALL_TIME, today, yesterday, "segment", "surveys")
    told = {row["group"]: (row["responses"], row["satisfied"], row["before_responses"], row["before_satisfied"]) for row in rows(found)}
    assert told == {"pro": (1, 1, 1, 0), None: (2, 1, 0, 0)}
    found = satisfied_by_group(any_store, ALL_TIME, today, None, "platform", "surveys")
    assert {row["group"]: (row["responses"], row["satisfied"], row["people"]) for row in rows(found)} == {"web": (2, 2, 1), None: (1, 0, 1)}


def test_who_answers_under_two_segments_is_one_person(any_store: Store) -> None:
    put(any_store, "activity", post("ana"), source="forum")
    under = [csat(1, 5, segment="pro", member_id="ana"), csat(2, 5, 1, segment="free", member_id="ana"), csat(3, 5, 2, segment="free")]
    put(any_store, "survey_response", *under, csat(4, 5, segment="other"), source="forum")
    days = any_store.data_period("survey_response")
    assert rating_people(any_store, ALL_TIME, days, "surveys", ("free", "pro")) == 2
    assert rating_people(any_store, ALL_TIME, days, "surveys", ("pro",)) == 1


def test_tickets_are_placed_by_the_segment_of_who_asked(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "ana", "segment": "pro"}, source="forum")
    put(
        any_store,
        "ticket",
        {"ticket_id": "k", "created_at": at(0), "satisfaction": 5, "member_id": "ana"},
        {"ticket_id": "l", "created_at": at(0)},
        source="desk",
    )
    found = satisfied_by_group(any_store, ALL_TIME, any_store.data_period("ticket"), None, "segment", "tickets")
    assert {row["group"]: (row["responses"], row["satisfied"]) for row in rows(found)} == {"pro": (1, 1)}


def test_waves_come_in_the_order_of_their_first_answer(any_store: Store) -> None:
    put(any_store, "survey_response", csat(1, 5, 48, wave="a"), csat(2, 1, 0, wave="z"), csat(3, 4, 24, wave="z"), csat(4, 5, 0))
    found = rows(satisfied_by_wave(any_store, ALL_TIME, any_store.data_period("survey_response")))
    assert found == [{"group": "z", "responses": 2, "satisfied": 1}, {"group": "a", "responses": 1, "satisfied": 1}]


def test_words_by_verdict(any_store: Store) -> None:
    put(any_store, "survey_response", *(csat(score, score, score, comment=f"{score} of 5", segment="solo") for score in range(1, 6)))
    days = any_store.data_period("survey_response")
    for verdict, told in (("satisfied", [5, 4]), ("neutral", [3]), ("dissatisfied", [2, 1]), (None, [5, 4, 3, 2, 1])):
        assert satisfaction_comments(any_store, ALL_TIME, days, verdict)["score"].tolist() == told  # type: ignore[arg-type]


def test_an_empty_store_has_none_of_it(any_store: Store) -> None:
    found = [satisfied_by_group(any_store, ALL_TIME, None, None, by, "surveys") for by in ("segment", "platform")]  # type: ignore[arg-type]
    found += [satisfied_by_wave(any_store, ALL_TIME, None), satisfaction_comments(any_store, ALL_TIME, None, None)]
    assert all(isinstance(one, pd.DataFrame) and one.empty for one in found)
