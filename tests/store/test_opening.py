"""Opening a store: each way it can fail says what to do."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from lib.errors import StoreTooNew, StoreUnreachable
from lib.store import Store, open_store, tables
from lib.store.migrations import config, upgrade
from tests.factories import post, put


def test_a_new_file_becomes_a_store_that_opens_again(tmp_path: Path) -> None:
    url = f"duckdb:///{tmp_path / 'a.duckdb'}"
    store = open_store(url)
    put(store, "activity", post())
    store.close()
    again = open_store(url)
    assert (again.version, len(again.snapshots())) == (1, 1)
    again.close()


def test_a_missing_folder_is_named_with_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match=r"mkdir -p .*nowhere"):
        open_store(f"duckdb:///{tmp_path / 'nowhere' / 'a.duckdb'}")


@pytest.mark.parametrize(
    ("url", "words"), [("nonsense", "cannot be read"), ("mysql://root@localhost/x", "DuckDB or PostgreSQL"), ("sqlite:///x.db", "DuckDB or PostgreSQL")]
)
def test_a_wrong_address_is_answered_with_right_ones(url: str, words: str) -> None:
    with pytest.raises(StoreUnreachable, match=words) as raised:
        open_store(url)
    assert "duckdb:///data/community.duckdb" in str(raised.value)


@pytest.mark.parametrize("address", ["ana:s3cret@127.0.0.1:1/community", "127.0.0.1:1/community?user=ana&password=s3cret"])
def test_a_server_that_is_down_is_said_without_the_password(address: str) -> None:
    with pytest.raises(StoreUnreachable, match="does not answer") as raised:
        open_store(f"postgresql://{address}")
    assert "s3cret" not in str(raised.value)


def test_a_password_with_an_at_sign_in_it_is_not_taken_for_the_host() -> None:
    with pytest.raises(StoreUnreachable, match="%40") as raised:
        open_store("postgresql://ana:pa@s3cret@127.0.0.1:1/community")
    assert "s3cret" not in str(raised.value)


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    path.write_text("id,name\n" * 2000)
    with pytest.raises(StoreUnreachable, match="not a DuckDB store"):
        open_store(f"duckdb:///{path}")
    assert path.read_text().startswith("id,name")


def test_a_second_process_is_told_who_holds_the_file(tmp_path: Path) -> None:
    url = f"duckdb:///{tmp_path / 'a.duckdb'}"
    store = open_store(url)
    code = f"from lib.store import open_store\nfrom lib.errors import StoreBusy\ntry:\n    open_store({url!r})\nexcept StoreBusy as e:\n    print(e)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    store.close()
    assert "in use by another process" in said
    assert "PostgreSQL" in said


def test_a_store_of_a_newer_app_is_left_alone(tmp_path: Path) -> None:
    url = f"duckdb:///{tmp_path / 'a.duckdb'}"
    store = open_store(url)
    with store.writing() as writer:
        writer.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreTooNew, match="newer version"):
        open_store(url)


def test_the_migrations_make_the_tables_the_code_describes(any_store: Store) -> None:
    exact_types = any_store.dialect == "postgresql"  # DuckDB calls every text VARCHAR
    with any_store.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": exact_types, "include_object": lambda _thing, _name, sort, *_: sort in ("table", "column")}
        )
        assert compare_metadata(context, tables.metadata) == []


def test_the_short_cut_to_an_empty_store_leads_to_what_the_migrations_make(store: Store, tmp_path: Path) -> None:
    made = open_store(f"duckdb:///{tmp_path / 'a.duckdb'}")
    asked = [
        "SELECT sql FROM duckdb_tables() ORDER BY sql",
        "SELECT sql FROM duckdb_indexes() ORDER BY sql",
        "SELECT table_name, column_name, column_default, is_nullable, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY ALL",
        "SELECT table_name, constraint_text FROM duckdb_constraints() ORDER BY ALL",
        "SELECT (SELECT count(*) FROM duckdb_sequences()), (SELECT count(*) FROM duckdb_views() WHERE NOT internal)",
        *(f"SELECT * FROM {name}" for name in ("alembic_version", *tables.metadata.tables)),
    ]
    with store.reading() as short, made.reading() as long:
        for statement in asked:
            assert short.execute(text(statement)).all() == long.execute(text(statement)).all(), statement
    made.close()


def test_upgrading_twice_is_upgrading_once(any_store: Store) -> None:
    version = any_store.version
    with any_store.writing() as writer:
        upgrade(writer.connection)
        writer.discard()
    assert any_store.version == version
    assert config().get_main_option("script_location")


def test_two_threads_write_one_after_the_other(any_store: Store) -> None:
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: put(any_store, "activity", post(activity_id=str(number))), range(8)))
    assert any_store.version == 8
    assert len(any_store.snapshots()) == 8


def test_a_pinned_reader_sees_one_version(any_store: Store) -> None:
    with any_store.reading():
        before = any_store.version
        writer = Thread(target=put, args=(any_store, "activity", post()))
        writer.start()
        writer.join()
        assert any_store.version == before
    assert any_store.version == before + 1
