"""What holds for every record kind, one that is added tomorrow too: a sound declaration, and a way into the store and out."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import select

from lib.errors import CommandError, MappingError
from lib.intake.importing import Outcome, import_table
from lib.intake.suggestion import folded, suggest
from lib.records import KINDS, Field, Kind, Type, kind
from lib.sources.csv_file import read_table
from lib.store import Store
from lib.store.tables import RECORDS

OURS = {"version_no", "source", "current", "line", "number", "member_no", "thread_no", "local_day", "local_hour"}
CELLS = {
    Type.ID: "007",
    Type.TEXT: 'żółw, "x" <b>',
    Type.INSTANT: "2026-01-05T10:00:00+01:00",
    Type.DAY: "2026-01-05",
    Type.MONTH: "2026-01-05",
    Type.NUMBER: "2.5",
    Type.INTEGER: "3",
    Type.BOOLEAN: "true",
}
VALUES: dict[Type, Any] = {
    Type.ID: "007",
    Type.TEXT: CELLS[Type.TEXT],
    Type.INSTANT: pd.Timestamp("2026-01-05T09:00:00Z"),
    Type.DAY: pd.Timestamp("2026-01-05"),
    Type.MONTH: pd.Timestamp("2026-01-01"),
    Type.NUMBER: 2.5,
    Type.INTEGER: 3,
    Type.BOOLEAN: True,
}

every_kind = pytest.mark.parametrize("record", KINDS.values(), ids=KINDS)


def _cell(field: Field, record: Kind) -> str:
    if field.choices:
        return next(iter(field.choices))
    if field.name == "parent_id":  # an activity cannot answer itself
        return "006"
    return CELLS[field.type]


def _bring(store: Store, record: Kind, fields: tuple[Field, ...]) -> Outcome:
    line = ",".join('"' + _cell(field, record).replace('"', '""') + '"' for field in fields)
    raw = read_table(f"{','.join(field.name for field in fields)}\n{line}\n".encode(), "one.csv")
    return import_table(store, record, raw, suggest(record, raw.columns), source="tests", who="tests")


@every_kind
def test_it_says_what_it_is(record: Kind) -> None:
    assert record.title
    assert all(text.endswith(".") for text in (record.doc, *(field.doc for field in record.fields)))


@every_kind
def test_its_key_is_made_of_its_fields(record: Kind) -> None:
    assert record.key
    assert set(record.key) <= set(record.names)
    assert set(record.required) & set(record.key)


@every_kind
def test_its_names_are_its_own(record: Kind) -> None:
    assert len(set(record.names)) == len(record.names)
    assert not OURS & set(record.names)


@every_kind
def test_no_alias_is_the_name_of_another_field(record: Kind) -> None:
    names = {folded(field.name): field for field in record.fields}
    taken = [(field.name, alias) for field in record.fields for alias in field.aliases if names.get(folded(alias), field) is not field]
    assert taken == []


@every_kind
def test_a_word_means_one_choice(record: Kind) -> None:
    for field in record.fields:
        assert (field.type is Type.CHOICE) == (field.choices is not None)
        words = [word for choice, others in (field.choices or {}).items() for word in (choice, *others)]
        assert len({folded(word) for word in words}) == len(words)


@every_kind
def test_it_has_a_day_by_which_it_is_told(record: Kind) -> None:
    assert any(field.type in (Type.INSTANT, Type.DAY, Type.MONTH) for field in record.fields)


@every_kind
def test_it_comes_in_whole_and_the_same_again_is_the_same(record: Kind, any_store: Store) -> None:
    outcome = _bring(any_store, record, record.fields)
    assert (outcome.new, outcome.rejected) == (1, 0), outcome.rejects
    table = RECORDS[record.name]
    (row,) = any_store.frame(select(*(table.c[name] for name in record.names)).where(table.c.current)).to_dict("records")
    assert row == {field.name: VALUES[field.type] if field.type in VALUES and field.name != "parent_id" else _cell(field, record) for field in record.fields}
    assert _bring(any_store, record, record.fields).same == 1
    period = any_store.data_period(record.name)
    assert period is not None
    assert period.start in (date(2026, 1, 5), date(2026, 1, 1))


@every_kind
def test_it_comes_in_with_no_more_than_it_needs(record: Kind, store: Store) -> None:
    needed = tuple(field for field in record.fields if field.required)
    assert _bring(store, record, needed).new == 1
    table = RECORDS[record.name]
    (row,) = store.frame(select(*(table.c[field.name] for field in record.fields if not field.required)).where(table.c.current)).to_dict("records")
    assert all(pd.isna(value) for value in row.values())


@every_kind
def test_each_needed_field_is_asked_for(record: Kind, store: Store) -> None:
    for missing in record.required:
        raw = read_table((",".join(record.names) + "\n").encode(), "one.csv")
        mapping = suggest(record, raw.columns).corrected(record, raw.columns, {missing: ""}, {})
        with pytest.raises(MappingError, match=rf"No column for {missing}\. .*Hint: map it"):
            import_table(store, record, raw, mapping, source="tests", who="tests")


def test_an_unknown_kind_is_named_with_a_near_one() -> None:
    with pytest.raises(CommandError, match="did you mean ticket"):
        kind("tickets")
