"""What holds for every metric, also for one that was added a minute ago; and the contract of columns."""

from datetime import date
from itertools import product

import pandas as pd
import pytest

from lib.errors import CommandError
from lib.metrics import METRICS, Metric, find
from lib.scope import ALL_TIME, Grain, Scope
from lib.store import Store
from tests.factories import at, post, put

CONTRACT = {
    "active_users": "day dau wau mau stickiness members engagement complete",
    "growth_accounting": "period_start active new retained resurrected churned quick_ratio complete",
    "retention": "cohort_start offset cohort_size active share complete",
    "returning": "period_start active_previous returned share complete",
    "power_curve": "active_days members",
    "response_time": "period_start threads answered unanswered mean_hours median_hours p90_hours within_1h within_24h complete",
    "responders": "member_id first_replies replies median_hours",
    "unanswered": "thread_id opened_at channel member_id title age_hours",
    "ugc": "period_start posts comments reactions ugc staff_content ugc_share contributors new_contributors complete",
    "churn": "period_start group customers churned rate ci_low ci_high difference difference_low difference_high complete",
    "conversion": "period_start group prospects converted rate ci_low ci_high difference difference_low difference_high complete",
    "activity_hours": "weekday hour activities",
    "resolution": "period_start threads solved solved_share self_solved self_solved_share median_hours_to_solution complete",
    "participation": "period_start level members complete",
    "participation_flow": "from to members",
    "concentration": "period_start contributors top_1_share top_10_share gini complete",
    "deflection": "quarter case deflected_tickets value programme_cost net roi complete",
    "nps": "period_start responses promoters passives detractors nps ci_low ci_high change p_value complete",
    "csat": "period_start responses satisfied csat ci_low ci_high complete",
    "tickets": "period_start opened resolved backlog median_hours_to_first_response median_hours_to_resolution customers tickets_per_1000_customers complete",
    "growth_vs_tickets": "period_start mau tickets customers tickets_per_1000_customers complete",
    "growth_vs_tickets_relation": "lag r pairs p_adjusted verdict",
    "share_of_voice": "period_start brand mentions share complete",
    "ideas": "period_start submitted accepted shipped acceptance_rate complete",
    "reported": "day platform series value",
    "sentiment": "period_start posts scored coverage mean ci_low ci_high positive neutral negative net complete",
    "review_queue": "activity_id occurred_at member_id reason excerpt",
}
OPTIONS = {
    "response_time": {"responder": ("staff", "anyone"), "clock": ("calendar", "business")},
    "responders": {"responder": ("staff", "anyone")},
    "nps": {"question": (), "group": ("period", "wave")},
    "csat": {"from": ("surveys", "tickets")},
}
WITH_OPTIONS = {("nps", "wave"): "wave responses promoters passives detractors nps ci_low ci_high change p_value"}
"""Columns where an option of that value changes them."""
ALWAYS_ALL_ROWS = {"power_curve": 28, "activity_hours": 168, "participation_flow": 16, "growth_vs_tickets_relation": 9}
KEYS = {"brand", "group", "level", "from", "to", "case", "offset", "active_days", "weekday", "hour", "lag", "verdict"}
"""What names a row, or says itself that nothing can be told, and is never null."""

ONE = {
    "activity": post("ana"),
    "ticket": {"ticket_id": "k1", "created_at": at(48)},
    "survey_response": {"response_id": "r1", "responded_at": at(48), "survey": "nps", "score": 9},
    "customer": {"customer_id": "c1", "started_at": at(48)},
    "idea": {"idea_id": "i1", "submitted_at": at(48)},
    "mention": {"day": at(48).date(), "brand": "Ours", "mentions": 3},
    "programme_cost": {"month": date(2026, 3, 1), "item": "people", "amount": 900.0},
    "reported_series": {"day": at(48).date(), "series": "dau", "value": 12.0},
}
"""One record of each kind, inside a week, a month and a quarter: its first period cannot be complete."""

SCOPES = (
    ALL_TIME,
    Scope(date(2025, 3, 3), date(2025, 6, 17), Grain.WEEK),
    Scope(date(2025, 10, 20), date(2025, 12, 24), Grain.DAY, include_staff=True),
    Scope(by=Grain.QUARTER, channels=("help",), segments=("pro", "free")),
    Scope(by=Grain.MONTH, platforms=("web",), include_staff=True),
    Scope(date(2020, 1, 1), date(2020, 3, 1)),
)

every_metric = pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS.keys())


def choices(metric: Metric) -> list[dict[str, str]]:
    """Every combination of the metric's options."""
    return [dict(zip(metric.options, values, strict=True)) for values in product(*(values or ("",) for values in metric.options.values()))]


def contract(metric: Metric, options: dict[str, str]) -> str | None:
    """The columns that the contract names; None for a metric it does not know."""
    changed = [WITH_OPTIONS[metric.name, value] for value in options.values() if (metric.name, value) in WITH_OPTIONS]
    return changed[0] if changed else CONTRACT.get(metric.name)


