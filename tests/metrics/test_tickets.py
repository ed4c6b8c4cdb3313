"""Tickets, counted by hand: what is open by the times alone, who waits, and for how many customers."""

from datetime import date
from typing import Any

import pytest

from lib.metrics import find
from lib.metrics.tickets import times
from lib.scope import ALL_TIME, Grain, Scope
from lib.store import Store
from tests.factories import at, put
from tests.metrics.tables import rows

WEEK, DAY = 168.0, 24.0
WEEKS = Scope(by=Grain.WEEK)


def ticket(number: str, created: float, responded: float | None = None, resolved: float | None = None, **more: Any) -> dict[str, Any]:
    return {
        "ticket_id": number,
        "created_at": at(created),
        "first_response_at": None if responded is None else at(responded),
        "resolved_at": None if resolved is None else at(resolved),
        **more,
    }


def column(store: Store, name: str, scope: Scope = WEEKS, metric: str = "tickets") -> list[Any]:
    return [row[name] for row in rows(find(metric)(store, scope))]


def test_what_is_open_is_told_by_the_times_alone(any_store: Store) -> None:
    put(
        any_store,
        "ticket",
        ticket("k1", 0, 1, 2, status="open"),  # resolved, whatever its status
        ticket("k2", 1, None, WEEK + 1, status="solved"),  # open at the end of its week
        ticket("k3", 2, status="closed"),  # open to this day
        ticket("k4", 2 * WEEK, 2 * WEEK + 1, 2 * WEEK + 1),
    )
    assert column(any_store, "period_start") == [date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19)]
    assert column(any_store, "opened") == [3, 0, 1]
    assert column(any_store, "resolved") == [1, 1, 1]
    assert column(any_store, "backlog") == [2, 1, 1]
    assert column(any_store, "complete") == [True, True, False]


def test_the_backlog_remembers_what_was_opened_before_the_scope(any_store: Store) -> None:
    put(any_store, "ticket", ticket("k1", 0), ticket("k2", WEEK, None, WEEK + 1), ticket("k3", 2 * WEEK))
    second = Scope(date(2026, 1, 12), date(2026, 1, 18), Grain.WEEK)
    assert (column(any_store, "opened", second), column(any_store, "backlog", second)) == ([1], [1])


def test_tickets_without_a_response_are_not_fast_ones(any_store: Store) -> None:
    put(any_store, "ticket", ticket("k1", 0, 1, 5), ticket("k2", 0), ticket("k3", 0), source="helpdesk")
    put(any_store, "ticket", ticket("k4", 0, 2, 300), source="mail")  # another desk goes on for longer
    assert column(any_store, "median_hours_to_first_response")[0] == 2.0  # of four, two within two hours
    assert column(any_store, "median_hours_to_resolution")[0] == 300.0  # those of the first desk were watched for five hours only


def test_half_answered_exactly_is_half(any_store: Store) -> None:
    put(any_store, "ticket", *(ticket(f"k{number}", 0, hours) for number, hours in enumerate((1, 2, 3, None, None, None))))
    assert column(any_store, "median_hours_to_first_response")[0] == 3.0


def test_who_pays_at_the_end(any_store: Store) -> None:
    put(any_store, "ticket", ticket("k1", 0), ticket("k2", WEEK), ticket("k3", WEEK + 1), ticket("k4", 2 * WEEK))
    put(
        any_store,
        "customer",
        {"customer_id": "trial", "started_at": at(-DAY)},  # its source knows who pays, and it does not
        {"customer_id": "pays", "started_at": at(-DAY), "converted_at": at(0)},
        {"customer_id": "left", "started_at": at(-DAY), "converted_at": at(0), "churned_at": at(WEEK)},
        source="crm",
    )
    put(any_store, "customer", {"customer_id": "plain", "started_at": at(WEEK)}, source="billing")
    assert column(any_store, "customers") == [2, 2, 2]
    assert column(any_store, "tickets_per_1000_customers") == [500.0, 1000.0, 500.0]


def test_without_customers_nothing_is_said_of_them(any_store: Store) -> None:
    put(any_store, "ticket", ticket("k1", 0))
    for metric in ("tickets", "growth_vs_tickets"):
        assert column(any_store, "customers", metric=metric) == [None]
        assert column(any_store, "tickets_per_1000_customers", metric=metric) == [None]


def test_before_anybody_paid_there_is_no_rate(any_store: Store) -> None:
    put(any_store, "ticket", ticket("k1", 0), ticket("k2", WEEK))
    put(any_store, "customer", {"customer_id": "c1", "started_at": at(WEEK)})
    assert column(any_store, "customers") == [0, 1]
    assert column(any_store, "tickets_per_1000_customers") == [None, 1000.0]


def test_a_segment_is_that_of_the_tickets_member(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "ana", "segment": "pro"}, {"member_id": "ben", "segment": "free"}, {"member_id": "cyd", "segment": "pro"})
    put(
        any_store,
        "ticket",
        ticket("k1", 0, member_id="ana"),
        ticket("k2", 0, member_id="ben"),
        ticket("k3", 0),
        ticket("k4", 0, member_id="dee"),
        source="desk",
    )
    put(any_store, "customer", {"customer_id": "c1", "started_at": at(-DAY), "member_id": "cyd"}, {"customer_id": "c2", "started_at": at(-DAY)}, source="crm")
    chosen = Scope(by=Grain.WEEK, segments=("pro",), channels=("help",))
    assert (column(any_store, "opened", chosen), column(any_store, "customers", chosen)) == ([1], [1])
    assert (column(any_store, "opened"), column(any_store, "customers")) == ([4], [2])


def test_all_tickets_of_a_scope_together(any_store: Store) -> None:
    put(any_store, "ticket", *(ticket(f"k{number:02}", number, number + 1 + number / 10, None) for number in range(30)), ticket("k99", WEEK))
    told = times(any_store, ALL_TIME).iloc[0]
    assert told["tickets"] == 31
    assert told["first_response_low"] <= told["first_response_median"] <= told["first_response_high"]
    assert told["first_response_waiting"] == 1
    assert told["resolution_waiting"] == 31
    assert told["resolution_median"] != told["resolution_median"]


@pytest.mark.parametrize("name", ["tickets", "growth_vs_tickets"])
def test_a_ticket_at_midnight_belongs_to_the_day_that_begins(any_store: Store, name: str) -> None:
    any_store.set_setting("zone", "Europe/Warsaw", "tests")
    put(any_store, "ticket", ticket("k1", 14), ticket("k2", 13.99))  # 23:00 UTC is midnight in Warsaw
    assert column(any_store, "opened" if name == "tickets" else "tickets", Scope(by=Grain.DAY), name) == [1, 1]
