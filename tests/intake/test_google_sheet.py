"""From a Google spreadsheet into the store: what the cells mean arrives, and a failure changes nothing."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select

from lib.errors import RowsRefused, SourceError
from lib.intake.feeding import feed
from lib.intake.importing import Outcome, import_table
from lib.intake.mapping import Mapping
from lib.records import kind
from lib.sources.google_sheet import GoogleSheet
from lib.sources.sheets.patience import Patience
from lib.store import Store
from lib.store.tables import RECORDS
from tests.sources.sheets import google_failures as failures
from tests.sources.sheets.google_failures import Failure
from tests.sources.sheets.google_server import EMAIL, Cell, Google, Tab, date, serving

MAP = {"response_id": "Id", "responded_at": "When", "score": "Rating", "comment": "Why", "segment": "Team"}
HEADER = ["Id", "When", "Rating", "Why", "Team"]
ROWS = [
    ["00123", date(46027.395833333336, "05.01.2026 09:30"), 9, "3,5 of 5", "red"],
    [Cell(124, "00124"), "2026-01-06T10:00:00Z", "10", "=good"],
    [],
    ["125", date(46204.5, "01.07.2026 12:00"), 3.0, None],
]


@pytest.fixture
def google() -> Iterator[Google]:
    with serving(Google([Tab("Answers", [HEADER, *ROWS], merges=[(1, 5, 4, 5)])], locale="pl_PL")) as running:
        yield running


def source(google: Google, columns: dict[str, str]) -> GoogleSheet:
    section = google.section(survey_response={"map": columns, "set": {"survey": "nps"}})
    return replace(GoogleSheet.of("survey", section), patience=Patience(answer=0.3, whole=1, first=0.01, tries=3))


def bring(store: Store, google: Google, *, rejects="fail") -> Outcome:
    (chunk,) = source(google, MAP).chunks("survey_response", None, lambda step, share: None)
    record, delivery = kind("survey_response"), chunk.delivery
    return import_table(store, record, delivery.table, Mapping.of(record, delivery), source="survey", rejects=rejects, who="tests")


def known(store: Store) -> list[tuple]:
    record = RECORDS["survey_response"].c
    found = store.frame(select(record.response_id, record.responded_at, record.score, record.comment, record.segment).order_by(record.responded_at))
    return [(row.response_id, row.responded_at.isoformat(), row.score, row.comment, row.segment) for row in found.itertuples()]


def test_what_the_cells_mean_arrives(store, google):
    google.tabs[0].rows.pop()  # summer is not over yet
    outcome = bring(store, google)
    assert (outcome.read, outcome.new, outcome.rejected) == (2, 2, 0)
    assert known(store) == [
        ("00123", "2026-01-05T08:30:00+00:00", 9, "3,5 of 5", "red"),
        ("00124", "2026-01-06T10:00:00+00:00", 10, "=good", "red"),
    ]
    assert "times are read in Europe/Warsaw, the spreadsheet's own time zone" in outcome.notes
    assert (again := bring(store, google)).same == 2
    assert again.new == again.changed == 0


def test_rows_that_cannot_be_are_named_by_the_sheets_own_rows(store, google):
    google.tabs[0].rows += [["126", date(46029, "07.01.2026"), "#REF!"], ["127", date(46029, "07.01.2026"), 11]]
    with pytest.raises(RowsRefused):
        bring(store, google)
    outcome = bring(store, google, rejects="skip")
    assert (outcome.read, outcome.new, outcome.rejected) == (5, 2, 3)
    faults = {row.line: row.reason for row in outcome.rejects.itertuples()}
    assert faults == {5: "In the future", 6: "Cell C6 holds an error: #REF!", 7: "Above 10"}
    assert outcome.rejects_csv().count(b"\n") == 4


def test_a_sync_takes_what_is_good_says_what_was_special_and_finds_columns_by_name(store, google):
    google.tabs[0].rows[0] = ["ID", "Timestamp", "Score", "Comment", "Segment"]
    google.tabs[0].rows[3] = ["126", date(46029, "07.01.2026"), "#REF!"]
    run = feed(store, "survey", kind("survey_response"), source(google, {}), who="tests")
    assert (run.outcome, run.tally.read, run.tally.new, run.tally.rejected) == ("done", 4, 2, 2)
    assert "1 row refused" not in run.said
    assert "Cell C4 holds an error: #REF!" in run.said
    assert "the value of the merged range E2:E5 stands in each of its rows. " in run.said
    assert [row[0] for row in known(store)] == ["00123", "00124"]
    again = feed(store, "survey", kind("survey_response"), source(google, {}), who="tests")
    assert (again.tally.same, again.tally.new) == (2, 0)


def test_a_sync_that_fails_says_why_and_leaves_the_store_as_it_was(store, google):
    before = store.version, known(store)
    google.fails["metadata"] = replace(failures.NOT_SHARED)
    run = feed(store, "survey", kind("survey_response"), source(google, MAP), who="tests")
    assert run.outcome == "failed"
    assert f"share it with {EMAIL} as a viewer" in run.said
    assert (store.version, known(store)) == before


FAILURES = {
    "not shared": ("metadata", failures.NOT_SHARED),
    "not enabled": ("metadata", failures.API_OFF),
    "not there": ("metadata", failures.NOT_FOUND),
    "key revoked": ("token", failures.REVOKED),
    "always 429": ("values", failures.too_many()),
    "always 500": ("values", failures.INTERNAL),
    "dropped": ("values", Failure(how="drop")),
    "silent": ("values", Failure(how="silence")),
    "drop by drop": ("values", Failure(how="drops")),
    "no spreadsheet": ("values", Failure(200, {"else": True})),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_leaves_the_store_as_it_was(store, google, failure):
    google.tabs[0].rows.pop()
    bring(store, google)
    before = store.version, known(store)
    google.tabs[0].rows.append(["130", date(46030, "08.01.2026"), 1])
    where, how = FAILURES[failure]
    google.fails[where] = replace(how)
    with pytest.raises(SourceError):
        bring(store, google)
    assert (store.version, known(store)) == before
    google.fails.clear()
    assert bring(store, google).new == 1


def test_a_renamed_worksheet_leaves_the_store_as_it_was(store, google):
    google.tabs.append(Tab("Other", []))
    before = store.version
    with pytest.raises(SourceError, match="several worksheets, and none is named"):
        bring(store, google)
    assert store.version == before
