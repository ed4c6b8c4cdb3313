"""Texts with places for a row's cells."""

import pytest

from lib.intake.template import Template
from tests.intake.tables import raw


def filled(text: str, table: str = "id,b c\n1,x\n 2 ,\n") -> list[str]:
    opened = raw(table)
    return Template(text).fill(opened.cells, opened.columns).to_pylist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("post", ["post", "post"]),
        ("", ["", ""]),
        ("{{id}}", ["{id}", "{id}"]),
        ("q{id}", ["q1", "q2"]),
        ("{#}", ["1", "2"]),
        ("r{#}-{id}", ["r1-1", "r2-2"]),
        ("{b c}", ["x", ""]),
    ],
)
def test_places_are_filled(text, expected):
    assert filled(text) == expected


def test_an_empty_place_empties_the_whole_text():
    assert filled("{id}-{b c}") == ["1-x", ""]


def test_a_column_called_number_sign_is_that_column():
    assert filled("r{#}", "#,a\n7,x\n9,y\n") == ["r7", "r9"]


def test_rows_keep_their_number_beside_malformed_ones():
    assert filled("{#}", "id,b\n1,x\n2\n3,y\n") == ["1", "3"]
