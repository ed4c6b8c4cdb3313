"""A Google spreadsheet as a source, over HTTP: its section, its worksheets, its zone."""

import textwrap
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lib.errors import SettingError, SourceError
from lib.sources import google_sheet
from lib.sources.delivery import Delivery
from lib.sources.google_sheet import GoogleSheet
from lib.sources.origin_type import origin_types
from lib.sources.sheets.patience import Patience
from tests.sources.sheets.google_failures import Failure
from tests.sources.sheets.google_server import KEY, Google, Tab, date, serving

ANSWERS = {"worksheet": "Answers", "map": {"response_id": "id", "responded_at": "When", "score": "Rating"}, "set": {"survey": "nps"}}
MEMBERS = {"worksheet": 71, "map": {"member_id": "Id", "name": "Name"}}


@pytest.fixture
def google() -> Iterator[Google]:
    answers = [["Id", "When", "Rating"], ["00123", date(46027.395833333336, "5.01.2026 09:30"), 9], ["124", date(46028, "6.01.2026"), "10"]]
    with serving(Google([Tab("Answers", answers), Tab("Members", [["Id", "Name"], ["ana", "Ana"]], gid=71)], locale="pl_PL")) as running:
        yield running


def sheet(google: Google, **more) -> GoogleSheet:
    section = {**google.section(survey_response=ANSWERS, member=MEMBERS), **more}
    return replace(GoogleSheet.of("survey", section), patience=Patience(answer=5, whole=10, first=0.01, tries=2))


def read(source: GoogleSheet, kind: str = "survey_response") -> Delivery:
    (chunk,) = source.chunks(kind, None, lambda step, share: None)
    assert chunk.cursor is None
    return chunk.delivery


def rows(delivery: Delivery) -> list[tuple[str, ...]]:
    cells = delivery.table.cells
    return list(zip(*(cells.column(place).to_pylist() for place in range(len(delivery.table.columns))), strict=True))


def test_a_worksheet_is_delivered_with_what_its_columns_mean(google):
    delivery = read(sheet(google))
    assert delivery.columns == {"response_id": "Id", "responded_at": "When", "score": "Rating"}
    assert (delivery.kind, delivery.texts, delivery.dates) == ("survey_response", {"survey": "nps"}, None)
    assert delivery.table.name == "Community survey, Answers"
    assert rows(delivery) == [("00123", "2026-01-05 09:30:00", "9"), ("124", "2026-01-06", "10")]
    assert delivery.table.cells["line"].to_pylist() == [2, 3]


def test_the_example_in_the_documents_is_sound(google):
    text = (Path(__file__).resolve().parents[2] / "docs" / "sources.md").read_text(encoding="utf-8").split("## Google Sheets")[1]
    secrets = tomllib.loads(textwrap.dedent(text.split("```toml\n")[1].split("```")[0]))
    account = {**google.account, **{key: google.account[key] for key in secrets["google_service_account"]}}
    section = {**secrets["sources"]["survey"], "google_service_account": account, "spreadsheet": KEY}
    assert GoogleSheet.of("survey", section).worksheets[0].texts["response_id"] == "{Timestamp} {Email}"


def test_all_kinds_are_read_at_once_and_kept_for_one_run(google):
    source = sheet(google)
    assert len(rows(read(source))) == 2
    assert rows(read(source, "member")) == [("ana", "Ana")]
    assert [what for what, _ in google.asked] == ["token", "metadata", "values", "values", "values"]
    assert all(len(query["ranges"]) == 2 for what, query in google.asked if what == "values")
    google.tabs[1].rows.append(["ben", "Ben"])
    read(source)
    assert rows(read(source, "member")) == [("ana", "Ana"), ("ben", "Ben")]


def test_what_is_kept_does_not_grow_old(google, monkeypatch):
    source = sheet(google)
    read(source)
    google.tabs[1].rows.append(["ben", "Ben"])
    monkeypatch.setattr(google_sheet, "_KEPT", 0)
    assert len(rows(read(source, "member"))) == 2


def test_two_kinds_of_one_worksheet_ask_for_it_once(google):
    again = {"worksheet": "Answers", "map": {"member_id": "Id"}}
    source = sheet(google, member=again)
    assert rows(read(source)) == rows(read(source, "member"))
    assert all(len(query["ranges"]) == 1 for what, query in google.asked if what == "values")


def test_the_zone_is_the_spreadsheets_own_and_said(google):
    delivery = read(sheet(google))
    assert delivery.zone == "Europe/Warsaw"
    assert delivery.table.notes[0] == "times are read in Europe/Warsaw, the spreadsheet's own time zone"


def test_the_zone_of_the_section_counts_more_and_is_said(google):
    delivery = read(sheet(google, zone="America/New_York"))
    assert delivery.zone == "America/New_York"
    assert delivery.table.notes[0] == "times are read in America/New_York, as the source's section says, though the spreadsheet itself is set to Europe/Warsaw"


