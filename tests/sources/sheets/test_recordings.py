"""What the real service once answered, replayed over HTTP and read right."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from lib.errors import SourceError
from lib.sources.google_sheet import GoogleSheet
from lib.sources.raw_table import RawTable
from lib.sources.sheets.patience import Patience
from tests.sources.sheets.google_failures import Failure
from tests.sources.sheets.google_server import EMAIL, Google, serving


class Recorded(Google):
    """Answers from one recording. It has each worksheet in one or two renderings; the others follow from what was written into the cells."""

    def __init__(self, file: Path) -> None:
        super().__init__([])
        self.exchanges = json.loads(file.read_text(encoding="utf-8"))["interactions"]
        self.key = self.found("GET", "/spreadsheets/")[0]["spreadsheetId"]

    def found(self, method: str, part: str, **query: str) -> list[dict[str, Any]]:
        """The answers to questions of a method whose path holds ``part``, with that query and no other rendering."""
        answers = []
        for exchange in self.exchanges:
            asked, answer = exchange["request"], exchange["response"]
            given = parse_qs(urlsplit(asked["uri"]).query)
            fits = asked["method"] == method and part in asked["uri"] and "sheets.googleapis.com" in asked["uri"]
            if fits and answer["status"]["code"] == 200 and given.get("valueRenderOption", [""]) == [query.get("values", "")]:
                answers.append(json.loads(answer["body"]["string"]))
        return answers

    @property
    def written(self) -> list[list[Any]]:
        """What was put into the cells, letter for letter, as RAW."""
        bodies = [json.loads(one["request"]["body"])["values"] for one in self.exchanges if "valueInputOption=RAW" in one["request"]["uri"]]
        return bodies[-1]

    def metadata(self) -> dict[str, Any]:
        known = self.found("GET", "includeGridData")[-1]
        added = [reply["addSheet"] for one in self.found("POST", ":batchUpdate") for reply in one["replies"] if "addSheet" in reply]
        return {**known, "sheets": [*known["sheets"], *added[-1:]]}

    def values(self, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        shown = self.shown()
        plain = [one["values"] for one in self.found("GET", "/values/", values="UNFORMATTED_VALUE")]
        exact = plain[-1] if plain else [_cut(list(row)) for row in self.written]
        if query["valueRenderOption"] == ["FORMATTED_VALUE"]:
            chosen = shown
        elif query["dateTimeRenderOption"] == ["SERIAL_NUMBER"]:
            chosen = exact
        else:
            pairs = (zip(a, b, strict=True) for a, b in zip(exact, shown, strict=True))
            chosen = [[b if isinstance(a, float | int) and "-" in b else a for a, b in row] for row in pairs]
        return 200, {"valueRanges": [{"range": query["ranges"][0], "majorDimension": "ROWS", "values": chosen}]}

    def shown(self) -> list[list[str]]:
        batches = self.found("GET", "values:batchGet")
        if batches:  # three columns, recorded one by one
            columns = [one["values"] for one in batches[-1]["valueRanges"]]
            return [[cell for part in row for cell in part] for row in zip(*columns, strict=True)]
        return [one for one in self.found("GET", "/values/") if "values" in one][-1]["values"]


def _cut(row: list[Any]) -> list[Any]:
    while row and row[-1] == "":
        row.pop()
    return row


@contextmanager
def replayed(shared_data: Path, name: str) -> Iterator[Recorded]:
    folder = shared_data / "google_sheets"
    if not folder.is_dir():
        pytest.skip("the recorded answers are not beside the project")
    with serving(Recorded(folder / f"{name}.json")) as google:
        yield google


def source(google: Recorded, worksheet: Any, identity: str) -> GoogleSheet:
    section = google.section(member={"worksheet": worksheet, "map": {"member_id": identity}})
    return replace(GoogleSheet.of("recorded", section), patience=Patience(answer=5, whole=10, first=0.01, tries=2))


def read(google: Recorded, worksheet: Any, identity: str) -> RawTable:
    (chunk,) = source(google, worksheet, identity).chunks("member", None, lambda step, share: None)
    return chunk.delivery.table


def rows(table: RawTable) -> list[tuple]:
    return [tuple(row.values())[:-1] for row in table.cells.to_pylist()]  # without the number


def test_records_with_a_blank_header_and_a_blank_row(shared_data):
    with replayed(shared_data, "get_all_records") as google:
        table = read(google, "Sheet1", "A1")
    assert table.columns == ("A1", "B1", "column 3", "D1")
    assert rows(table) == [("1", "b2", "1.45", "", 2), ("A4", "0.4", "", "4", 4)]
    assert table.blank == 1


def test_headers_that_repeat(shared_data):
    with replayed(shared_data, "get_all_records_duplicate_keys") as google:
        table = read(google, 0, "a1")
    assert table.columns == ("A1", "faff", "C3", "faff (2)")
    assert rows(table)[1] == ("A4", "0.4", "", "4", 4)


def test_formulas_and_dates_in_all_renderings(shared_data):
    with replayed(shared_data, "get_all_records_value_render_options") as google:
        table = read(google, "Sheet1", "2")
    assert table.columns == ("2", "2020-01-01", "string", "53")
    assert rows(table) == [("1.5", "0.12", "1999-01-02", "", 2)]


def test_ragged_rows(shared_data):
    with replayed(shared_data, "get_values_returns_padded_get_as_listoflists") as google:
        table = read(google, None, "1")
    assert table.columns == ("1", "column 2", "column 3", "column 4")
    assert rows(table) == [("", "", "", "2", 4)]
    assert table.blank == 2


def test_a_batch_of_ranges_with_a_title_beyond_ascii(shared_data):
    with replayed(shared_data, "values_batch_get") as google:
        table = read(google, "🌵 test_values_batch_get 1", "🍇")
        (asked,) = {query["ranges"][0] for what, query in google.asked if what == "values"}
    assert table.columns == ("🍇", "🍉", "🍋")
    assert rows(table) == [("🍐", "🍎", "🍓", 2)]
    assert asked == "'🌵 test_values_batch_get 1'!A:J"


def test_a_spreadsheets_metadata(shared_data):
    with replayed(shared_data, "open_by_key_has_metadata") as google:
        assert source(google, None, "x").check() == "Test ClientTest test_open_by_key_has_metadata: Sheet1; times are those of Etc/GMT"


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [("access_private_spreadsheet", 403, f"share it with {EMAIL}"), ("access_non_existing_spreadsheet", 404, "There is no such spreadsheet")],
)
def test_refusals_of_the_real_service(shared_data, name, code, words):
    with replayed(shared_data, name) as google:
        (body, *_) = [one["response"]["body"]["string"] for one in google.exchanges if one["response"]["status"]["code"] == code]
        google.fails["metadata"] = Failure(code, json.loads(body))
        with pytest.raises(SourceError) as caught:
            source(google, None, "x").check()
    assert words in str(caught.value)
