"""The export: a Parquet file a table, typed, complete."""

from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from sqlalchemy import select

from lib.errors import CommandError
from lib.store import Store, refused_rows, sync_runs
from lib.store.parquet_export import export
from lib.store.tables import RECORDS, metadata
from tests.factories import post, put


def quietly(step: str, share: float) -> None:
    """Nobody watches."""


def test_every_table_is_a_file_with_its_rows_and_types(any_store: Store, tmp_path: Path) -> None:
    put(any_store, "activity", post("ana", text="żółć", views=3), post("ben"))
    put(any_store, "member", {"member_id": "ana", "name": "Ana"})
    found = export(any_store, tmp_path / "new" / "folder", quietly)
    assert {one.table for one in found} == set(metadata.tables)
    assert {one.file.name for one in found} == {path.name for path in (tmp_path / "new" / "folder").iterdir()}
    for one in found:
        table = pq.read_table(one.file)
        assert table.num_rows == one.rows
        assert table.column_names == metadata.tables[one.table].c.keys()
    acts = pq.read_table(tmp_path / "new" / "folder" / "activity.parquet")
    assert str(acts.schema.field("occurred_at").type) == "timestamp[us, tz=UTC]"
    wanted = any_store.frame(select(RECORDS["activity"].c.occurred_at, RECORDS["activity"].c.text))
    assert sorted(acts["occurred_at"].to_pylist()) == sorted(wanted["occurred_at"])
    assert "żółć" in acts["text"].to_pylist()


def test_without_personal_neither_names_nor_words_leave(store: Store, tmp_path: Path) -> None:
    put(store, "activity", post("ana", text="SECRET", title="SECRET"))
    put(store, "member", {"member_id": "ana", "name": "SECRET", "email_hash": "SECRET"})
    put(store, "survey_response", {"response_id": "1", "responded_at": post()["occurred_at"], "survey": "nps", "score": 9, "comment": "SECRET"})
    refused = {"line": 1, "column": "name", "field": "name", "value": "SECRET", "reason": "Not SECRET", "hint": "mend it"}
    run = sync_runs.begin(store, "forum", "member", whole=False, who="tests")
    with store.writing() as writer:
        refused_rows.add(writer, run.run_id, pd.DataFrame([refused]))
    sync_runs.finish(store, run, "failed", "At SECRET.")
    found = export(store, tmp_path, quietly, without_personal=True)
    assert not any("SECRET" in str(pq.read_table(one.file).to_pydict()) for one in found)
    assert pq.read_table(tmp_path / "refused_row.parquet").to_pylist() == [{"run_id": 1, "line": 1, "column_name": "name", "field": "name", "hint": "mend it"}]
    assert "member_id" in pq.read_table(tmp_path / "member.parquet").column_names


def test_an_earlier_export_is_not_overwritten(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path, quietly)
    with pytest.raises(CommandError, match="export already"):
        export(store, tmp_path, quietly)
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="no folder"):
        export(store, tmp_path / "file", quietly)
