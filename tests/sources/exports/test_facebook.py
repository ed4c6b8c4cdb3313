"""Facebook groups: no export of their own, so a table by the names of its columns."""

import pytest
from sqlalchemy import select

from lib.errors import FileError, MappingError
from lib.store.tables import RECORDS
from tests.sources.exports.brought import accounted, bring, read, read_text


def test_a_table_with_the_names_of_an_activity(store, tmp_path):
    text = "id,Created,Author,Type,Message,Link\n1,2024-03-01 09:00,ana,post,Hello,https://example.org/1\n2,2024-03-01 10:00,ben,reply,Hi,\n"
    export = read_text("facebook", tmp_path, text, zone="UTC")
    assert export.found == {"rows": 2}
    assert accounted(export)
    bring(store, export)
    record = RECORDS["activity"].c
    found = store.frame(select(record.activity_id, record.member_id, record.kind, record.platform, record.text).order_by(record.activity_id))
    assert found.values.tolist() == [["1", "ana", "post", "facebook", "Hello"], ["2", "ben", "comment", "facebook", "Hi"]]


def test_what_is_missing_is_named(tmp_path):
    with pytest.raises(MappingError, match=r"export has no column for kind\..*import activity export --map kind=COLUMN"):
        read_text("facebook", tmp_path, "id,Created,Author\n1,2024-03-01 09:00,ana\n")


def test_a_folder_without_tables_is_refused(tmp_path):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    with pytest.raises(FileError, match="holds no table"):
        read("facebook", tmp_path)
