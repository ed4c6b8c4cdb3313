"""Tables that came together: checked together, kept out together, committed one snapshot each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from lib.errors import FileError, MappingError, RowsRefused
from lib.intake.deliveries import Brought, import_export, time_span, told
from lib.sources.exports import Export, Platform, Wishes
from lib.sources.package import Package
from lib.store import Store
from lib.store.tables import RECORDS
from tests import tiny_platform as tiny


@pytest.fixture
def platform() -> Iterator[Platform]:
    with tiny.registered() as one:
        yield one


def read(platform: Platform, package: Package, **wishes: str) -> Export:
    return platform.read(package, Wishes(**wishes), lambda step, share: None)  # type: ignore[arg-type]


def bring(store: Store, platform: Platform, package: Package, **how) -> tuple[Brought, ...]:
    return import_export(store, read(platform, package), package, source="tiny", who="tests", **how)


def counts(brought: tuple[Brought, ...]) -> list[tuple[str, int, int, int, int]]:
    return [(one.kind.name, one.outcome.read, one.outcome.new, one.outcome.same, one.outcome.rejected) for one in brought]


def test_each_table_is_a_snapshot_of_the_package_members_first(store: Store, platform: Platform, tmp_path: Path) -> None:
    package = tiny.package(tmp_path)
    assert counts(bring(store, platform, package)) == [("member", 2, 2, 0, 0), ("activity", 2, 2, 0, 0)]
    snapshots = store.snapshots().sort_values("snapshot_id")
    assert snapshots["kind"].tolist() == ["member", "activity"]
    assert snapshots[["source", "file_name", "file_size", "file_sha256"]].drop_duplicates().values.tolist() == [
        ["tiny", "tiny.zip", package.size, package.sha256]
    ]


def test_the_same_package_again_changes_nothing(any_store: Store, platform: Platform, tmp_path: Path) -> None:
    package = tiny.package(tmp_path)
    first = bring(any_store, platform, package)
    version = any_store.version
    again = bring(any_store, platform, package)
    assert counts(again) == [("member", 2, 0, 2, 0), ("activity", 2, 0, 2, 0)]
    assert [one.outcome.snapshot for one in again] == [one.outcome.snapshot for one in first]
    assert any_store.version == version


def test_one_refused_row_in_one_table_keeps_all_of_them_out(store: Store, platform: Platform, tmp_path: Path) -> None:
    package = tiny.package(tmp_path, tiny.exported(messages=(*tiny.MESSAGES, "m3,2026-02-30T10:00:00Z,ben,comment,m1,No such day")))
    with pytest.raises(RowsRefused, match=r"1 of 5 rows was refused.*activity, line 4, when '2026-02-30T10:00:00Z'.*--rejects skip") as refused:
        bring(store, platform, package)
    assert counts(refused.value.outcome) == [("member", 2, 2, 0, 0), ("activity", 3, 2, 0, 1)]
    assert store.snapshots().empty
    assert counts(bring(store, platform, package, rejects="skip")) == [("member", 2, 2, 0, 0), ("activity", 3, 2, 0, 1)]


def test_a_table_without_a_good_row_does_not_keep_the_others_out_where_rows_may_be_skipped(store: Store, platform: Platform, tmp_path: Path) -> None:
    package = tiny.package(tmp_path, tiny.exported(messages=("m1,never,ana,post,m1,Good day",)))
    brought = bring(store, platform, package, rejects="skip")
    assert counts(brought) == [("member", 2, 2, 0, 0), ("activity", 1, 0, 0, 1)]
    assert [one.outcome.snapshot for one in brought] == [1, None]


def test_a_mapping_is_remembered_where_it_speaks_for_all_tables_of_its_kind(store: Store, platform: Platform, tmp_path: Path) -> None:
    package = tiny.package(tmp_path)
    export = read(platform, package)
    (activity,) = [one for one in export.deliveries if one.kind == "activity"]
    reactions = replace(activity, columns={**activity.columns, "kind": "", "activity_id": ""}, texts={"kind": "reaction", "activity_id": "r{id}"})
    import_export(store, replace(export, deliveries=(*export.deliveries, reactions)), package, source="tiny", who="tests")
    assert store.saved_mapping("tiny", "member") is not None
    assert store.saved_mapping("tiny", "activity") is None
    bring(store, platform, tiny.package(tmp_path, tiny.exported(messages=tiny.MESSAGES[:1])))
    assert store.saved_mapping("tiny", "activity") is not None


def test_a_table_without_rows_makes_no_snapshot(store: Store, platform: Platform, tmp_path: Path) -> None:
    brought = bring(store, platform, tiny.package(tmp_path, tiny.exported(messages=())))
    assert [one.outcome.snapshot for one in brought] == [1, None]
    assert len(store.snapshots()) == 1


def test_a_package_without_rows_says_what_was_left_out(store: Store, platform: Platform, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"holds nothing that can be brought in\. Found: 1 × a message that the platform wrote"):
        bring(store, platform, tiny.package(tmp_path, tiny.exported((), ())), rejects="skip")


def test_a_dry_run_keeps_nothing_and_refuses_nothing(store: Store, platform: Platform, tmp_path: Path) -> None:
    version = store.version
    package = tiny.package(tmp_path, tiny.exported(messages=("m1,never,ana,post,m1,Good day",)))
    assert counts(bring(store, platform, package, dry_run=True)) == [("member", 2, 2, 0, 0), ("activity", 1, 0, 0, 1)]
    assert store.version == version


def test_what_only_a_person_can_tell_of_times_is_asked_before_anything_is_in(store: Store, platform: Platform, tmp_path: Path) -> None:
    package = tiny.package(tmp_path, tiny.exported(messages=("m1,03/04/2025 10:00,ana,post,m1,Good day",)))
    export = read(platform, package)
    how = {"source": "tiny", "rejects": "skip", "who": "tests"}
    with pytest.raises(MappingError) as asked:
        import_export(store, export, package, **how)
    assert asked.value.asks == "dates"
    with pytest.raises(MappingError) as asked:
        import_export(store, told(export, dates="dmy"), package, **how)
    assert asked.value.asks == "zone"
    assert store.snapshots().empty
    import_export(store, told(export, dates="dmy", zone="Europe/Warsaw"), package, **how)
    moments = store.frame(select(RECORDS["activity"].c.occurred_at))["occurred_at"]
    assert [moment.isoformat() for moment in moments] == ["2025-04-03T08:00:00+00:00"]


def test_the_mood_of_posts_is_read_once_all_are_in(store: Store, platform: Platform, tmp_path: Path) -> None:
    steps: list[tuple[str, float]] = []
    bring(store, platform, tiny.package(tmp_path), progress=lambda step, share: steps.append((step, share)))
    record = RECORDS["activity"].c
    assert store.frame(select(func.count(record.sentiment).label("n")))["n"].item() == 2
    shares = [share for _, share in steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert "Members: checking rows" in {step for step, _ in steps}


def test_the_time_span_is_that_of_what_happened_in_the_communitys_days(store: Store, platform: Platform, tmp_path: Path) -> None:
    package = tiny.package(tmp_path, tiny.exported(messages=("m1,2026-01-05T23:30:00Z,ana,post,m1,Late", "m2,never,ana,post,m2,Never")))
    export = read(platform, package)
    assert time_span(store, export) == (date(2026, 1, 5), date(2026, 1, 5))
    store.set_setting("zone", "Europe/Warsaw", "tests")
    assert time_span(store, export) == (date(2026, 1, 6), date(2026, 1, 6))
    assert time_span(store, read(platform, tiny.package(tmp_path, tiny.exported(messages=())))) is None
