"""Every row is checked, every fault named."""

from datetime import UTC, datetime

import pytest

from lib.errors import MappingError
from tests.intake.tables import activities, check, raw, reasons

GOOD = "1,2025-03-14T01:20Z,ana,post"


def test_good_rows_come_typed_with_their_line():
    good, faults, _ = check(activities(GOOD, "2,2025-03-14T01:20Z, ben ,Reply"))
    assert faults == []
    assert good[1]["occurred_at"] == datetime(2025, 3, 14, 1, 20, tzinfo=UTC)
    assert [(row["line"], row["member_id"], row["kind"], row["text"]) for row in good] == [(2, "ana", "post", None), (3, "ben", "comment", None)]


def test_ids_are_kept_to_the_letter():
    good, _, _ = check(activities("00123,2025-03-14T01:20Z,0x1F,post"))
    assert (good[0]["activity_id"], good[0]["member_id"]) == ("00123", "0x1F")


def test_a_row_may_have_several_faults_and_each_is_named():
    assert reasons(activities(GOOD, "2,2025-13-14T01:20Z,,shout")) == [
        (3, "occurred_at", "No such month: 13"),
        (3, "member_id", "Empty, but every activity needs a member_id"),
        (3, "kind", "Not one of post, comment, reaction, attendance"),
    ]


def test_a_fault_tells_the_column_the_value_and_what_to_do():
    table = raw("id,created,author,type\n1,2025-11-31 10:00Z,ana,post\n")
    _, faults, _ = check(table)
    assert faults == [(2, "created", "occurred_at", "2025-11-31 10:00Z", "November has 30 days", "correct the day")]


@pytest.mark.parametrize(("field", "article"), [("activity_id", "an"), ("occurred_at", "an"), ("member_id", "a"), ("kind", "a")])
def test_empty_required_cells_are_refused(field, article):
    cells = dict(zip(("activity_id", "occurred_at", "member_id", "kind"), GOOD.split(","), strict=True)) | {field: "  "}
    assert reasons(activities(",".join(cells.values()))) == [(2, field, f"Empty, but every activity needs {article} {field}")]


def test_kinds_own_checks_run_on_what_could_be_read():
    table = raw("ticket_id,created_at,resolved_at\n1,2025-03-14T10:00Z,2025-03-14T09:00Z\n2,2025-03-14T10:00Z,never\n3,2025-03-14T10:00Z,\n")
    assert reasons(table, "ticket") == [(2, "resolved_at", "Before created_at"), (3, "resolved_at", "Not a date or time")]


@pytest.mark.parametrize(
    ("survey", "score", "reason"),
    [("nps", "11", "Above 10"), ("csat", "6", "Not on the survey's scale"), ("csat", "0", "Not on the survey's scale"), ("nps", "-1", "Below 0")],
)
def test_scores_off_the_scale(survey, score, reason):
    table = raw(f"response_id,responded_at,survey,score\n1,2025-03-14T10:00Z,{survey},{score}\n")
    assert reasons(table, "survey_response") == [(2, "score", reason)]


@pytest.mark.parametrize(
    ("text", "value"), [("yes", True), ("TAK", True), ("1", True), ("t", True), ("Nie", False), ("false", False), ("0", False), ("", None)]
)
def test_yes_and_no(text, value):
    good, _, _ = check(raw(f"activity_id,occurred_at,member_id,kind,is_solution\n{GOOD},{text}\n"))
    assert good[0]["is_solution"] is value


def test_neither_yes_nor_no():
    assert reasons(raw(f"activity_id,occurred_at,member_id,kind,is_solution\n{GOOD},maybe\n")) == [(2, "is_solution", "Neither yes nor no")]


def test_an_id_as_long_as_a_text_is_refused():
    assert reasons(activities(f"{'x' * 1001},2025-03-14T01:20Z,ana,post")) == [(2, "activity_id", "An id of more than 1,000 characters")]


def test_an_id_that_a_spreadsheet_has_rounded():
    rows = ("1.23457E+17", "1,2E+15", "1E+2", "1.5e+17", "E+1.5", "x1.2E+15")
    found = reasons(activities(*(f'"{own}",2025-03-14T01:20Z,ana,post' for own in rows)))
    assert found == [(line, "activity_id", "An id that a spreadsheet has rounded") for line in (2, 3)]


def test_constants_and_templates_feed_fields():
    good, _, _ = check(raw("id,created,who\n1,2025-03-14T01:20Z,ana\n"), sets={"kind": "Answer", "activity_id": "a{id}", "member_id": "{who}"})
    assert (good[0]["kind"], good[0]["activity_id"], good[0]["member_id"]) == ("comment", "a1", "ana")


def test_a_constant_that_cannot_be_is_refused_at_once():
    with pytest.raises(MappingError, match=r"kind cannot be 'psot': Not one of post, comment"):
        check(activities(GOOD), sets={"kind": "psot"})


def test_special_readings_are_noted():
    _, _, notes = check(raw("id,created,converted\n1,25.03.2024 10:00,\n"), "customer", zone="Europe/Warsaw")
    assert notes == ("created: day before month", "created: read in Europe/Warsaw")
