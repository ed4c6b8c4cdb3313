"""Strangers' real files, imported by mapping alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lib.errors import MappingError
from lib.intake.importing import Outcome, import_table
from lib.intake.suggestion import suggest
from lib.records import KINDS
from lib.sources.csv_file import open_csv
from lib.store.tables import RECORDS

FORUM = {"occurred_at": "created", "member_id": "creator", "text": "content"}
QUESTIONS = ({**FORUM, "thread_id": "id", "channel": "topic"}, {"activity_id": "q{id}", "kind": "post", "platform": "forum"})
ANSWERS = ({**FORUM, "thread_id": "question_id"}, {"activity_id": "a{id}", "kind": "comment", "platform": "forum"})


def bring(store, path: Path, kind: str, maps=None, sets=None, *, zone=None, source="strangers", rejects="fail") -> Outcome:
    raw = open_csv(path)
    mapping = suggest(KINDS[kind], raw.columns).corrected(KINDS[kind], raw.columns, maps or {}, sets or {})
    return import_table(store, KINDS[kind], raw, replace(mapping, zone=zone), source=source, rejects=rejects, who="tests")


def test_a_forums_questions_and_answers(store, shared_data):
    folder = shared_data / "thunderbird_support"
    first = [bring(store, folder / "questions.csv", "activity", *QUESTIONS), bring(store, folder / "answers.csv", "activity", *ANSWERS)]
    again = [bring(store, folder / "questions.csv", "activity", *QUESTIONS), bring(store, folder / "answers.csv", "activity", *ANSWERS)]
    assert [(outcome.read, outcome.new, outcome.rejected) for outcome in first] == [(1196, 1196, 0), (2594, 2594, 0)]
    assert [(outcome.read, outcome.same) for outcome in again] == [(1196, 1196), (2594, 2594)]
    record = RECORDS["activity"].c
    begins, ends = store.frame(select(func.min(record.occurred_at).label("begins"), func.max(record.occurred_at).label("ends"))).iloc[0]
    assert (begins.isoformat(), ends.tzinfo is not None) == ("2023-07-11T00:02:32+00:00", True)


def test_requests_to_a_city_as_tickets(store, shared_data):
    path = shared_data / "support_requests_311" / "requests.csv"
    with pytest.raises(MappingError, match="Created Date has times without an offset"):
        bring(store, path, "ticket")
    outcome = bring(store, path, "ticket", zone="America/New_York")
    assert (outcome.read, outcome.new, outcome.rejected) == (4969, 4969, 0)
    assert outcome.notes[:2] == ("Created Date: month before day", "Created Date: read in America/New_York")
    record = RECORDS["ticket"].c
    still_open = store.frame(select(func.count().label("n")).where(record.resolved_at.is_(None), record.status == "In Progress"))
    assert still_open["n"].item() == 277
    first = store.frame(select(record.created_at).where(record.ticket_id == "64345465"))
    assert first["created_at"].item().isoformat() == "2025-03-14T05:20:00+00:00"


@pytest.mark.parametrize(("language", "answered", "score"), [("R", 1795, 73.98), ("Python", 1015, 2.66)])
def test_one_survey_with_two_questions(store, shared_data, language, answered, score):
    asked = f"How likely are you to recommend {language} to a colleague, friend, or family member?"
    sets = {"response_id": f"{language}{{#}}", "survey": "nps", "question": language}
    outcome = bring(store, shared_data / "survey_nps" / "responses.tsv", "survey_response", {"score": asked}, sets, zone="America/New_York", rejects="skip")
    assert (outcome.read, outcome.new, outcome.rejected) == (1838, answered, 1838 - answered)
    assert set(outcome.rejects["reason"]) == {"Empty, but every survey response needs a score"}
    scores = store.frame(select(RECORDS["survey_response"].c.score))["score"]
    assert round(100 * ((scores >= 9).mean() - (scores <= 6).mean()), 2) == score
    assert outcome.rejects_csv().count(b"Empty, but every") == outcome.rejected


def test_what_a_platform_reports_of_itself(store, shared_data):
    path = shared_data / "slack_analytics" / "analytics.csv"
    maps = {"value": "daily_active_members"}
    outcome = bring(store, path, "reported_series", maps, {"series": "dau", "platform": "slack"})
    assert (outcome.read, outcome.new) == (86, 86)