def test_the_metrics_of_the_contract_are_there() -> None:
    assert set(CONTRACT) <= set(METRICS)
    assert {name: METRICS[name].options for name in CONTRACT if METRICS[name].options} == OPTIONS


@every_metric
def test_it_is_documented(metric: Metric) -> None:
    assert metric.definition.splitlines()[0].endswith(".")
    assert 1 <= len(metric.title.split()) <= 4
    assert metric.unit
    assert "Source: " in metric.definition
    assert "null" in metric.definition or metric.name not in CONTRACT or metric.name == "responders"


@every_metric
def test_every_column_is_documented(metric: Metric, lively_store: Store) -> None:
    listed = {name.strip() for line in metric.definition.splitlines() if line.startswith("- ") for name in line[2:].split(":")[0].split(",")}
    assert set(metric(lively_store, ALL_TIME).columns) == listed


@every_metric
def test_its_columns_are_those_of_the_contract(metric: Metric, lively_store: Store) -> None:
    for scope, options in product(SCOPES, choices(metric)):
        columns = list(metric(lively_store, scope, options).columns)
        assert columns == (contract(metric, options) or " ".join(columns)).split()
        if columns[0] in ("day", "period_start", "cohort_start", "quarter") and metric.name != "reported":  # its days are not periods of ours
            assert columns[-1] == "complete"


@every_metric
def test_its_types_are_the_same_whatever_is_asked(metric: Metric, lively_store: Store, store: Store) -> None:
    types = metric(lively_store, ALL_TIME).dtypes
    for scope, options in product(SCOPES, choices(metric)):
        changed = contract(metric, options) != contract(metric, {})
        wanted = metric(lively_store, ALL_TIME, options).dtypes if changed else types
        pd.testing.assert_series_equal(metric(lively_store, scope, options).dtypes, wanted)
        pd.testing.assert_series_equal(metric(store, ALL_TIME, options).dtypes, wanted)
        pd.testing.assert_series_equal(wanted[wanted.index.isin(types.index)], types[types.index.isin(wanted.index)])
    for name, kind in types.items():
        if name in ("day", "period_start", "cohort_start", "quarter"):
            assert kind == "datetime64[us]"
        elif name == "complete":
            assert kind == "bool"
        elif pd.api.types.is_integer_dtype(kind):
            assert str(kind) == ("int64" if name in KEYS else "Int64")


@every_metric
def test_an_empty_store_gives_an_empty_table(metric: Metric, store: Store) -> None:
    for options in choices(metric):
        table = metric(store, ALL_TIME, options)
        assert len(table) == ALWAYS_ALL_ROWS.get(metric.name, 0)
        assert table.drop(columns=table.columns.intersection(list(KEYS))).isna().all(axis=None)


@every_metric
def test_nothing_is_known_outside_the_data(metric: Metric, lively_store: Store) -> None:
    for options in choices(metric):
        table = metric(lively_store, Scope(date(2030, 1, 1), date(2030, 2, 28)), options)
        known = table.drop(columns=[name for name in table if name in KEYS | {"day", "period_start", "quarter", "complete"}])
        assert known.isna().all(axis=None)
        assert "complete" not in table or not table["complete"].any()


@every_metric
def test_one_record_is_enough(metric: Metric, store: Store) -> None:
    put(store, metric.data, ONE[metric.data])
    for by, options in product(Grain, choices(metric)):
        table = metric(store, Scope(by=by), options)
        begun = table if metric.data in ("activity", "ticket") else table.head(1)  # the data of all other kinds go on until today
        assert by is Grain.DAY or "complete" not in begun or not begun["complete"].any()


@every_metric
def test_asking_twice_gives_the_same_and_what_it_gave_may_be_altered(metric: Metric, lively_store: Store) -> None:
    first = metric(lively_store, ALL_TIME)
    kept = first.copy(deep=True)
    for name in first.columns:
        first[name] = None
    pd.testing.assert_frame_equal(metric(lively_store, ALL_TIME), kept)


@every_metric
def test_options_are_left_as_they_were(metric: Metric, lively_store: Store) -> None:
    for options in choices(metric):
        given = dict(options)
        metric(lively_store, ALL_TIME, given)
        assert given == options


@every_metric
def test_both_engines_give_equal_tables(metric: Metric, lively_store: Store, lively_postgres: Store) -> None:
    for scope, options in product(SCOPES, choices(metric)):
        pd.testing.assert_frame_equal(metric(lively_store, scope, options), metric(lively_postgres, scope, options), rtol=1e-12, atol=0)


def test_a_wrong_name_or_option_is_answered_with_what_there_is(store: Store) -> None:
    with pytest.raises(CommandError, match="did you mean active_users"):
        find("active_user")
    with pytest.raises(CommandError, match="its options: responder, clock"):
        find("response_time")(store, ALL_TIME, {"by": "staff"})
    with pytest.raises(CommandError, match="did you mean staff"):
        find("responders")(store, ALL_TIME, {"responder": "staf"})
