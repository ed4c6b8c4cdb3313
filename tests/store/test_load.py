"""Bringing rows in: new, changed, same, and nothing twice."""

import pytest
from sqlalchemy import func, select

from lib.errors import StoreChanged
from lib.records import kind
from lib.store import Store, tables
from lib.store.load import Counts, Load, SnapshotNote
from tests.factories import at, comment, post, put, table

activity = tables.RECORDS["activity"]


def shown(store: Store) -> dict[str, str | None]:
    """The titles that count today, by activity."""
    rows = store.frame(select(activity.c.activity_id, activity.c.title).where(activity.c.current))
    return {row.activity_id: row.title if isinstance(row.title, str) else None for row in rows.itertuples()}


def test_the_same_file_again_changes_nothing(any_store: Store) -> None:
    first = put(any_store, "activity", post(activity_id="1"), post(activity_id="2"), file="a.csv")
    version = any_store.version
    assert put(any_store, "activity", post(activity_id="1"), post(activity_id="2"), file="a.csv") == Counts(first.snapshot_id, 0, 0, 2)
    assert (any_store.version, len(any_store.snapshots())) == (version, 1)


def test_a_known_key_with_other_values_is_changed(any_store: Store) -> None:
    put(any_store, "activity", post(activity_id="1", title="old"), post(activity_id="2"))
    counts = put(any_store, "activity", post(activity_id="1", title="new"), post(activity_id="2"), post(activity_id="3"))
    assert (counts.new, counts.changed, counts.same) == (1, 1, 1)
    assert shown(any_store) == {"1": "new", "2": None, "3": None}


def test_an_older_version_that_returns_is_kept_once(store: Store) -> None:
    for title in ("old", "new", "old"):
        put(store, "activity", post(activity_id="1", title=title))
    assert shown(store) == {"1": "old"}
    assert store.frame(select(func.count().label("n")).select_from(activity))["n"].item() == 2


def test_null_becomes_a_value_and_a_value_null(store: Store) -> None:
    put(store, "activity", post(activity_id="1", title=None, views=3))
    assert put(store, "activity", post(activity_id="1", title="x", views=None)).changed == 1
    assert put(store, "activity", post(activity_id="1", title="x", views=None)).same == 1


def test_ids_belong_to_their_source(store: Store) -> None:
    put(store, "activity", post("m1", activity_id="1"), source="forum")
    assert put(store, "activity", post("m1", activity_id="1"), source="chat").new == 1
    assert len(store.frame(select(tables.identity.c.person_no).distinct())) == 2


def test_a_key_twice_in_one_file_is_told_with_its_first_line(any_store: Store) -> None:
    rows = [post(activity_id="1"), post(activity_id="2"), post(activity_id="1", title="again"), post(activity_id="1")]
    with any_store.staging(kind("activity")) as stage:
        stage.add(table(kind("activity"), rows))
        found = stage.duplicates()
    assert found.to_dict("list") == {"line": [4, 5], "first_line": [2, 2]}
    assert stage.rows == 2


def test_an_empty_part_of_a_key_equals_an_empty_one(any_store: Store) -> None:
    row = {"day": at(0).date(), "series": "dau", "value": 4.0, "platform": None}
    put(any_store, "reported_series", row)
    assert put(any_store, "reported_series", {**row, "value": 5.0}).changed == 1
    assert put(any_store, "reported_series", {**row, "platform": "slack"}).new == 1


def test_text_arrives_to_the_letter(any_store: Store) -> None:
    text = 'He said "hi",\r\nthen\t\\N; żółć \U0001f600'
    put(any_store, "activity", post(activity_id="00123", text=text, title=" "))
    row = any_store.frame(select(activity.c.activity_id, activity.c.text, activity.c.title, activity.c.url))
    assert (row["activity_id"].item(), row["text"].item(), row["title"].item()) == ("00123", text, " ")
    assert row["url"].isna().item()


def test_days_and_hours_are_the_communitys(store: Store) -> None:
    store.set_setting("zone", "Europe/Warsaw", "tests")
    put(store, "activity", post(hours=14.5), post(hours=14))  # 23:30 and 23:00 UTC
    rows = store.frame(select(activity.c.local_day, activity.c.local_hour).order_by(activity.c.occurred_at))
    assert [(str(day.date()), hour) for day, hour in rows.itertuples(index=False)] == [("2026-01-06", 0), ("2026-01-06", 0)]


def test_an_error_leaves_everything_as_it_was(any_store: Store) -> None:
    put(any_store, "activity", post(activity_id="1"))
    version = any_store.version

    def fail_half_way() -> None:
        with any_store.staging(kind("activity")) as stage:
            stage.add(table(kind("activity"), [comment(thread="1")]))
            with any_store.writing(stage) as writer:
                Load(writer, stage, "forum").commit(SnapshotNote("a.csv", 1, "a", "{}", 1, 0, "tests"))
                raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert any_store.version == version
    assert len(shown(any_store)) == 1


def test_a_zone_that_changes_during_an_import_stops_it(store: Store) -> None:
    with store.staging(kind("activity")) as stage:
        stage.add(table(kind("activity"), [post()]))
        store.set_setting("zone", "Europe/Warsaw", "tests")
        with pytest.raises(StoreChanged, match="time zone changed"), store.writing(stage) as writer:
            Load(writer, stage, "forum")
    assert shown(store) == {}
