"""A worksheet's section: what may stand in it, and what to write instead."""

import pytest

from lib.errors import SettingError
from lib.sources.sheets.worksheet import Worksheet

MAP = {"response_id": "Id", "responded_at": "Timestamp", "score": "Rating"}
SOUND = {"worksheet": "Answers", "map": MAP, "set": {"survey": "nps"}}


def test_the_header_is_in_the_first_row_unless_told():
    assert Worksheet.of("survey_response", SOUND, "sources.s.survey_response").header_row == 1
    assert Worksheet.of("survey_response", {**SOUND, "header_row": 3}, "x").header_row == 3


def test_columns_of_maps_and_templates_are_wanted():
    section = {**SOUND, "set": {"survey": "nps", "comment": "{Why  so}, {{not this}} {#}"}}
    assert Worksheet.of("survey_response", section, "x").wanted == {"id": "Id", "timestamp": "Timestamp", "rating": "Rating", "why so": "Why  so"}


@pytest.mark.parametrize(
    ("column", "feeds"),
    [
        ("rating", True),  # named
        ("Why so", True),  # in a template
        ("member_id", True),  # a field's name
        ("User ID", True),  # another name for it
        ("Wave", False),  # a field's name, but that is left out
        ("Answer", False),  # another name for the score, which has its column
        ("Colour", False),
    ],
)
def test_a_column_feeds_what_is_named_or_found(column, feeds):
    section = {**SOUND, "map": {**MAP, "wave": ""}, "set": {"survey": "nps", "comment": "{Why so}"}}
    assert Worksheet.of("survey_response", section, "x").feeds(column) is feeds


@pytest.mark.parametrize(
    ("kind", "section", "words"),
    [
        ("surveys", SOUND, r"\[where\] names no record kind. Found: surveys. Hint: did you mean survey_response"),
        ("survey_response", "Answers", "where is no section"),
        ("survey_response", {**SOUND, "headers": 1}, "key that nobody knows. Found: headers"),
        ("survey_response", {**SOUND, "map": {**MAP, "rate": "Rating"}}, "where.map names a field that survey_response does not have. Found: rate"),
        ("survey_response", {**SOUND, "map": {**MAP, "score": 3}}, "where.map.score is no text"),
        ("survey_response", {**SOUND, "map": "score"}, "where.map is no section"),
        ("survey_response", {**SOUND, "set": {"survey": "nps", "score": "1"}}, r"\[where\] has score under map and under set"),
        ("survey_response", {**SOUND, "worksheet": ["Answers"]}, "neither a title nor a gid"),
        ("survey_response", {**SOUND, "worksheet": " "}, "neither a title nor a gid"),
        ("survey_response", {**SOUND, "header_row": 0}, "header_row is no row's number"),
        ("survey_response", {**SOUND, "header_row": True}, "header_row is no row's number"),
        ("survey_response", {**SOUND, "dates": "ymd"}, "dates is no order of day and month"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_write(kind, section, words):
    with pytest.raises(SettingError, match=words) as caught:
        Worksheet.of(kind, section, "where")
    assert caught.value.hint
