"""The records behind a metric are those it counts, newest first, and nobody's name."""

from datetime import date

from lib.metrics import METRICS, find
from lib.metrics.behind import behind
from lib.records import KINDS
from lib.safe_csv import to_csv_bytes
from lib.scope import ALL_TIME, Grain, Scope
from lib.store import Store
from tests.factories import START, at, comment, post, put


def filled(store: Store) -> Store:
    put(store, "member", {"member_id": "ana", "name": "Somebody", "segment": "pro"}, {"member_id": "sam", "role": "staff"})
    first = post("ana", 0, channel="help", title="First")
    put(store, "activity", first, comment("sam", 2, thread=first["thread_id"]), post("ben", 200, channel="help", title="Second"))
    put(store, "ticket", {"ticket_id": "t1", "created_at": START, "member_id": "ana"}, {"ticket_id": "t2", "created_at": at(1), "member_id": "ben"})
    put(store, "customer", {"customer_id": "c1", "started_at": START, "churned_at": at(24 * 40)}, {"customer_id": "c2", "started_at": START})
    return store


def test_threads_stand_behind_response_time_and_those_that_wait_behind_unanswered(any_store: Store) -> None:
    store = filled(any_store)
    found = behind(store, "response_time", ALL_TIME)
    assert found.count(store) == 2
    assert found.newest(store, 500)["title"].tolist() == ["Second", "First"]
    assert behind(store, "unanswered", ALL_TIME).newest(store, 500)["title"].tolist() == ["Second"]
    assert found.count(store) == int(find("response_time")(store, ALL_TIME)["threads"].sum())


def test_activities_are_counted_as_the_metric_counts_them(any_store: Store) -> None:
    store = filled(any_store)
    assert behind(store, "active_users", ALL_TIME).count(store) == 2
    assert behind(store, "active_users", Scope(include_staff=True)).count(store) == 3
    assert behind(store, "active_users", Scope(segments=("pro",))).count(store) == 1
    week = Scope(date(2026, 1, 12), date(2026, 1, 18), Grain.WEEK)
    assert behind(store, "ugc", week).newest(store, 500)["title"].tolist() == ["Second"]


def test_the_newest_come_first_and_the_rest_is_counted(any_store: Store) -> None:
    store = filled(any_store)
    found = behind(store, "active_users", ALL_TIME)
    assert len(found.newest(store, 1)) == 1
    assert found.newest(store, 1)["title"].tolist() == ["Second"]
    assert to_csv_bytes(found.rows(store)).count(b"\n") == 3


def test_every_metric_has_records_behind_it_without_personal_fields(any_store: Store) -> None:
    store = filled(any_store)
    personal = {field.name for kind in KINDS.values() for field in kind.fields if field.personal}
    assert "name" in personal
    for name in METRICS:
        for scope in (ALL_TIME, Scope(date(2026, 1, 1), date(2026, 1, 31), segments=("pro",))):
            found = behind(store, name, scope)
            assert found.count(store) == len(found.newest(store, 500))
            assert not personal & set(found.statement.selected_columns.keys())
    churned = behind(store, "churn", Scope(date(2026, 2, 1), date(2026, 2, 28))) if "churn" in METRICS else None
    assert churned is None or churned.newest(store, 5)["customer_id"].tolist() == ["c1"]