def test_a_zone_that_has_no_name_must_be_told(google):
    google.zone = "GMT+05:30"
    with pytest.raises(SourceError, match=r"time zone is none that is known. Found: GMT\+05:30. Hint: add zone"):
        read(sheet(google))


def test_a_worksheet_without_rows_gives_no_chunk(google):
    google.tabs[1].rows = [["Id", "Name"]]
    assert list(sheet(google).chunks("member", None, lambda step, share: None)) == []


def test_a_renamed_worksheet_of_any_kind_stops_all(google):
    google.tabs[1] = Tab("People", [["Id", "Name"]], gid=72)
    with pytest.raises(SourceError, match=r"has no worksheet 71. Found: 'Answers', 'People'"):
        read(sheet(google))


def test_a_worksheet_renamed_between_two_questions_is_said(google):
    source = sheet(google)
    google.before_values.append(lambda: setattr(google.tabs[0], "title", "Elsewhere"))
    with pytest.raises(SourceError, match=r"refuses to be read so. Found: 400, Unable to parse range"):
        read(source)


def test_a_spreadsheet_edited_while_it_is_read_is_read_again(google):
    google.before_values += [lambda: None, lambda: google.tabs[0].rows.insert(1, ["122", "", 3])]
    assert [row[0] for row in rows(read(sheet(google)))] == ["122", "00123", "124"]
    assert [what for what, _ in google.asked].count("values") == 6


def test_one_that_is_edited_all_the_time_is_given_up(google):
    google.before_values += [lambda: google.tabs[0].rows.append(["x"])] * 9
    with pytest.raises(SourceError, match="edited each time while it was read") as caught:
        read(sheet(google))
    assert caught.value.again


def test_a_check_says_what_was_reached(google):
    assert sheet(google).check() == "Community survey: Answers, Members; times are those of Europe/Warsaw"
    assert [what for what, _ in google.asked] == ["token", "metadata"]


def test_a_check_fails_as_a_reading_would(google):
    google.fails["metadata"] = Failure(404, None)
    with pytest.raises(SourceError, match="no such spreadsheet"):
        sheet(google).check()


def test_nothing_is_asked_before_somebody_asks(google):
    assert sheet(google).kinds == ("survey_response", "member")
    assert google.asked == []


def test_what_is_shown_holds_neither_the_key_nor_the_address(google):
    source = sheet(google)
    assert source.shown == "Google Sheets, spreadsheet 1sPrea…"
    assert google.account["private_key"].splitlines()[2] not in repr(source)


def test_the_shared_section_gives_the_account(google):
    section = google.section(survey_response=ANSWERS)
    account = section.pop("service_account")
    assert GoogleSheet.of("survey", {**section, "google_service_account": account}) == GoogleSheet.of("survey", {**section, "service_account": account})
    assert origin_types()["google_sheet"].shared == {"google_service_account": "google_service_account"}


@pytest.mark.parametrize(
    ("address", "key", "gid"),
    [
        (KEY, KEY, None),
        (f" https://docs.google.com/spreadsheets/d/{KEY}/edit#gid=71 ", KEY, 71),
        (f"https://docs.google.com/spreadsheets/d/{KEY}/edit?gid=71#gid=71", KEY, 71),
        (f"https://docs.google.com/spreadsheets/u/1/d/{KEY}/edit?usp=sharing", KEY, None),
        (f"https://docs.google.com/spreadsheets/d/{KEY}", KEY, None),
    ],
)
def test_a_spreadsheet_by_its_address_or_key(google, address, key, gid):
    source = sheet(google, spreadsheet=address)
    assert (source.key, source.gid) == (key, gid)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"spreadsheet": None}, "sources.survey.spreadsheet is missing"),
        ({"spreadsheet": 3}, "sources.survey.spreadsheet is missing. Found: int"),
        ({"spreadsheet": "the survey!"}, "neither a URL nor a key"),
        ({"spreadsheet": "https://docs.google.com/forms/d/1x/edit"}, "is no spreadsheet's URL"),
        ({"spreadsheet": "https://docs.google.com/spreadsheets/d/e/2PACX-1v/pubhtml"}, "published page"),
        ({"zone": "Warsaw"}, "sources.survey.zone is no time zone. Found: 'Warsaw'"),
        ({"zone": ["Europe/Warsaw"]}, "is no time zone"),
        ({"service_account": None}, "has no service account to read with"),
        ({"server": "http://sheets.example.org"}, "server is no address that can be used"),
        ({"server": "https://ana:secret@sheets.example.org"}, "server is no address that can be used"),
        ({"worksheets": "Answers"}, r"\[sources.survey.worksheets\] names no record kind"),
    ],
)
def test_a_wrong_section_is_explained_without_secrets(google, changes, words):
    with pytest.raises(SettingError, match=words) as caught:
        sheet(google, **changes)
    assert caught.value.hint
    assert "secret" not in str(caught.value)


def test_a_section_without_a_kind_is_explained(google):
    with pytest.raises(SettingError, match=r"does not say what its worksheets hold. Hint: add a section a record kind"):
        GoogleSheet.of("survey", google.section())
