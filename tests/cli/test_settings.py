"""``settings``: every one is shown, read and changed."""

import json

import pytest

from lib.settings import Settings
from tests.cli.conftest import Run


def test_all_are_listed_with_value_default_and_meaning(run: Run) -> None:
    rows = json.loads(run("settings", "--format", "json").out)
    assert [row["key"] for row in rows] == list(Settings.model_fields)
    assert all(row["value"] == row["default"] and row["meaning"] for row in rows)


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("zone", "Europe/Warsaw", "Europe/Warsaw"),
        ("staff", "forum:ana,forum:bo", "forum:ana, forum:bo"),
        ("business_hours", "mon-fri 8:00-16:00", "mon-fri 08:00-16:00"),
        ("cost_per_ticket", "12.5", "12.5"),
        ("cost_per_ticket", "", ""),
    ],
)
def test_one_is_set_and_read_back(key: str, given: str, kept: str, run: Run) -> None:
    assert run("settings", "set", key, given).code == 0
    assert run("settings", "get", key).out == f"{kept}\n"
