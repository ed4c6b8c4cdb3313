"""Ticket deflection: three cases of what is spared, and money only where it can be told."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.metrics import find
from lib.scope import ALL_TIME, Grain, Scope
from lib.settings import Settings
from lib.store import Store
from tests.factories import comment, post, put
from tests.metrics.communities import communities, scopes, settle
from tests.metrics.oracle import Community, Row
from tests.metrics.resolution_oracle import deflection as brute_force
from tests.metrics.tables import assert_rows, rows

deflection = find("deflection")


def ten_self_solved(store: Store) -> None:
    asked = [post("ana", number, thread_id=f"t{number}") for number in range(10)]
    put(store, "activity", *asked, *(comment("ben", number + 1, f"t{number}", is_solution=True) for number in range(10)))


def cost(amount: float, month: int = 1, **more: object) -> Row:
    return {"month": date(2026, month, 1), "item": f"item {amount}", "amount": amount, **more}


def first_quarter(case: str, tickets: float, *money: float | None) -> Row:
    named = dict(zip(("value", "programme_cost", "net", "roi"), money or 4 * (None,), strict=True))
    return {"quarter": date(2026, 1, 1), "case": case, "deflected_tickets": tickets, **named, "complete": False}


def test_without_a_cost_per_ticket_there_is_no_money(any_store: Store) -> None:
    ten_self_solved(any_store)
    assert_rows(deflection(any_store, ALL_TIME), [first_quarter("low", 1.0), first_quarter("base", 2.0), first_quarter("high", 4.0)])


def test_value_less_cost_and_what_it_returns(any_store: Store) -> None:
    ten_self_solved(any_store)
    put(any_store, "programme_cost", cost(30), cost(10, 3, currency="EUR"), cost(999, 4))
    any_store.set_setting("cost_per_ticket", "50", "tests")
    any_store.set_setting("deflection_share_low", "0.15", "tests")
    expected = [
        first_quarter("low", 1.5, 75.0, 40.0, 35.0, 0.875),
        first_quarter("base", 2.0, 100.0, 40.0, 60.0, 1.5),
        first_quarter("high", 4.0, 200.0, 40.0, 160.0, 4.0),
    ]
    assert_rows(deflection(any_store, Scope(by=Grain.WEEK)), expected)


@pytest.mark.parametrize("currencies", [("EUR", "USD"), (None, "USD"), ("USD", "USD")])
def test_costs_in_another_currency_are_not_told(store: Store, currencies: tuple[str | None, str]) -> None:
    ten_self_solved(store)
    put(store, "programme_cost", cost(30, currency=currencies[0]), cost(10, currency=currencies[1]))
    store.set_setting("cost_per_ticket", "50", "tests")
    found = rows(deflection(store, ALL_TIME))[0]
    assert (found["value"], found["programme_cost"], found["net"], found["roi"]) == (50, None, None, None)


@pytest.mark.parametrize("amount", [0.0, -20.0])
def test_nothing_spent_or_less_returns_no_rate(store: Store, amount: float) -> None:
    ten_self_solved(store)
    put(store, "programme_cost", cost(amount))
    store.set_setting("cost_per_ticket", "50", "tests")
    found = rows(deflection(store, ALL_TIME))[0]
    assert (found["net"], found["roi"]) == (50 - amount, None)


COSTS = st.builds(
    dict,
    source=st.sampled_from(("budget", "payroll")),
    month=st.sampled_from([date(year, month, 1) for year in (2024, 2025) for month in range(1, 13)]),
    item=st.uuids(version=4).map(str),
    amount=st.sampled_from((0.0, 900.0, 1250.5, 0.1, -1000.0)),
    currency=st.sampled_from((None, "EUR", "EUR", "USD")),
)


@settings(max_examples=8, derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data(), world=communities(talkative=True), costs=st.lists(COSTS, max_size=8), price=st.sampled_from(("", "0", "12.5")))
def test_it_agrees_with_brute_force(reused: Store, world: Community, costs: list[Row], price: str, data: st.DataObject) -> None:
    world = replace(world, others={"programme_cost": costs})
    settle(reused, world)
    asked = {"cost_per_ticket": price, "deflection_share_high": "0.37", "currency": data.draw(st.sampled_from(("EUR", "USD")))}
    for key, value in asked.items():
        reused.set_setting(key, value, "tests")
    for scope in (data.draw(scopes(world), label="scope"), data.draw(scopes(world), label="another scope")):
        assert_rows(deflection(reused, scope), brute_force(world, scope, Settings.of(asked)))
