"""What lies behind the NPS: questions, waves, groups and words."""

from lib.metrics.answer_groups import home_platforms
from lib.metrics.recommendations import Asked, answered_by, asked_questions, comments, scores_by_group, wave_days
from lib.metrics.surveys import answers
from lib.scope import ALL_TIME, Scope
from lib.store import Store
from tests.factories import Record, at, comment, post, put
from tests.metrics.tables import rows


def nps(number: int, score: int, hours: float = 0, **more: object) -> Record:
    return {"response_id": f"r{number}", "responded_at": at(hours), "survey": "nps", "score": score, **more}


def everything(store: Store, wave: str | None = None) -> Asked:
    return Asked(None, wave, store.data_period("survey_response"))


def test_questions_come_with_the_most_answered_first(any_store: Store) -> None:
    put(any_store, "survey_response", nps(1, 9), nps(2, 9, question="R", wave="a"), nps(3, 9, question="R"), {**nps(4, 3), "survey": "csat", "question": "?"})
    assert rows(asked_questions(any_store)) == [{"question": "R", "responses": 2, "in_waves": 1}, {"question": "", "responses": 1, "in_waves": 0}]


def test_waves_have_the_days_of_their_answers(any_store: Store) -> None:
    put(any_store, "survey_response", nps(1, 9, 48, wave="a"), nps(2, 9, 0, wave="a"), nps(3, 9, 24, wave="b"), nps(4, 9, 24))
    found = {row["wave"]: (row["first_day"], row["last_day"]) for row in rows(wave_days(any_store, ALL_TIME, None))}
    assert found == {"a": (at(0).date(), at(48).date()), "b": (at(24).date(), at(24).date())}


def test_groups_of_now_and_before(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "ana", "segment": "pro"}, source="forum")
    put(any_store, "survey_response", nps(1, 9, wave="a", segment="free"), nps(2, 0, wave="b", member_id="ana"), nps(3, 8, wave="b"), source="survey")
    found = scores_by_group(any_store, ALL_TIME, everything(any_store, "b"), everything(any_store, "a"), "segment")
    told = {row["group"]: (row["responses"], row["detractors"], row["before_responses"], row["before_promoters"]) for row in rows(found)}
    assert told == {"free": (0, 0, 1, 1), "pro": (1, 1, 0, 0), None: (1, 0, 0, 0)}


def test_a_platform_is_where_the_person_is_most_active(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "ana", "person_id": "p"}, source="forum")
    put(any_store, "member", {"member_id": "anna", "person_id": "p"}, source="chat")
    put(any_store, "activity", post("ana", platform="web"), comment("ben", 1, platform="web"), comment("ben", 2, platform="app"), source="forum")
    put(any_store, "activity", *(comment("anna", hour, platform="chat") for hour in range(2)), comment("zoe", 1, platform="web"), source="chat")
    put(any_store, "survey_response", nps(1, 9, member_id="ana"), nps(2, 0, member_id="ben"), nps(3, 7, member_id="nobody"), nps(4, 7), source="survey")
    assert sorted(home_platforms(any_store, answers(any_store, ALL_TIME, "nps"))["platform"]) == ["app", "chat"]  # of two alike the first by name
    found = scores_by_group(any_store, ALL_TIME, everything(any_store), Asked(None, None, None), "platform")
    assert {row["group"]: (row["responses"], row["promoters"]) for row in rows(found)} == {"app": (1, 0), "chat": (1, 1), None: (2, 0)}


def test_comments_are_the_newest_first_and_name_nobody(any_store: Store) -> None:
    told = [nps(1, 9, 1, comment="Fine"), nps(2, 6, 2, comment="Slow", segment="pro"), nps(3, 7, 3, comment="  "), nps(4, 7, 4), nps(5, 8, 0, comment="So so")]
    put(any_store, "survey_response", *told)
    found = comments(any_store, ALL_TIME, everything(any_store), None)
    assert list(found.columns) == ["day", "score", "comment", "segment"]
    assert found["comment"].tolist() == ["Slow", "Fine", "So so"]
    for attitude, words in (("promoter", ["Fine"]), ("passive", ["So so"]), ("detractor", ["Slow"])):
        assert comments(any_store, ALL_TIME, everything(any_store), attitude)["comment"].tolist() == words
    assert comments(any_store, Scope(segments=("pro",)), everything(any_store), None)["comment"].tolist() == ["Slow"]


def test_a_segment_of_few_people_is_not_told_however_often_they_answer(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "ana", "person_id": "p"}, {"member_id": "anna", "person_id": "p"}, source="forum")
    one = [nps(n, 9, n, segment="solo", member_id=("ana", "anna")[n % 2], comment="Fine") for n in range(6)]
    stranger = [nps(10 + n, 9, 10 + n, segment="odd", member_id="stranger", comment="Fine") for n in range(6)]
    several = [nps(20 + n, 9, 20 + n, segment="pro", comment="Fine") for n in range(5)]
    put(any_store, "survey_response", *one, *stranger, *several, source="survey")
    found = scores_by_group(any_store, ALL_TIME, everything(any_store), Asked(None, None, None), "segment")
    assert {row["group"]: (row["responses"], row["people"]) for row in rows(found)} == {"solo": (6, 1), "odd": (6, 1), "pro": (5, 5)}
    told = comments(any_store, ALL_TIME, everything(any_store), None)["segment"]
    assert told[:5].tolist() == ["pro"] * 5
    assert told[5:].isna().all()
    assert answered_by(any_store, ALL_TIME, everything(any_store))["people"].tolist() == [7]


def test_an_empty_store_has_none_of_it(any_store: Store) -> None:
    nothing = Asked(None, None, None)
    assert asked_questions(any_store).empty
    assert wave_days(any_store, ALL_TIME, None).empty
    assert scores_by_group(any_store, ALL_TIME, nothing, nothing, "platform").empty
    assert scores_by_group(any_store, ALL_TIME, nothing, nothing, "segment").empty
    assert comments(any_store, ALL_TIME, nothing, None).empty
