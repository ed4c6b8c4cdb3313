"""What a file most likely is, and the mapping as a table that can be corrected."""

import pytest

from lib.errors import MappingError
from lib.intake.importing import import_table
from lib.intake.mapping import Column, Mapping
from lib.intake.suggestion import suggest
from lib.intake.template import Template
from lib.records import KINDS, kind
from lib.sources.csv_file import read_table
from lib.sources.raw_table import RawTable
from lib.store import Store
from lib.ui.upload.column_table import COLUMN, FILLED, FIRST, HOW, NOTHING, corrected, example, options, table
from lib.ui.upload.columns_profile import profiles
from lib.ui.upload.draft import Draft
from lib.ui.upload.kind_guess import best_kind, guess, source_named_like
from lib.ui.upload.problems_card import family

POSTS = read_table(b"post_id,created,author,what\n1,2026-01-05T10:00Z,ana,x\n2,2026-01-05T11:00Z,,y\n3,,ben,\n", "posts.csv")


def draft(raw: RawTable = POSTS, kind_name: str = "activity") -> Draft:
    return Draft(1, raw, profiles(raw), kind(kind_name), "forum", suggest(kind(kind_name), raw.columns))


@pytest.mark.parametrize("name", KINDS)
def test_a_file_with_a_kinds_own_columns_is_that_kind(name: str) -> None:
    assert best_kind(KINDS[name].names).name == name


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ("id created updated title content tags product topic locale answers creator link", "activity"),
        ("Unique Key|Created Date|Closed Date|Complaint Type|Status", "ticket"),
        ("customer id|started at|churned at|value", "customer"),
    ],
)
def test_strangers_columns_speak_for_a_kind(columns: str, expected: str) -> None:
    assert best_kind(columns.split("|" if "|" in columns else " ")).name == expected


def test_the_next_file_of_a_source_is_known_by_its_columns(store: Store) -> None:
    raw = read_table(b"key,when,who\n1,2026-01-05T10:00Z,ana\n", "old.csv")
    mapping = Mapping({"activity_id": Column("key"), "occurred_at": Column("when"), "member_id": Column("who"), "kind": Template("post")})
    import_table(store, KINDS["activity"], raw, mapping, source="chat", who="tests")
    found = guess(store, ("who", "when", "key", "more"), "export.csv")
    assert (found.kind.name, found.source) == ("activity", "chat")
    other = guess(store, ("ticket_id", "created_at"), "march.2026.csv")
    assert (other.kind.name, other.source) == ("ticket", "march")


@pytest.mark.parametrize(("name", "source"), [("forum-posts.csv", "forum-posts"), ("a:b.tsv", "a b"), (".csv", "upload"), ("x" * 300, "x" * 100)])
def test_a_new_source_is_called_like_the_file(name: str, source: str) -> None:
    assert source_named_like(name) == source


def test_the_table_shows_where_each_field_comes_from_and_what_it_holds() -> None:
    shown = table(draft()).set_index("Field")
    assert shown.loc["activity_id *", [COLUMN, HOW, FIRST, FILLED]].tolist() == ["post_id", "alias", "1 · 2", 1.0]
    assert shown.loc["member_id *", FIRST] == "ana · —"
    assert shown.loc["member_id *", FILLED] == pytest.approx(2 / 3)
    assert shown.loc["kind *", COLUMN] == NOTHING


def test_a_corrected_cell_is_a_corrected_mapping() -> None:
    places = {name: place for place, name in enumerate(kind("activity").names)}
    changed = corrected(draft(), {places["kind"]: {COLUMN: "(always “post”)"}, places["text"]: {COLUMN: "what"}, places["member_id"]: {COLUMN: NOTHING}})
    assert changed.mapping.fields["kind"] == Template("post")
    assert changed.mapping.fields["text"] == Column("what")
    assert changed.missing == ("member_id",)
    assert changed.mapping.left_out == {"member_id"}
    assert draft().missing == ("kind",)  # values are frozen


def test_what_a_stranger_sends_as_a_cell_is_left_alone() -> None:
    start = draft()
    assert corrected(start, {3: {COLUMN: "no such column"}, 2: {"How": "mine"}, 99: {COLUMN: "author"}}).mapping == start.mapping


def test_a_text_that_was_set_can_be_chosen_again() -> None:
    start = draft().remapped({}, {"thread_id": "t{post_id}"})
    assert table(start).set_index("Field").loc["thread_id", [COLUMN, HOW, FIRST]].tolist() == ["(text “t{post_id}”)", "text", "t1 · t2"]
    away = start.remapped({"thread_id": ""}, {})
    assert "(text “t{post_id}”)" in options(away)


def test_a_text_shows_what_it_gives_before_it_is_set() -> None:
    assert example(draft(), "q{post_id}-{#}") == "q1-1"
    with pytest.raises(MappingError, match="no column 'id'"):
        example(draft(), "q{id}")


def test_another_kind_is_mapped_anew_and_a_corrected_mapping_stays_with_another_source(store: Store) -> None:
    start = draft().remapped({}, {"kind": "post"})
    assert start.read_as(store, kind("activity"), "helpdesk").mapping == start.mapping
    assert start.read_as(store, kind("ticket"), "forum").mapping == suggest(kind("ticket"), POSTS.columns)


@pytest.mark.parametrize(
    ("reason", "same"),
    [("No such month: 13", "No such month"), ("Already used in line 14", "Already used in line"), ("November has 30 days", "November has 30 days")],
)
def test_reasons_of_one_kind_stand_together(reason: str, same: str) -> None:
    assert family(reason) == same
