"""Growth beside tickets is told from whole weeks up to the quarter's end; what comes later changes nothing."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from lib.metrics import find
from lib.metrics.growth_vs_tickets import related
from lib.report.coverage import Coverage
from lib.report.growth import growth, how_it_was_tested, told
from lib.report.quarter import Quarter
from lib.report.report import Growth
from lib.scope import Grain, Scope
from lib.store import Store
from tests.factories import START, post, put
from tests.metrics.communities import lively, settle

Q1 = Quarter(date(2026, 1, 1))


def of(store: Store, quarter: Quarter) -> Growth:
    with store.reading():
        return growth(store, Coverage.of(store), quarter)[0]


def settled(store: Store, days: range) -> None:
    put(store, "activity", *(post(f"m{(day * 7 + number) % 23}", hours=24 * day) for day in days for number in range(1 + day % 5)))
    put(store, "ticket", *({"ticket_id": f"t{day}", "created_at": START + timedelta(days=day)} for day in days))


def test_later_data_change_nothing(store: Store) -> None:
    store.clock = lambda: START + timedelta(days=200)
    settled(store, range(90))
    before = of(store, Q1)
    settled(store, range(90, 130))
    assert of(store, Q1) == before
    assert len(of(store, Quarter(date(2026, 4, 1))).weeks) > len(before.weeks)


def test_the_weeks_end_within_the_quarter(store: Store) -> None:
    settle(store, lively())
    found = of(store, Quarter(date(2025, 7, 1)))
    assert found.weeks[-1].start == date(2025, 9, 22)
    assert found.weeks[-1].complete


def test_a_running_quarter_has_its_running_week(store: Store) -> None:
    settle(store, lively())
    store.clock = lambda: lively().now - timedelta(days=10)
    found = of(store, Quarter(date(2025, 10, 1)))
    assert found.weeks[-1].start == date(2025, 10, 27)
    assert not found.weeks[-1].complete


def test_the_strongest_link_is_that_of_the_metric(any_store: Store) -> None:
    settle(any_store, lively())
    found = of(any_store, Quarter(date(2025, 7, 1)))
    table = find("growth_vs_tickets_relation")(any_store, Scope(None, date(2025, 9, 28), Grain.WEEK))
    assert found.lag is not None
    row = table[table["lag"] == found.lag].iloc[0]
    assert (found.r, found.pairs, found.p_adjusted) == (row["r"], row["pairs"], row["p_adjusted"])
    assert f"{found.pairs} pairs" in found.tested


def test_without_tickets_it_is_too_short_to_tell(store: Store) -> None:
    put(store, "activity", post())
    found = of(store, Q1)
    assert (found.verdict, found.weeks, found.lag, found.measured) == ("Too short to tell: 0 of 24 weeks.", (), None, "tickets")


def test_of_one_that_never_changes_there_is_no_link() -> None:
    starts = pd.to_datetime([date(2025, 1, 6) + timedelta(weeks=week) for week in range(30)])
    frame = pd.DataFrame(
        {
            "period_start": starts,
            "mau": pd.array([100] * 30, dtype="Int64"),
            "tickets": pd.array([7] * 30, dtype="Int64"),
            "tickets_per_1000_customers": np.nan,
            "complete": True,
        }
    )
    found = related(frame, Grain.WEEK)
    assert told(frame, found)[0] == "No relation shown."
    assert "strongest" not in how_it_was_tested(frame, found)


def test_where_nobody_ever_was_active_nothing_began() -> None:
    starts = pd.date_range("2025-01-06", periods=30, freq="7D")
    frame = pd.DataFrame(
        {"period_start": starts, "mau": np.zeros(30), "tickets": np.arange(30.0) % 4, "tickets_per_1000_customers": np.nan, "complete": [True] * 30}
    )
    assert "monthly active members stayed at nothing" in told(frame, related(frame, Grain.WEEK))[1]
