"""The worth of a quarter from a store: equal to the metric, with what its assumptions were said to rest on, and unknown where something is."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from lib.metrics import find
from lib.records.programme_cost import BY_HAND, note_key
from lib.report.quarter import Quarter
from lib.report.report import Assumption, Worth
from lib.report.worth import worth
from lib.scope import Grain, Scope
from lib.store import Store, setting_changes
from lib.wording import known
from tests.factories import Record, comment, post, put

QUARTER = Quarter(date(2025, 10, 1))
"""The last whole one before the present of the tests."""
OCTOBER = -24 * 70
MONEY = ("tickets_value", "conversions_value", "value", "programme_cost", "net", "roi")


def solved(store: Store, threads: int = 10, quarter_after: bool = True) -> None:
    """Threads of October that members solved; what is written in January makes the quarter whole."""
    asked = [post("ana", OCTOBER + number, thread_id=f"t{number}") for number in range(threads)]
    answers = [comment("ben", OCTOBER + number + 1, f"t{number}", is_solution=True) for number in range(threads)]
    put(store, "activity", *asked, *answers, post("ana", -24 * 100), post("ana", 24 * 15 if quarter_after else -24 * 20))


def cost(store: Store, amount: float, month: int = 10, source: str = "finance", **more: Any) -> None:
    put(store, "programme_cost", {"month": date(2025, month, 1), "item": f"Item {amount:g}", "amount": amount, **more}, source=source)


def customers(store: Store, each: int = 8) -> None:
    """Prospects of October, so many members as others: of the members all but a quarter convert, of the others a quarter."""
    members: list[Record] = []
    prospects: list[Record] = []
    for number in range(2 * each):
        member, converts = number < each, number % each < each // 4 if number >= each else number >= each // 4
        members.append({"member_id": f"m{number}", "joined_at": datetime(2025, 8, 1, tzinfo=UTC), "customer_id": f"c{number}" if member else None})
        day = {"started_at": date(2025, 9, 1), "converted_at": date(2025, 11, 3) if converts else None}
        prospects.append({"customer_id": f"c{number}", **{name: _noon(value) for name, value in day.items()}})
    put(store, "member", *members)
    put(store, "customer", *prospects, source="crm")


def _noon(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC) if day else None


def assumption(found: Worth, key: str) -> Assumption:
    return next(one for one in found.assumptions if one.key == key)


def money_in(found: Worth) -> set[Any]:
    """Every amount that is known in a worth, wherever it stands."""
    amounts = {getattr(case, name) for case in found.cases for name in MONEY}
    amounts |= {value for given in found.assumptions if given.unit == "money" for value in (given.low, given.base, given.high)}
    amounts |= {value for swing in found.swings if swing.unit == "money" for value in (swing.low, swing.high)}
    amounts |= {even.value for even in found.break_even}
    amounts |= {net for swing in found.swings for net in (swing.net_low, swing.net_high)}
    return amounts - {None}


def same_as_the_metric(store: Store, found: Worth, quarter: Quarter = QUARTER) -> None:
    frame = find("deflection")(store, Scope(quarter.period.start, quarter.period.last, Grain.QUARTER))
    assert frame["case"].tolist() == [case.case for case in found.cases]
    for name, ours in {"deflected_tickets": "deflected_tickets", "value": "value", "programme_cost": "programme_cost", "net": "net", "roi": "roi"}.items():
        assert [value if known(value) else None for value in frame[name]] == [getattr(case, ours) for case in found.cases]


def test_the_cases_are_those_of_the_metric(any_store: Store) -> None:
    solved(any_store)
    cost(any_store, 90.1)
    cost(any_store, 10.3, 12)
    any_store.set_settings({"cost_per_ticket": "33.3", "deflection_share_low": "0.13", "deflection_share_high": "0.39"}, "tests")
    found = worth(any_store, QUARTER)
    same_as_the_metric(any_store, found)
    assert found.self_solved == 10
    assert (found.case("base").value, found.currency, found.missing) == (2 * 33.3, "EUR", "")
    same_as_the_metric(any_store, worth(any_store, QUARTER.previous), QUARTER.previous)


def test_assumptions_carry_who_said_them_when_whence_and_why(store: Store) -> None:
    solved(store)
    cost(store, 40)
    cost(store, 5, 12)
    store.set_settings(
        {"deflection_share_low": "0.15", "deflection_share_high": "0.3"}, "ana", source="Survey, 212 answers", reason="Asked below solved threads"
    )
    store.set_setting("cost_per_ticket", "50", "ben", source="Finance, June 2026", reason="Salaries over tickets")
    found = worth(store, QUARTER)
    share, ticket, programme = found.assumptions
    assert (share.low, share.base, share.high, share.source, share.stated_by) == (0.15, 0.2, 0.3, "Survey, 212 answers", "ana")
    assert (ticket.base, ticket.source, ticket.reason, ticket.stated_by) == (50, "Finance, June 2026", "Salaries over tickets", "ben")
    assert ticket.stated_at == store.now()
    assert (programme.base, programme.source, programme.reason, programme.stated_at) == (45, "2 records of finance", None, None)


def test_what_nobody_stated_has_no_source(store: Store) -> None:
    solved(store)
    share = assumption(worth(store, QUARTER), "deflection_share")
    assert (share.low, share.high, share.source, share.stated_at, share.stated_by) == (0.1, 0.4, None, None, None)


def test_a_cost_entered_by_hand_names_what_was_said_of_it(store: Store) -> None:
    solved(store)
    cost(store, 40)
    cost(store, 60, source=BY_HAND, currency="EUR")
    with store.writing() as writer:
        setting_changes.note(writer, note_key(date(2025, 10, 1), "Item 60"), "60.00 EUR", "ana", "Invoice 7", "Paid in October")
    store.set_setting("cost_per_ticket", "50", "tests")
    programme = assumption(worth(store, QUARTER), "programme_cost")
    assert programme.base == 100
    assert programme.source == "1 record entered by hand (Invoice 7) and 1 record of finance"
    assert (programme.reason, programme.stated_by, programme.stated_at) == ("Paid in October", "ana", store.now())


def test_without_a_cost_per_ticket_nothing_is_told_in_money_whatever_else_is_known(store: Store) -> None:
    solved(store)
    customers(store)
    cost(store, 40)
    store.set_setting("converted_member_value", "700", "tests")
    found = worth(store, QUARTER)
    assert money_in(found) == set()
    assert found.case("base").deflected_tickets == 2
    assert "Data → Assumptions" in found.missing
    assert found.sentence == "Members likely spared support 2 tickets (1 to 4): an estimate."
    assert "€" not in found.sentence + found.missing


def test_without_a_programme_cost_there_is_a_value_but_no_net(store: Store) -> None:
    solved(store)
    store.set_setting("cost_per_ticket", "50", "tests")
    found = worth(store, QUARTER)
    assert [(case.value, case.net, case.roi) for case in found.cases] == [(50, None, None), (100, None, None), (200, None, None)]
    assert found.swings == ()
    assert found.missing == ""
    assert found.sentence == (
        "Spared tickets were likely worth €100 (€50 to €200): an estimate. "
        "Whether that paid for the programme is not known: no programme cost of Q4 2025 is entered."
    )


def test_costs_in_several_currencies_are_not_added(store: Store) -> None:
    solved(store)
    cost(store, 40)
    cost(store, 60, currency="USD")
    store.set_setting("cost_per_ticket", "50", "tests")
    found = worth(store, QUARTER)
    assert (found.case("base").programme_cost, found.case("base").net) == (None, None)
    assert "programme costs of Q4 2025 are in EUR and USD, and only EUR is counted" in found.sentence
    same_as_the_metric(store, found)


def test_costs_of_some_months_only_are_named_as_such(store: Store) -> None:
    solved(store)
    cost(store, 40)
    store.set_setting("cost_per_ticket", "50", "tests")
    found = worth(store, QUARTER)
    assert found.sentence.startswith("Programme costs are known of 1 of its 3 months only. It ")
    assert (found.whole, found.costs_whole) == (True, False)


def test_half_a_quarter_is_named_as_such(store: Store) -> None:
    solved(store, quarter_after=False)
    store.set_setting("cost_per_ticket", "50", "tests")
    found = worth(store, QUARTER)
    assert found.sentence.startswith("The quarter is not over, or its data are not whole. Spared tickets were likely worth €100")


def test_where_nobody_marks_solutions_nothing_follows(store: Store) -> None:
    put(store, "activity", post("ana", OCTOBER, thread_id="t"), comment("ben", OCTOBER + 1, "t"), post("ana"))
    cost(store, 40)
    store.set_setting("cost_per_ticket", "50", "tests")
    found = worth(store, QUARTER)
    assert found.self_solved is None
    assert {case.deflected_tickets for case in found.cases} | {case.net for case in found.cases} == {None}
    assert (found.sentence, found.swings) == ("", ())
    assert "is_solution" in found.missing
    assert worth(store, Quarter(date(2020, 1, 1))).missing == "There are no activities of Q1 2020."


def test_a_quarter_without_a_solved_question_spared_nothing(store: Store) -> None:
    solved(store)
    store.set_setting("cost_per_ticket", "50", "tests")
    cost(store, 40, 7)
    found = worth(store, QUARTER.previous)
    assert found.self_solved == 0
    assert "Members solved no question without staff, so no ticket is counted as spared; the programme cost €40." in found.sentence


@pytest.mark.parametrize("quarter", [QUARTER, Quarter(date(2020, 1, 1))])
def test_an_empty_store_says_what_is_missing(any_store: Store, quarter: Quarter) -> None:
    found = worth(any_store, quarter)
    assert found.self_solved is None
    assert money_in(found) == set()
    assert {case.deflected_tickets for case in found.cases} == {None}
    assert "What one support ticket costs is not entered." in found.missing
    assert found.sentence == ""


def test_a_quarter_outside_the_data_is_not_known(store: Store) -> None:
    solved(store)
    cost(store, 40)
    store.set_setting("cost_per_ticket", "50", "tests")
    found = worth(store, Quarter(date(2020, 1, 1)))
    assert (found.self_solved, found.case("base").value) == (None, None)
    assert found.missing == "There are no activities of Q1 2020."


def test_conversions_count_as_far_as_members_convert_more_often_and_the_range_stays_ordered(store: Store) -> None:
    solved(store)
    customers(store)
    cost(store, 40)
    store.set_settings({"cost_per_ticket": "50", "converted_member_value": "100"}, "ana", source="Sales", reason="First year")
    found = worth(store, QUARTER)
    low, base, high = found.cases
    assert base.conversions == pytest.approx(8 * (6 / 8 - 2 / 8))
    assert low.conversions is not None
    assert high.conversions is not None
    assert low.conversions < 1 < 6 < high.conversions  # so few prospects tell little
    assert base.value == pytest.approx(100 + 400)
    assert [case.net for case in found.cases] == sorted(case.net for case in found.cases if case.net is not None)
    assert "taken for the community's doing, which data alone cannot show" in found.sentence
    assert assumption(found, "converted_member_value").source == "Sales"
    assert {"conversion_difference", "converted_member_value"} < {swing.key for swing in found.swings}


def test_a_few_prospects_are_no_part_of_the_value(store: Store) -> None:
    solved(store)
    customers(store, each=4)
    cost(store, 40)
    store.set_settings({"cost_per_ticket": "50", "converted_member_value": "100"}, "tests")
    found = worth(store, QUARTER)
    same_as_the_metric(store, found)
    assert "conversion_difference" not in {swing.key for swing in found.swings}
    assert "Conversions are left out: that takes 5 prospects or more among members, and among the rest." in found.sentence


def test_conversions_that_are_not_known_are_left_out_and_named(store: Store) -> None:
    solved(store)
    cost(store, 40)
    store.set_settings({"cost_per_ticket": "50", "converted_member_value": "100"}, "tests")
    found = worth(store, QUARTER)
    same_as_the_metric(store, found)
    assert "Conversions are left out" in found.sentence
