"""The planted story as the metrics tell it, after the community went through intake and store."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pandas as pd
import pytest

from data.demo import Story, fill
from lib.metrics import find
from lib.scope import DAY, Grain, Scope
from lib.statistics.proportions import newcombe
from lib.store import Store, open_store

from .conftest import DAYS, MEMBERS, SEED, TODAY

STORY = Story.of(DAYS, TODAY)


@pytest.fixture(scope="module")
def filled() -> Iterator[Store]:
    """A store with the demo community, shared by the tests here, which only read."""
    store = open_store(f"duckdb:///:memory:{uuid4().hex}", clock=lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC))
    fill(store, members=MEMBERS, days=DAYS, seed=SEED)
    yield store
    store.close()


def table(store: Store, name: str, by: Grain = Grain.MONTH, **options: str) -> pd.DataFrame:
    return find(name)(store, Scope(by=by), options)


def test_monthly_actives_grow(filled: Store) -> None:
    actives = table(filled, "active_users")
    whole = actives[actives["complete"]]
    assert len(actives) == DAYS
    assert whole["mau"].iloc[-1] > 1.35 * whole["mau"].iloc[0]


def test_the_slow_month_stands_out(filled: Store) -> None:
    months = table(filled, "response_time").set_index("period_start")
    slow = months.index == pd.Timestamp(STORY.slow_month.start)
    usual = months[~slow & months["complete"]]
    assert months.loc[slow, "median_hours"].item() > 2 * usual["median_hours"].max()
    assert months.loc[slow, "within_24h"].item() < usual["within_24h"].min()


def test_members_answer_through_the_slow_month(filled: Store) -> None:
    anyone, staff = (table(filled, "response_time", responder=responder).set_index("period_start")["median_hours"] for responder in ("anyone", "staff"))
    slow = pd.Timestamp(STORY.slow_month.start)
    assert anyone[slow] < 0.6 * staff[slow]


def test_the_wave_is_new_and_then_gone(filled: Store) -> None:
    weeks = table(filled, "growth_accounting", Grain.WEEK).set_index("period_start")
    start = pd.Timestamp(STORY.wave.start)
    others = weeks.loc[(weeks.index < start) & weeks["complete"], "new"]
    assert weeks.loc[start, "new"] > 3 * others.median()
    cohorts = table(filled, "retention", Grain.WEEK)
    at_four = cohorts[cohorts["offset"] == 4].set_index("cohort_start")["share"]
    assert at_four[start] < 0.5 * at_four.drop(start).mean()


def test_some_wait_now(filled: Store) -> None:
    waiting = table(filled, "unanswered")
    assert 3 <= len(waiting) <= 40
    assert 48 < waiting["age_hours"].max() < 24 * 10


def test_nights_and_weekends_are_quiet(filled: Store) -> None:
    hours = table(filled, "activity_hours")
    by_weekday, by_hour = hours.groupby("weekday")["activities"].sum(), hours.groupby("hour")["activities"].sum()
    assert by_weekday[[6, 7]].max() < 0.6 * by_weekday[[1, 2, 3, 4, 5]].min()
    assert by_hour[[2, 3, 4]].max() < 0.1 * by_hour.max()


def test_the_launch_lifts_the_week(filled: Store) -> None:
    weeks = table(filled, "ugc", Grain.WEEK).set_index("period_start")["ugc"]
    week = pd.Timestamp(STORY.launch - DAY)
    assert weeks[week] > 1.3 * weeks[week - pd.Timedelta(days=7)]


def test_the_bot_never_counts_and_staff_are_five(filled: Store) -> None:
    responders = table(filled, "responders")
    assert len(responders) == 5


def test_about_half_is_solved_and_members_solve_more_alone_in_the_slow_month(filled: Store) -> None:
    months = table(filled, "resolution").set_index("period_start")
    whole = months[months["complete"]]
    assert whole["solved_share"].between(0.35, 0.7).all()
    slow = pd.Timestamp(STORY.slow_month.start)
    assert months.loc[slow, "self_solved_share"] > 1.5 * whole["self_solved_share"].median()


def test_most_look_on_and_a_tenth_writes_much(filled: Store) -> None:
    levels = table(filled, "participation", Grain.WEEK)
    last = levels[levels["complete"]].tail(4).set_index("level")["members"]
    assert last["observer"] > last.drop("observer").max()
    assert last.min() > 0
    few = table(filled, "concentration")
    assert few.loc[few["complete"], "top_10_share"].between(0.25, 0.7).all()


def test_self_solving_spares_tickets_in_every_whole_quarter(filled: Store) -> None:
    quarters = table(filled, "deflection")
    base = quarters[quarters["complete"] & (quarters["case"] == "base")]
    assert len(base)
    assert (base["deflected_tickets"] > 0).all()
    assert base["value"].tolist() == [tickets * 85 for tickets in base["deflected_tickets"]]  # what finance said a ticket costs
    assert (base["programme_cost"] > 0).all()


def test_members_leave_less_often_and_the_lively_least(filled: Store) -> None:
    """Summed over the months: in any one of this small community almost nobody leaves."""
    found = table(filled, "churn")
    sums = found[found["complete"]].groupby("group")[["customers", "churned"]].sum()
    rate = sums["churned"] / sums["customers"]
    assert rate["power_member"] <= rate["member"] < rate["non_member"]
    members = sums.loc["member"] + sums.loc["power_member"]
    _, low, high = newcombe(members["churned"], members["customers"], sums.loc["non_member", "churned"], sums.loc["non_member", "customers"])
    assert low < high < 0
    assert found.loc[found["rate"].notna(), ["ci_low", "ci_high"]].notna().all(axis=None)


def test_members_would_recommend_us_more_from_wave_to_wave(filled: Store) -> None:
    waves = table(filled, "nps", group="wave")
    assert len(waves) >= 2
    assert waves["nps"].iloc[-1] > waves["nps"].iloc[0]
    assert (waves["responses"] >= 20).all()


def test_fewer_are_satisfied_in_the_slow_month_and_the_outage(filled: Store) -> None:
    each_day = table(filled, "csat", Grain.DAY).set_index("period_start")
    bad = each_day.index.to_series().between(pd.Timestamp(STORY.slow_month.start), pd.Timestamp(STORY.slow_month.last))
    bad |= each_day.index.to_series().between(pd.Timestamp(STORY.dip.start), pd.Timestamp(STORY.dip.last))
    then, usual = each_day[bad].sum(), each_day[~bad].sum()
    assert then["satisfied"] / then["responses"] < 0.9 * usual["satisfied"] / usual["responses"]


def test_tickets_per_customer_fall(filled: Store) -> None:
    months = table(filled, "tickets")
    rate = months.loc[months["complete"], "tickets_per_1000_customers"]
    assert rate.iloc[-3:].mean() < 0.85 * rate.iloc[:3].mean()


def test_the_outage_brings_tickets(filled: Store) -> None:
    weeks = table(filled, "tickets", Grain.WEEK).set_index("period_start")["opened"]
    week = pd.Timestamp(Grain.WEEK.start(STORY.dip.start))
    around = weeks[(weeks.index >= week - pd.Timedelta(weeks=6)) & (weeks.index < week)]
    assert weeks[week] > 1.3 * around.mean()


def test_growth_alone_shows_no_relation(filled: Store) -> None:
    assert set(table(filled, "growth_vs_tickets_relation", Grain.WEEK)["verdict"]) == {"no relation found"}
