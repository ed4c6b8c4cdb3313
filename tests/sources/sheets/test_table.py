"""A worksheet as a raw table: every row is a row, a malformed one or blank."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import SourceError
from lib.sources.raw_table import RawTable
from lib.sources.sheets.cells import ERRORS, Cells
from lib.sources.sheets.table import SheetTable, merged_ranges
from lib.sources.sheets.worksheet import Worksheet
from tests.sources.sheets.google_server import Cell, Tab, date

MEMBER = {"member_id": "Id", "name": "Name"}


def table(*rows: list, header_row: int = 1, columns=None, texts=None, merges=()) -> RawTable:
    tab = Tab("Members", [list(row) for row in rows])
    readings = (("UNFORMATTED_VALUE", "SERIAL_NUMBER"), ("UNFORMATTED_VALUE", "FORMATTED_STRING"), ("FORMATTED_VALUE", "FORMATTED_STRING"))
    worksheet = Worksheet("member", None, header_row, columns if columns is not None else MEMBER, texts or {}, None)
    return SheetTable("Survey, Members", Cells(*(tab.rendered(*one) for one in readings)), worksheet, merges, "en_US").table()


def rows(made: RawTable) -> list[tuple]:
    """Each row: its line, its number, its cells."""
    return [(row["line"], row["number"], *(row[str(place)] for place in range(len(made.columns)))) for row in made.cells.to_pylist()]


def test_rows_carry_the_sheets_own_numbers_and_blank_ones_are_left_out():
    made = table(["Id", "Name"], ["a", "Ana"], [], ["  ", ""], ["b"], [None, False], ["", "", "only here"])
    assert made.columns == ("Id", "Name", "column 3")
    assert rows(made) == [(2, 1, "a", "Ana", ""), (5, 2, "b", "", ""), (7, 3, "", "", "only here")]
    assert (made.blank, made.rows) == (3, 3)
    assert made.notes == ("3 blank rows left out",)


def test_boxes_that_nobody_ticked_make_no_row():
    made = table(["Id", "Name", "Done"], ["a", "Ana", True], ["", "", False], ["", "", False])
    assert rows(made) == [(2, 1, "a", "Ana", "TRUE")]
    assert made.blank == 2


def test_blank_and_repeated_headers_are_told_apart():
    made = table(["Id", "Name", "", "Name", Cell(2026, "2026"), "Two\nlines"], ["a", "Ana", "x", "y", 1, 2])
    assert made.columns == ("Id", "Name", "column 3", "Name (2)", "2026", "Two lines")


def test_a_date_in_the_header_is_named_as_people_see_it():
    assert table(["Id", "Name", date(46023, "Jan 2026")], ["a"]).columns == ("Id", "Name", "Jan 2026")


def test_rows_above_the_header_are_not_read():
    made = table(["Our members, 2026"], [], ["Id", "Name"], ["a", "Ana"], header_row=3)
    assert rows(made) == [(4, 1, "a", "Ana")]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([], "has no header in row 1. Found: an empty worksheet"),
        ([[], ["Id", "Name"]], "has no header in row 1. Found: the first row with something in it is 2"),
        ([["Id", "Nick"], ["a", "b"]], "has no column 'Name' in row 1. Found: Id, Nick. Hint: was it renamed"),
    ],
)
def test_a_header_that_is_not_there_is_said(given, words):
    with pytest.raises(SourceError) as caught:
        table(*given)
    assert words in str(caught.value)
    assert not caught.value.again


def test_columns_are_found_whatever_their_letter_case_and_spaces():
    assert rows(table(["ID", " name "], ["a", "Ana"])) == [(2, 1, "a", "Ana")]


def test_a_value_merged_over_rows_stands_in_each_of_them():
    made = table(["Id", "Name", "Team"], ["a", "Ana", "red"], ["b", "Ben"], ["c", "Cy"], ["d", "Di", "blue"], merges=[(1, 4, 2, 3)])
    assert [row[-1] for row in rows(made)] == ["red", "red", "red", "blue"]
    assert made.notes == ("Team: the value of the merged range C2:C4 stands in each of its rows",)


def test_a_merged_range_makes_no_row_of_a_blank_one():
    made = table(["Team", "Id", "Name"], ["red", "a", "Ana"], [], ["", "b", "Ben"], merges=[(1, 4, 0, 1)])
    assert rows(made) == [(2, 1, "red", "a", "Ana"), (4, 2, "red", "b", "Ben")]


def test_a_value_merged_over_columns_stands_in_the_first():
    made = table(["Id", "Name", "Team"], ["Spring", "", ""], ["a", "Ana", "red"], merges=[(1, 2, 0, 3)])
    assert rows(made)[0] == (2, 1, "Spring", "", "")


def test_a_merged_header_names_all_its_columns():
    made = table(["Who", "", "Scores", ""], ["Id", "Name", "", ""], ["a", "Ana", 1, 2], header_row=2, merges=[(0, 2, 2, 4), (0, 1, 0, 2)])
    assert made.columns == ("Id", "Name", "Scores", "Scores (2)")
    assert rows(made) == [(3, 1, "a", "Ana", "1", "2")]


def test_a_range_merged_from_the_header_down_gives_the_rows_nothing():
    assert rows(table(["Id", "Name"], ["", "Ana"], merges=[(0, 2, 0, 1)])) == [(2, 1, "", "Ana")]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#BEZUG!"])
def test_an_error_in_a_column_that_is_read_makes_its_row_malformed(error):
    made = table(["Id", "Name"], ["a", "Ana"], ["b", error], ["c", "Cy"])
    assert [row[:2] for row in rows(made)] == [(2, 1), (4, 3)]
    (odd,) = made.malformed
    assert (odd.line, odd.number, odd.reason, odd.cells) == (3, 2, f"Cell B3 holds an error: {error}", ("b", error))
    assert made.rows == 3


def test_an_error_in_a_column_that_a_template_reads_counts_too():
    assert len(table(["Id", "Name", "Url"], ["a", "Ana", "#N/A"], texts={"segment": "x{url}"}).malformed) == 1


def test_an_error_in_a_column_that_is_found_by_its_name_counts_too():
    assert len(table(["Id", "Name", "Segment"], ["a", "Ana", "#N/A"], columns={}).malformed) == 1


def test_an_error_in_a_column_that_nobody_reads_is_left_alone():
    made = table(["Id", "Name", "Looked up"], ["a", "Ana", "#N/A"])
    assert rows(made) == [(2, 1, "a", "Ana", "#N/A")]


def test_a_cell_that_still_loads_is_read_later():
    (odd,) = table(["Id", "Name"], ["a", "Loading..."]).malformed
    assert (odd.reason, odd.hint) == ("Cell B2 was still loading", "sync again later")


def test_texts_beside_dates_are_pointed_at():
    made = table(["Id", "Name", "Joined"], ["a", "Ana", date(46058, "2/5/2026")], ["b", "Ben", "31/01/2026"], columns={**MEMBER, "joined_at": "Joined"})
    assert made.notes == (
        "Joined: 1 date and 1 text, first in C3; with the spreadsheet's locale en_US they were no dates: look whether day and month are right",
    )


def test_ids_that_the_sheet_has_rounded_are_pointed_at():
    assert table(["Id", "Name"], [12345678901234567000, "Ana"]).notes == (
        "Id: numbers of more than 15 digits, which a spreadsheet rounds; format ids as plain text before they are entered",
    )


def test_cells_that_are_no_longer_merged_keep_their_own_values():
    made = table(["Id", "Name", "Team"], ["a", "Ana", "red"], ["b", "Ben", "blue"], merges=[(1, 3, 2, 3), (0, 1, 0, 3)])
    assert made.columns == ("Id", "Name", "Team")
    assert [row[-1] for row in rows(made)] == ["red", "blue"]


def test_merges_that_make_no_sense_are_passed_over():
    assert merged_ranges(None) == merged_ranges([{"startRowIndex": 1}, "x"]) == ()


CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=6),
    st.sampled_from([*sorted(ERRORS)[:5], "00123", "3,5", " ", "\n", "{}", "Id"]),
    st.builds(date, st.floats(-1e7, 1e7, allow_nan=False), st.text(min_size=1, max_size=8)),
    st.builds(Cell, st.integers(0, 99), st.sampled_from(["07", "7", "0", "", "٣"])),
)
ROWS = st.lists(st.lists(CELL, max_size=5), max_size=12)
MERGES = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 14), st.integers(0, 6), st.integers(0, 7)), max_size=3)


@given(ROWS, MERGES)
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_a_sheet_every_row_is_accounted_for(given, merges):
    made = table(["Id", "Name"], *given, merges=merges)
    last = len(Tab("x", [["Id"], *given]).rendered("UNFORMATTED_VALUE", "SERIAL_NUMBER"))
    assert made.rows + made.blank == last - 1
    lines = sorted([row[0] for row in rows(made)] + [row.line for row in made.malformed])
    assert lines == sorted(set(lines))
    assert all(1 < line <= last for line in lines)
    assert sorted([row[1] for row in rows(made)] + [row.number for row in made.malformed]) == list(range(1, made.rows + 1))
    assert all(len(row.cells) == len(made.columns) for row in made.malformed)
    for line, _, *texts in rows(made):
        for place, value in enumerate(given[line - 2]):
            assert not isinstance(value, str) or not value or texts[place] == value
