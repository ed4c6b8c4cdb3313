"""``settings``: every one is shown, read and changed."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from lib.settings import Settings
from lib.store import open_store
from lib.store.setting_changes import stated
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


def test_where_a_value_comes_from_and_why_is_kept_with_it(run: Run, tmp_path: Path) -> None:
    given = ("--source", "Finance, June 2026", "--reason", "Salaries over tickets")
    assert run("settings", "set", "cost_per_ticket", "48", *given).code == 0
    with closing(open_store(f"duckdb:///{tmp_path}/community.duckdb")) as store:
        said = stated(store, ["cost_per_ticket"])["cost_per_ticket"]
    assert (said.value, said.source, said.reason) == ("48.0", "Finance, June 2026", "Salaries over tickets")


def test_a_source_without_a_change_is_refused(run: Run) -> None:
    told = run("settings", "get", "cost_per_ticket", "--source", "Finance")
    assert told.code == 2
    assert "changes nothing" in told.err
