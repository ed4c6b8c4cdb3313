"""Which column a field is fed from when nobody has said so."""

import pytest

from lib.intake.mapping import Column, Mapping
from lib.intake.rejects import NOTES
from lib.intake.suggestion import BY_ALIAS, BY_LAST_TIME, BY_NAME, folded, suggest
from lib.intake.template import Template
from lib.records import KINDS


def columns_of(mapping: Mapping) -> dict[str, str]:
    return {field: origin.name for field, origin in mapping.fields.items() if isinstance(origin, Column)}


@pytest.mark.parametrize("name", ["occurred_at", "Occurred At", "occurredAt", "OCCURRED-AT", " occurred at "])
def test_names_are_compared_without_case_and_punctuation(name):
    assert suggest(KINDS["activity"], [name]).how == {"occurred_at": BY_NAME}


def test_a_sign_stays_itself():
    assert folded("#") == "#"
    assert columns_of(suggest(KINDS["survey_response"], ["#"])) == {"response_id": "#"}


def test_a_column_feeds_the_field_it_fits_best_and_no_other():
    found = suggest(KINDS["activity"], ["id", "question_id", "created", "creator", "content"])
    assert columns_of(found) == {"activity_id": "id", "thread_id": "question_id", "occurred_at": "created", "member_id": "creator", "text": "content"}
    assert set(found.how.values()) == {BY_ALIAS}


def test_an_exact_name_beats_an_alias():
    assert columns_of(suggest(KINDS["activity"], ["title", "subject"]))["title"] == "title"


def test_a_required_field_beats_an_optional_one():
    assert columns_of(suggest(KINDS["survey_response"], ["type", "csat"])) == {"survey": "type", "score": "csat"}
    assert columns_of(suggest(KINDS["activity"], ["question id"])) == {"activity_id": "question id"}


def test_last_time_is_used_again():
    saved = Mapping({"text": Column("words"), "kind": Template("post"), "activity_id": Template("{#}")}, "Europe/Warsaw", "dmy", frozenset({"title"}))
    found = suggest(KINDS["activity"], ["id", "words", "title", "created"], saved)
    assert found.fields == {**saved.fields, "occurred_at": Column("created")}
    assert (found.zone, found.dates, found.how["text"]) == ("Europe/Warsaw", "dmy", BY_LAST_TIME)


def test_last_time_does_not_hold_for_a_file_of_another_shape():
    saved = Mapping({"text": Column("words"), "kind": Template("post")}, "Europe/Warsaw")
    found = suggest(KINDS["activity"], ["id", "created"], saved)
    assert (columns_of(found), found.zone) == ({"activity_id": "id", "occurred_at": "created"}, None)


def test_our_own_notes_on_refused_rows_are_no_data():
    found = suggest(KINDS["survey_response"], ["id", "date", "#", *NOTES])
    assert columns_of(found) == {"response_id": "id", "responded_at": "date"}
