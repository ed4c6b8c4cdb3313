"""Mappings: what people give, what is saved, what is refused."""

import pytest

from lib.errors import MappingError
from lib.intake.mapping import Column, Mapping
from lib.intake.template import Template
from lib.records import KINDS

ACTIVITY = KINDS["activity"]
COLUMNS = ("id", "created", "creator", "Body Text")
FULL = Mapping({"activity_id": Column("id"), "occurred_at": Column("created"), "member_id": Column("creator"), "kind": Template("post")})


def test_corrections_replace_what_was_found():
    mapping = FULL.corrected(ACTIVITY, COLUMNS, {"text": "body text"}, {"activity_id": "q{id}"})
    assert mapping.fields["text"] == Column("Body Text")
    assert mapping.fields["activity_id"] == Template("q{id}")
    assert (mapping.how["text"], mapping.how["activity_id"]) == ("given", "template")
    assert FULL.fields["activity_id"] == Column("id")


def test_an_empty_column_unmaps():
    mapping = FULL.corrected(ACTIVITY, COLUMNS, {"kind": ""}, {})
    assert "kind" not in mapping.fields
    assert mapping.left_out == {"kind"}


def test_places_of_a_template_are_spelled_as_the_file_does():
    assert FULL.corrected(ACTIVITY, COLUMNS, {}, {"title": "{{x}} {BODY TEXT} {#}"}).fields["title"] == Template("{{x}} {Body Text} {#}")


@pytest.mark.parametrize(
    ("maps", "sets", "words"),
    [
        ({"colour": "id"}, {}, "There is no field 'colour'"),
        ({"text": "boddy"}, {}, "There is no column 'boddy'"),
        ({}, {"text": "{boddy}"}, "There is no column 'boddy'"),
        ({}, {"text": "{id"}, "has a { without its other half"),
        ({}, {"text": "id}"}, "has a } without its other half"),
        ({"text": "id"}, {"text": "x"}, "text is both mapped and set"),
    ],
)
def test_unknown_names_are_refused(maps, sets, words):
    with pytest.raises(MappingError) as caught:
        FULL.corrected(ACTIVITY, COLUMNS, maps, sets)
    assert words in str(caught.value)


def test_a_required_field_without_a_column_is_refused():
    with pytest.raises(MappingError) as caught:
        FULL.corrected(ACTIVITY, COLUMNS, {"member_id": ""}, {}).check(ACTIVITY, COLUMNS)
    assert str(caught.value).startswith("No column for member_id. Found: id, created, creator, Body Text. Hint: map it, e.g. --map member_id=")


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        (Mapping({**FULL.fields, "text": Column("gone")}), "There is no column 'gone'"),
        (Mapping({**FULL.fields, "colour": Column("id")}), "There is no field 'colour'"),
        (Mapping(FULL.fields, zone="Warsaw"), "There is no time zone 'Warsaw'"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(mapping, words):
    with pytest.raises(MappingError, match=words):
        mapping.check(ACTIVITY, COLUMNS)


def test_a_mapping_survives_being_saved():
    mapping = FULL.corrected(ACTIVITY, COLUMNS, {"title": ""}, {"text": "ż {id} {{}}"})
    mapping = Mapping(mapping.fields, "Europe/Warsaw", "dmy", mapping.left_out, mapping.how)
    assert Mapping.from_json(mapping.to_json()) == mapping


def test_equal_mappings_are_saved_as_equal_texts():
    turned = Mapping(dict(reversed(FULL.fields.items())))
    assert turned.to_json() == FULL.to_json()
