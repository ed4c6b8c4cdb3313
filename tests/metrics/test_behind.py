"""The records behind a metric are those it counts, newest first, and nobody's name."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from data.demo import fill
from lib.metrics import METRICS, find
from lib.metrics.behind import behind
from lib.records import KINDS
from lib.safe_csv import to_csv_bytes
from lib.scope import ALL_TIME, Grain, Scope
from lib.store import Store, open_store
from tests.factories import START, at, comment, post, put


@pytest.fixture(scope="module")
def demo() -> Iterator[Store]:
    """A small demo community."""
    store = open_store(f"duckdb:///:memory:{uuid4().hex}", clock=lambda: datetime(2026, 3, 15, 9, tzinfo=UTC))
    fill(store, members=300, days=300, seed=1)
    yield store
    store.close()


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


def test_a_field_can_be_left_out_of_the_records(any_store: Store) -> None:
    store = filled(any_store)
    put(store, "survey_response", {"response_id": "r", "responded_at": at(0), "survey": "nps", "score": 9, "segment": "pro", "comment": "Fine"})
    found = behind(store, "nps", ALL_TIME)
    assert "segment" in found.rows(store).column_names
    less = found.without("segment", "nothing of that name")
    assert set(found.rows(store).column_names) - set(less.rows(store).column_names) == {"segment"}
    assert less.count(store) == found.count(store) == 1


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


WHO = [
    *((f"m{number}", "crowd", "Us?") for number in range(5)),
    ("ana", "few", "Us?"),
    ("sam", "crowd", "Us?"),
    ("bot", None, "Us?"),
    ("m1", "crowd", "Events?"),
]
SURVEYS = [
    {
        "response_id": f"r{number}",
        "responded_at": at(number),
        "survey": "nps",
        "score": 9,
        "comment": "Good",
        "member_id": who,
        "segment": group,
        "question": to,
    }
    for number, (who, group, to) in enumerate(WHO)
]


def asked(store: Store) -> Store:
    """Answers to two questions and to a satisfaction survey, by members, staff and a bot; rated tickets; ideas."""
    filled(store)
    put(store, "member", {"member_id": "bot", "role": "bot"}, *({"member_id": f"m{number}"} for number in range(5)))
    put(store, "survey_response", *SURVEYS, {"response_id": "c1", "responded_at": at(3), "survey": "csat", "score": 4, "member_id": "ana"})
    put(store, "ticket", {"ticket_id": "t3", "created_at": at(30), "member_id": "ana", "satisfaction": 5}, {"ticket_id": "t4", "created_at": at(31)})
    put(store, "idea", {"idea_id": "i1", "submitted_at": at(3), "member_id": "ana"}, {"idea_id": "i2", "submitted_at": at(3), "member_id": "sam"})
    return store


def test_answers_are_those_of_the_survey_the_question_and_the_people_that_count(any_store: Store) -> None:
    store = asked(any_store)
    for options, wanted in (({"question": "Us?"}, 6), ({"question": "Events?"}, 1)):
        assert behind(store, "nps", ALL_TIME, options).count(store) == wanted
    assert behind(store, "nps", Scope(include_staff=True), {"question": "Us?"}).count(store) == 7
    assert behind(store, "nps", Scope(segments=("few",)), {"question": "Us?"}).count(store) == 1
    assert behind(store, "csat", ALL_TIME).newest(store, 9)["response_id"].tolist() == ["c1"]
    assert behind(store, "csat", ALL_TIME, {"from": "tickets"}).newest(store, 9)["ticket_id"].tolist() == ["t3"]
    assert behind(store, "ideas", ALL_TIME).newest(store, 9)["idea_id"].tolist() == ["i1"]
    assert behind(store, "ideas", Scope(include_staff=True)).count(store) == 2


def test_a_comment_stands_with_nobody_and_with_no_segment_of_few(any_store: Store) -> None:
    store = asked(any_store)
    found = behind(store, "nps", ALL_TIME, {"question": "Us?"})
    rows = found.newest(store, 9)
    assert "member_id" not in found.statement.selected_columns
    assert rows.set_index("response_id")["segment"].fillna("").to_dict() == {**{f"r{number}": "crowd" for number in range(5)}, "r5": ""}
    assert b"few" not in to_csv_bytes(found.rows(store))


def test_on_the_demo_the_records_are_as_many_as_the_metric_counts(demo: Store) -> None:
    part = Scope(demo.today() - timedelta(days=100), demo.today() - timedelta(days=10), Grain.WEEK)
    for scope in (ALL_TIME, part, replace(part, by=Grain.MONTH, include_staff=True), replace(part, segments=("Starter",))):
        for metric, columns, options in (
            ("nps", ("responses",), {}),
            ("nps", ("responses",), {"group": "wave"}),
            ("csat", ("responses",), {}),
            ("csat", ("responses",), {"from": "tickets"}),
            ("ideas", ("submitted",), {}),
            ("tickets", ("opened",), {}),
            ("ugc", ("posts", "comments"), {}),
            ("response_time", ("threads",), {}),
            ("sentiment", ("posts",), {}),
        ):
            counted = find(metric)(demo, scope, options)[list(columns)].sum().sum()
            assert behind(demo, metric, scope, options).count(demo) == counted, (metric, options, scope)


def test_customers_behind_their_value_are_those_who_pay_at_the_end(any_store: Store) -> None:
    store = filled(any_store)
    for last, wanted in ((date(2026, 1, 31), ["c1", "c2"]), (date(2026, 2, 28), ["c2"])):
        scope = Scope(date(2026, 1, 20), last)
        assert sorted(behind(store, "customer_value", scope).newest(store, 9)["customer_id"]) == wanted
