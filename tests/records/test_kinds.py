"""What holds for every record kind, and the checks of some."""

import pandas as pd
import pytest

from lib.errors import CommandError
from lib.records import KINDS, Kind, Type, kind
from lib.store.tables import RECORDS

CONTRACT = {
    "member": "member_id* name joined_at role segment customer_id person_id email_hash",
    "activity": "activity_id* occurred_at* member_id* kind* platform channel thread_id parent_id title text is_solution views url",
    "ticket": "ticket_id* created_at* first_response_at resolved_at status channel topic priority satisfaction member_id customer_id",
    "survey_response": "response_id* responded_at* survey* score* question wave member_id segment comment",
    "customer": "customer_id* started_at* converted_at churned_at value member_id",
    "reported_series": "day* series* value* platform",
    "programme_cost": "month* item* amount* currency",
    "idea": "idea_id* submitted_at* member_id title votes status accepted_at shipped_at",
    "mention": "day* brand* medium mentions*",
}
every_kind = pytest.mark.parametrize("declared", KINDS.values(), ids=list(KINDS))


def test_the_kinds_and_their_columns_are_those_that_are_promised() -> None:
    found = {name: {field.name + "*" * field.required for field in declared.fields} for name, declared in KINDS.items()}
    assert found == {name: set(columns.split()) for name, columns in CONTRACT.items()}


@every_kind
def test_a_kind_and_its_fields_say_what_they_are(declared: Kind) -> None:
    assert declared.doc.endswith(".")
    assert all(field.doc for field in declared.fields)


@every_kind
def test_names_and_aliases_are_told_apart(declared: Kind) -> None:
    assert len(set(declared.names)) == len(declared.names)
    assert set(declared.key) <= set(declared.names)
    for field in declared.fields:
        assert len(set(field.aliases)) == len(field.aliases)
        assert all(alias == alias.lower() for alias in field.aliases)


@every_kind
def test_a_choice_lists_its_values_and_nothing_else_does(declared: Kind) -> None:
    for field in declared.fields:
        assert (field.choices is not None) == (field.type is Type.CHOICE)


@every_kind
def test_the_store_has_a_column_for_each_field(declared: Kind) -> None:
    table = RECORDS[declared.name]
    assert {*declared.names, "version_no", "source", "current"} <= set(table.c.keys())
    assert all(not table.c[name].nullable for name in declared.required)


@every_kind
def test_checks_find_no_fault_in_no_rows(declared: Kind) -> None:
    rows = pd.DataFrame({field.name: pd.Series(dtype="float64") for field in declared.fields})
    assert not any(check(rows).where.any() for check in declared.checks)


def test_an_unknown_kind_is_answered_with_a_near_one() -> None:
    with pytest.raises(CommandError, match="did you mean activity"):
        kind("activities")


def test_a_ticket_is_not_resolved_before_it_is_opened() -> None:
    created, resolved = (pd.to_datetime(days, utc=True) for days in (["2026-01-02"] * 3, ["2026-01-01", None, "2026-01-02"]))
    rows = pd.DataFrame({"created_at": created, "resolved_at": resolved})
    fault = KINDS["ticket"].checks[1](rows)
    assert (fault.field, list(fault.where)) == ("resolved_at", [True, False, False])


@pytest.mark.parametrize(("survey", "score", "refused"), [("nps", 0, False), ("nps", 10, False), ("csat", 0, True), ("csat", 5, False), ("csat", 6, True)])
def test_a_score_lies_on_its_surveys_scale(survey: str, score: int, refused: bool) -> None:
    rows = pd.DataFrame({"survey": [survey], "score": pd.array([score], "Int64")})
    assert bool(KINDS["survey_response"].checks[0](rows).where.item()) is refused


def test_an_activity_does_not_answer_itself() -> None:
    rows = pd.DataFrame({"activity_id": ["1", "2", "3"], "parent_id": ["1", "1", None]})
    assert list(KINDS["activity"].checks[0](rows).where) == [True, False, False]
