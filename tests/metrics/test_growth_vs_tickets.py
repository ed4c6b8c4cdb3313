"""Members beside tickets: which day mau is of, what is complete, and a relation that was planted."""

from datetime import date, timedelta
from typing import Any

import numpy as np

from lib.metrics import find
from lib.scope import Grain, Scope
from lib.store import Store
from tests.factories import at, post, put
from tests.metrics.tables import rows
from tests.metrics.test_tickets import ticket

WEEKS = Scope(by=Grain.WEEK)


def column(store: Store, name: str, scope: Scope = WEEKS) -> list[Any]:
    return [row[name] for row in rows(find("growth_vs_tickets")(store, scope))]


def test_mau_is_that_of_the_periods_last_day_where_it_is_known(any_store: Store) -> None:
    put(any_store, "activity", post("ana", 0), post("ben", 8 * 24), post("cyd", 14 * 24))  # Monday 5, Tuesday 13, Monday 19 January
    put(any_store, "ticket", ticket("k1", -24 * 7), ticket("k2", 24 * 14))
    assert column(any_store, "period_start")[0] == date(2025, 12, 29)
    assert column(any_store, "mau") == [None, 1, 2, None]  # a Sunday before the data, and one after them
    assert column(any_store, "tickets") == [1, 0, 0, 1]


def test_a_row_is_complete_with_the_thirty_days_of_its_mau(any_store: Store) -> None:
    put(any_store, "activity", post("ana", 0), post("ana", 24 * 60))
    put(any_store, "ticket", ticket("k1", 0), ticket("k2", 24 * 60))
    found = dict(zip(column(any_store, "period_start"), column(any_store, "complete"), strict=True))
    assert next(day for day, complete in found.items() if complete) == date(2026, 2, 2)  # it ends on 8 February, and 10 January is within the data
    assert not list(found.values())[-1]


def test_without_activities_there_are_tickets_alone(any_store: Store) -> None:
    put(any_store, "ticket", ticket("k1", 0), ticket("k2", 24 * 7 * 40))
    assert set(column(any_store, "mau")) == {None}
    assert set(column(any_store, "complete")) == {False}
    assert set(find("growth_vs_tickets_relation")(any_store, WEEKS)["verdict"]) == {"too short to tell"}


def test_tickets_that_follow_members_two_weeks_later_are_found(any_store: Store) -> None:
    any_store.clock = lambda: at(24 * 7 * 70)
    dice = np.random.default_rng(4)
    people = dice.integers(1, 30, 60)  # on the Sunday of each week, and for the 30 days after it
    acts = [post(f"m{week}-{number}", 24 * (7 * week + 6)) for week, many in enumerate(people) for number in range(many)]
    mau = [int(people[max(week - 4, 0) : week + 1].sum()) for week in range(60)]
    asked = [ticket(f"k{week}-{number}", 24 * 7 * (week + 2)) for week, many in enumerate(mau) for number in range(many)]
    put(any_store, "activity", *acts)
    put(any_store, "ticket", *asked)
    found = find("growth_vs_tickets_relation")(any_store, WEEKS)
    assert found["lag"].tolist() == list(range(9))
    assert set(found["verdict"]) == {"rise together"}
    assert found["r"].idxmax() == 2
    assert found["r"][2] > 0.99
    assert (found["p_adjusted"] < 0.001).all()
    assert found["pairs"].tolist() == [found["pairs"][0] - lag for lag in range(9)]


def test_twenty_four_whole_weeks_are_enough_and_one_less_is_not(any_store: Store) -> None:
    put(any_store, "activity", *(post(f"m{day % 5}", 24 * day - 24 * 35) for day in range(300)))
    put(any_store, "ticket", *(ticket(f"k{day}", 24 * day) for day in range(0, 260, 3)))
    any_store.clock = lambda: at(24 * 400)
    last = date(2026, 1, 5) + timedelta(weeks=24) - timedelta(days=1)
    told, short = (set(find("growth_vs_tickets_relation")(any_store, Scope(None, day, Grain.WEEK))["verdict"]) for day in (last, last - timedelta(weeks=1)))
    assert told == {"no relation found"}
    assert short == {"too short to tell"}
