"""The value as arithmetic: ordered, made of its parts, and moved by nothing but what it rests on."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lib.report.report import Case
from lib.report.sensitivity import CONVERTED, SHARE, TICKET, break_even, swings, with_value
from lib.report.value import Basis, Ends, base_net, cases

MONEY = ("tickets_value", "conversions_value", "value", "programme_cost", "net", "roi")
AMOUNTS = st.floats(0, 1e7, allow_subnormal=False)
PAID = Basis(100, (0.1, 0.2, 0.4), 50.0, 900.0)


def ends(low: float, high: float) -> st.SearchStrategy[Ends]:
    return st.tuples(*(3 * [st.floats(low, high, allow_subnormal=False)])).map(lambda found: (sorted(found)[0], sorted(found)[1], sorted(found)[2]))


def bases(*, whole: bool = False) -> st.SearchStrategy[Basis]:
    """``whole``: nothing is unknown."""

    def maybe(known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return known if whole else st.none() | known

    return st.builds(
        Basis,
        self_solved=maybe(st.integers(0, 100_000)),
        deflection_share=ends(0, 1),
        cost_per_ticket=maybe(AMOUNTS),
        programme_cost=maybe(st.floats(-1e5, 1e7, allow_subnormal=False)),
        converted_member_value=maybe(AMOUNTS),
        prospects=maybe(st.integers(0, 10_000)),
        conversion_difference=maybe(ends(-1, 1)),
    )


def test_three_cases_of_what_was_solved_at_what_a_ticket_costs() -> None:
    low, base, high = cases(PAID)
    assert low == Case("low", 10.0, 500.0, None, None, 500.0, 900.0, -400.0, -400 / 900)
    assert (base.net, high.net, high.roi) == (100.0, 1100.0, 1100 / 900)


def test_conversions_beyond_the_rest_add_their_value_or_take_from_it() -> None:
    basis = replace(PAID, converted_member_value=300.0, prospects=40, conversion_difference=(-0.05, 0.1, 0.2))
    low, base, high = cases(basis)
    assert (low.conversions, low.conversions_value, low.value) == (-2.0, -600.0, -100.0)
    assert (base.value, high.value) == (1000 + 1200, 2000 + 2400)
    assert cases(replace(basis, converted_member_value=None)) == cases(PAID)


@given(bases())
def test_the_range_is_ordered(basis: Basis) -> None:
    for name in ("deflected_tickets", "tickets_value", "conversions", "conversions_value", "value", "net"):
        values = [getattr(case, name) for case in cases(basis)]
        assert all(value is None for value in values) or values == sorted(values)


@given(bases())
def test_what_follows_follows_from_its_parts(basis: Basis) -> None:
    for case in cases(basis):
        assert case.value == (None if case.tickets_value is None else case.tickets_value + (case.conversions_value or 0))
        assert case.net == (None if case.value is None or case.programme_cost is None else case.value - case.programme_cost)
        assert case.roi == (None if case.net is None or case.programme_cost is None or case.programme_cost <= 0 else case.net / case.programme_cost)


@given(bases())
def test_without_a_cost_per_ticket_there_is_no_money_anywhere(basis: Basis) -> None:
    basis = replace(basis, cost_per_ticket=None)
    assert {getattr(case, name) for case in cases(basis) for name in MONEY} == {None}
    assert swings(basis) == ()
    assert all(even.value is None and even.missing for even in break_even(basis))


ON_WHAT_IT_RESTS = {
    "deflection_share": {"deflected_tickets", "tickets_value", "value", "net", "roi"},
    "cost_per_ticket": {"tickets_value", "value", "net", "roi"},
    "programme_cost": {"programme_cost", "net", "roi"},
    "converted_member_value": {"conversions_value", "value", "net", "roi"},
    "conversion_difference": {"conversions", "conversions_value", "value", "net", "roi"},
}


@given(bases(whole=True), bases(whole=True), st.sampled_from(sorted(ON_WHAT_IT_RESTS)))
def test_changing_one_part_changes_only_what_rests_on_it(basis: Basis, other: Basis, key: str) -> None:
    new = {key: getattr(other, key)}
    for before, after in zip(cases(basis), cases(replace(basis, **new)), strict=True):
        changed = {field.name for field in fields(Case) if getattr(before, field.name) != getattr(after, field.name)}
        assert changed <= ON_WHAT_IT_RESTS[key]


@given(bases(whole=True))
def test_an_end_of_a_swing_is_the_case_made_anew(basis: Basis) -> None:
    found = swings(basis)
    assert {swing.key for swing in found} == {SHARE, TICKET, CONVERTED, "conversion_difference"}
    for swing in found:
        assert swing.net_low == base_net(with_value(basis, swing.key, swing.low))
        assert swing.net_high == base_net(with_value(basis, swing.key, swing.high))
        assert swing.net_low <= swing.net_high or basis.conversions is not None
        assert swing.by
    assert [swing.width for swing in found] == sorted((swing.width for swing in found), reverse=True)


def test_the_share_swings_from_its_lowest_to_its_highest_case_and_money_by_a_fifth() -> None:
    share, ticket = swings(PAID)
    assert (share.key, share.low, share.high, share.net_low, share.net_high) == (SHARE, 0.1, 0.4, -400.0, 1100.0)
    assert (ticket.key, ticket.low, ticket.high, ticket.net_low, ticket.net_high) == (TICKET, 40.0, 60.0, -100.0, 300.0)
    assert "20%" in ticket.by


@given(bases(whole=True))
@example(PAID)
def test_a_break_even_value_put_back_leaves_nothing(basis: Basis) -> None:
    for even in break_even(basis):
        if even.value is None:
            assert even.missing
            continue
        assert even.value >= 0
        back = cases(with_value(basis, even.key, even.value))[1]
        assert back.net is not None
        assert back.tickets_value is not None
        size = abs(back.tickets_value) + abs(back.conversions_value or 0) + abs(back.programme_cost or 0)
        assert back.net == pytest.approx(0, abs=1e-9 * max(size, 1e-300) + 1e-12 * (basis.programme_cost or 0))


def test_break_even_of_each_part() -> None:
    found = {even.key: even.value for even in break_even(PAID)}
    assert found == {"deflection_share": 0.18, "cost_per_ticket": 45.0, "programme_cost": 1000.0, "converted_member_value": None}


@pytest.mark.parametrize(
    ("changes", "key", "missing"),
    [
        ({"programme_cost": 5001.0}, "deflection_share", "It would have to be above 100%."),
        ({"self_solved": 0}, "deflection_share", "Members solved no question without staff."),
        ({"self_solved": 0}, "cost_per_ticket", "Members solved no question without staff."),
        ({"self_solved": None}, "cost_per_ticket", "How many questions members solved is not known."),
        ({"programme_cost": None}, "cost_per_ticket", "What the programme cost is not known."),
        ({"deflection_share": (0.0, 0.0, 0.5)}, "cost_per_ticket", "No question is assumed to have become a ticket."),
        ({"cost_per_ticket": 0.0}, "deflection_share", "A ticket costs nothing."),
        ({}, "converted_member_value", "It is not counted."),
        ({"prospects": 9, "conversion_difference": (-0.1, 0.0, 0.1), "converted_member_value": 1.0}, "converted_member_value", "Members did not convert more"),
        ({"prospects": 9, "conversion_difference": (0.1, 0.2, 0.3), "converted_member_value": 1.0}, "converted_member_value", "It pays for itself without"),
        ({"prospects": 9, "conversion_difference": (0.1, 0.5, 0.6), "converted_member_value": 900.0}, "deflection_share", "It pays for itself without"),
        ({"prospects": 9, "conversion_difference": (-0.9, -0.8, 0), "converted_member_value": 900.0}, "programme_cost", "The community brought nothing"),
    ],
)
def test_why_there_is_no_break_even(changes: dict[str, Any], key: str, missing: str) -> None:
    even = next(one for one in break_even(replace(PAID, **changes)) if one.key == key)
    assert even.value is None
    assert even.missing.startswith(missing)


@given(bases(whole=True))
def test_a_break_even_share_is_a_share(basis: Basis) -> None:
    value = break_even(basis)[0].value
    assert value is None or 0 <= value <= 1
