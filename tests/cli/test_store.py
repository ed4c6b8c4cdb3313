"""``store``: copied, exported and checked from the command line."""

import csv
import io
from pathlib import Path

from sqlalchemy import text

from lib.store import open_store
from tests.cli.conftest import Run


def table(out: str) -> dict[str, dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(out)))
    return {next(iter(row.values())): row for row in rows}


def test_a_store_is_copied_to_postgresql_and_back(run: Run, people: Path, postgres_url: str, tmp_path: Path) -> None:
    run("import", "member", people)
    there = run("store", "copy", f"duckdb:///{tmp_path}/community.duckdb", postgres_url)
    back = run("store", "copy", postgres_url, f"duckdb:///{tmp_path}/back.duckdb")
    assert (there.code, back.code) == (0, 0)
    sent, returned = table(there.out), table(back.out)
    assert sent["member"]["rows"] == "3"
    assert {name: row for name, row in sent.items() if name != "store"} == {name: row for name, row in returned.items() if name != "store"}
    assert "Copied and verified" in back.err
    assert run("store", "check", "--store", f"duckdb:///{tmp_path}/back.duckdb").code == 0


def test_a_filled_store_is_refused_as_target(run: Run, people: Path, tmp_path: Path) -> None:
    run("import", "member", people)
    run("import", "member", people, "--store", f"duckdb:///{tmp_path}/other.duckdb")
    ran = run("store", "copy", f"duckdb:///{tmp_path}/community.duckdb", f"duckdb:///{tmp_path}/other.duckdb")
    assert (ran.code, ran.out) == (1, "")
    assert "not empty" in ran.err


def test_a_store_that_is_not_there_is_not_made_to_be_copied(run: Run, tmp_path: Path) -> None:
    ran = run("store", "copy", f"duckdb:///{tmp_path}/mistyped.duckdb", f"duckdb:///{tmp_path}/other.duckdb")
    assert (ran.code, ran.out) == (1, "")
    assert "There is no store" in ran.err
    assert list(tmp_path.glob("*.duckdb")) == []


def test_a_password_of_either_store_is_never_said(run: Run, tmp_path: Path) -> None:
    ran = run("store", "copy", "postgresql://me:hush@127.0.0.1:1/x", f"duckdb:///{tmp_path}/other.duckdb")
    assert ran.code == 1
    assert "hush" not in ran.err


def test_what_is_broken_makes_the_check_fail(run: Run, people: Path, tmp_path: Path) -> None:
    run("import", "member", people)
    whole = run("store", "check")
    assert whole.code == 0
    assert {row["state"] for row in table(whole.out).values()} == {"works"}
    store = open_store(f"duckdb:///{tmp_path}/community.duckdb")
    with store.writing() as writer:
        writer.connection.execute(text("UPDATE identity SET is_bot = true"))
    store.close()
    ran = run("store", "check")
    assert ran.code == 1
    row = table(ran.out)["identity: what the records make"]
    assert (row["state"], row["rows"]) == ("broken", "3")
    assert "zone" in row["hint"]


def test_an_export_is_listed(run: Run, people: Path, tmp_path: Path) -> None:
    run("import", "member", people)
    ran = run("store", "export", "out", "--without-personal")
    assert ran.code == 0
    assert table(ran.out)["member"]["file"] == "out/member.parquet"
    assert (tmp_path / "out" / "member.parquet").is_file()


def test_wrong_words_are_answered_with_the_right_ones(run: Run) -> None:
    for words in (("copy", "duckdb:///a.duckdb"), ("export",), ("check", "x"), ("check", "--without-personal")):
        ran = run("store", *words)
        assert ran.code == 2
        assert "Hint:" in ran.err
    assert "names both stores" in run("store", "copy", "a", "b", "--store", "duckdb:///x.duckdb").err
