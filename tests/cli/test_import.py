"""``import``: one JSON line, refusals with a file, and the same file twice."""

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_file_comes_in_and_the_same_again_changes_nothing(run: Run, people: Path) -> None:
    first = run("import", "member", people)
    assert first.code == 0
    assert first.record == {"snapshot": 1, "read": 3, "new": 3, "changed": 0, "same": 0, "rejected": 0, "rejects_file": None}
    again = run("import", "member", people)
    assert again.code == 0
    assert again.record["same"] == again.record["read"] == 3


def test_the_source_is_the_files_name_unless_said(run: Run, people: Path) -> None:
    run("import", "member", people)
    run("import", "member", people, "--source", "forum")
    assert [line.split(",")[2] for line in run("snapshots").out.splitlines()] == ["source", "forum", "people"]


def test_refused_rows_stop_the_import_and_lie_beside_the_file(run: Run, people: Path) -> None:
    people.write_text("id,joined\nana,2025-01-02T10:00:00Z\n=bo,yesterday\n,2025-01-02T10:00:00Z\n")
    ran = run("import", "member", people)
    assert ran.code == 2
    assert ran.record == {"snapshot": None, "read": 3, "new": 1, "changed": 0, "same": 0, "rejected": 2, "rejects_file": f"{people}.rejects.csv"}
    assert "line 3, joined: 'yesterday'" in ran.err
    assert "--rejects skip" in ran.err
    with Path(f"{people}.rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["line"] for row in rows] == ["3", "4"]
    assert rows[0]["id"] == "'=bo"  # harmless in a spreadsheet
    assert run("snapshots").out.count("\n") == 1


def test_the_good_rows_can_be_taken(run: Run, people: Path) -> None:
    people.write_text("id,joined\nana,2025-01-02T10:00:00Z\nbo,yesterday\n")
    ran = run("import", "member", people, "--rejects", "skip")
    assert ran.code == 0
    assert (ran.record["new"], ran.record["rejected"]) == (1, 1)
    assert Path(ran.record["rejects_file"]).exists()


def test_where_the_folder_may_not_be_written_the_rejects_file_goes_elsewhere(run: Run, people: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    people.write_text("id,joined\nbo,yesterday\n")
    wrote = Path.write_bytes

    def refuse_that_folder(path: Path, content: bytes) -> int:
        if path.parent == people.parent:
            raise PermissionError
        return wrote(path, content)

    monkeypatch.setattr(Path, "write_bytes", refuse_that_folder)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    ran = run("import", "member", people)
    assert ran.record["rejects_file"] == "people.csv.rejects.csv"
    assert Path("people.csv.rejects.csv").exists()


def test_problems_alike_are_told_once(run: Run, people: Path) -> None:
    people.write_text("id,joined\nana,soon\nbo,soon\n,2025-01-02T10:00:00Z\ncy,never\n")
    told = run("import", "member", people).err
    assert "line 2 and 2 more, joined: 'soon'" in told
    assert "line 4, id:" in told


def test_a_dry_run_keeps_nothing(run: Run, people: Path) -> None:
    ran = run("import", "member", people, "--dry-run")
    assert ran.code == 0
    assert ran.record["snapshot"] is None
    assert ran.record["new"] == 3
    assert run("snapshots").out.count("\n") == 1
    people.write_text("id,joined\nbo,yesterday\n")
    assert run("import", "member", people, "--dry-run").code == 2


def test_fields_are_mapped_set_and_left_out(run: Run, tmp_path: Path) -> None:
    posts = tmp_path / "posts.csv"
    posts.write_text("nr,when,by,topic\n7,2025-03-01 10:00,ana,help\n8,2025-03-01 11:00,bo,help\n")
    ran = run(
        *("import", "activity", posts, "--map", "occurred_at=when", "--map", "member_id=by", "--map", "channel="),
        *("--set", "activity_id=q{nr}-{#}", "--set", "kind=post", "--zone", "Europe/Warsaw"),
    )
    assert ran.code == 0, ran.err
    assert ran.record["new"] == 2
    assert "activity_id ← 'q{nr}-{#}'" in ran.err
    assert "channel" not in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--map", "member_id=nr"], "no column 'nr'"),
        (["--map", "who=id"], "no field 'who'"),
        (["--set", "name={nr}"], "no column 'nr'"),
        (["--zone", "Mars/Base"], "no time zone 'Mars/Base'"),
        (["--map", "name=id", "--set", "name=x"], "both mapped and set"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mapping_that_does_not_fit_is_explained(words: list[str], said: str, run: Run, people: Path) -> None:
    ran = run("import", "member", people, *words)
    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err
