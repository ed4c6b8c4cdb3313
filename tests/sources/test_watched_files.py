"""Files on the server's disk: each is read once, again when it changed, and what is wrong is said."""

import os
from pathlib import Path

import pytest
from sqlalchemy import select

from lib.errors import SettingError, SourceError
from lib.intake.syncing import sync
from lib.sources.watched_files import WatchedFiles
from lib.store import Store
from lib.store.tables import RECORDS


def _write(path: Path, *names: str, changed: int) -> None:
    path.write_text("id,name\n" + "".join(f"{name},{name.title()}\n" for name in names), encoding="utf-8")
    os.utime(path, (changed, changed))


def _source(folder: Path, **more: object) -> WatchedFiles:
    return WatchedFiles.of("forum", {"type": "file", "member": {"path": f"{folder}/people*.csv", **more}})


def _read(source: WatchedFiles, after: str | None = None) -> list[tuple[str, str | None]]:
    return [(chunk.delivery.table.name, chunk.cursor) for chunk in source.chunks("member", after, lambda step, share: None)]


def test_files_are_read_in_the_order_of_their_changes_and_once(tmp_path: Path) -> None:
    _write(tmp_path / "people-b.csv", "ana", changed=100)
    _write(tmp_path / "people-a.csv", "ben", changed=200)
    _write(tmp_path / "other.csv", "cy", changed=300)
    source = _source(tmp_path)
    first = _read(source)
    assert [name for name, _ in first] == ["people-b.csv", "people-a.csv"]
    assert _read(source, first[-1][1]) == []
    _write(tmp_path / "people-b.csv", "ana", "dee", changed=300)
    assert [name for name, _ in _read(source, first[-1][1])] == ["people-b.csv"]


def test_a_file_that_comes_late_with_an_old_date_is_read_and_newer_ones_after_it(tmp_path: Path) -> None:
    _write(tmp_path / "people-mar.csv", "ana", changed=300)
    _write(tmp_path / "people-may.csv", "ana", changed=500)
    source = _source(tmp_path)
    cursor = _read(source)[-1][1]
    _write(tmp_path / "people-apr.csv", "ben", changed=400)
    late = _read(source, cursor)
    assert [name for name, _ in late] == ["people-apr.csv", "people-may.csv"]
    assert [name for name, _ in _read(source, late[0][1])] == ["people-may.csv"]  # where the run ended in between
    assert _read(source, late[-1][1]) == []


def test_another_size_or_an_older_date_is_another_file(tmp_path: Path) -> None:
    _write(tmp_path / "people.csv", "ana", changed=300)
    source = _source(tmp_path)
    cursor = _read(source)[-1][1]
    _write(tmp_path / "people.csv", "ana", "ben", changed=300)
    longer = _read(source, cursor)
    _write(tmp_path / "people.csv", "ana", "ben", changed=200)
    older = _read(source, longer[-1][1])
    assert (len(longer), len(older), _read(source, older[-1][1])) == (1, 1, [])


def test_a_file_that_is_taken_away_is_no_reason_to_read_the_others(tmp_path: Path) -> None:
    _write(tmp_path / "people-a.csv", "ana", changed=100)
    _write(tmp_path / "people-b.csv", "ben", changed=200)
    source = _source(tmp_path)
    cursor = _read(source)[-1][1]
    (tmp_path / "people-a.csv").unlink()
    assert _read(source, cursor) == []


def test_of_a_record_in_several_files_the_newest_file_counts_however_late_an_old_one_comes(tmp_path: Path, store: Store) -> None:
    origins = {"forum": _source(tmp_path)}
    (tmp_path / "people-may.csv").write_text("id,name\nana,New\n", encoding="utf-8")
    sync(store, origins, who="ana")
    (tmp_path / "people-apr.csv").write_text("id,name\nana,Old\n", encoding="utf-8")
    os.utime(tmp_path / "people-apr.csv", (400, 400))
    (late,) = sync(store, origins, who="ana")
    member = RECORDS["member"]
    assert store.frame(select(member.c.name).where(member.c.current))["name"].tolist() == ["New"]
    assert (late.outcome, late.tally.read) == ("done", 2)


def test_a_nightly_file_syncs_and_changes_nothing_twice(tmp_path: Path, any_store: Store) -> None:
    _write(tmp_path / "people.csv", "ana", "ben", changed=100)
    origins = {"forum": _source(tmp_path)}
    (first,) = sync(any_store, origins, who="ana")
    (second,) = sync(any_store, origins, who="ana")
    _write(tmp_path / "people.csv", "ana", "ben", "cy", changed=200)
    (third,) = sync(any_store, origins, who="ana")
    assert [(run.outcome, run.tally.read, run.tally.new) for run in (first, second, third)] == [("done", 2, 2), ("done", 0, 0), ("done", 3, 1)]


def test_no_file_and_no_table_are_explained(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="There is no file"):
        _read(_source(tmp_path))
    (tmp_path / "people.csv").write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(SourceError):
        _read(_source(tmp_path))


def test_it_says_what_is_there(tmp_path: Path) -> None:
    _write(tmp_path / "people-a.csv", "ana", changed=100)
    _write(tmp_path / "people-b.csv", "ana", changed=50)
    assert _source(tmp_path).check() == "member: 2 files, the newest people-a.csv"
    assert _source(tmp_path).shown == f"{tmp_path}/people*.csv"


@pytest.mark.parametrize(
    ("section", "what"),
    [
        ({}, "which files"),
        ({"zone": "Nowhere/Here", "member": {"path": "x.csv"}}, "zone"),
        ({"people": {"path": "x.csv"}}, "no record kind"),
        ({"member": "x.csv"}, "no section"),
        ({"member": {}}, "no path"),
        ({"member": {"path": "x.csv", "columns": {}}}, "nobody knows"),
        ({"member": {"path": "x.csv", "map": {"nickname": "n"}}}, "does not have"),
        ({"member": {"path": "x.csv", "set": {"role": 7}}}, "no text"),
        ({"member": {"path": "x.csv", "set": "x"}}, "no section"),
        ({"member": {"path": "x.csv", "map": {"name": "n"}, "set": {"name": "x"}}}, "under map and under set"),
        ({"member": {"path": "x.csv", "dates": "ymd"}}, "dates"),
    ],
)
def test_a_wrong_section_says_what_to_write(section: dict[str, object], what: str) -> None:
    with pytest.raises(SettingError, match=what) as caught:
        WatchedFiles.of("forum", section)
    assert caught.value.hint
