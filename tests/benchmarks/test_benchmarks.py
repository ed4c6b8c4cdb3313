"""The benchmark's own machinery on a small community: every metric has its line, and typical pandas finds the same figures."""

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from benchmarks import __main__ as program
from benchmarks import big_community, typical
from benchmarks.metrics import read
from benchmarks.row import Row
from benchmarks.typical import threads
from lib.metrics import METRICS, find
from lib.scope import ALL_TIME, Scope
from lib.store import Store, open_store

KEYS = ["name", "seconds", "scan_seconds", "pandas_seconds", "scan_ratio", "pandas_ratio"]
LAST_DAY = date(2025, 12, 31)
"""With which the big community ends; the records of other kinds go on until today, which is two weeks later."""


@pytest.fixture(scope="module")
def small() -> Iterator[Store]:
    """20,000 activities of 400 members."""
    opened = open_store("duckdb:///:memory:small_benchmark", clock=lambda: big_community.NOW)
    big_community.fill(opened, 20_000)
    yield opened
    opened.close()


def test_every_metric_and_the_import_have_a_line_with_the_agreed_keys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROWS", "1000")
    monkeypatch.setattr("benchmarks.metrics.ROUNDS", 1)
    program.main(["--json", str(tmp_path / "rows.json")])
    rows = {row["name"]: row for row in json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))}
    assert {*METRICS, "import"} <= set(rows)
    assert list(rows.pop("import")) == [*KEYS, "peak_memory_mb"]
    assert all(list(row) == KEYS for row in rows.values())
    assert {"response_time responder=anyone", "response_time clock=business", "csat from=tickets"} <= set(rows)
    shown = capsys.readouterr().out
    assert all(name in shown for name in rows)


def test_the_community_is_the_same_each_time_and_as_big_as_asked(small: Store) -> None:
    counted = (
        "SELECT count(*) AS acts, count(DISTINCT member_no) AS members, count(DISTINCT thread_no) AS threads, bit_xor(hash(activity)) AS all FROM activity"
    )
    again = open_store("duckdb:///:memory:same_benchmark", clock=lambda: big_community.NOW)
    big_community.fill(again, 20_000)
    one, other = read(small, counted), read(again, counted)
    again.close()
    pd.testing.assert_frame_equal(one, other)
    assert (one["acts"].item(), one["threads"].item()) == (20_000, 2_000)
    assert 350 <= one["members"].item() <= 400


COMPARED = {
    "active_users": (["day"], ["dau", "wau", "mau"]),
    "growth_accounting": (["period_start"], ["active", "new", "retained", "resurrected", "churned"]),
    "returning": (["period_start"], ["active_previous", "returned"]),
    "power_curve": (["active_days"], ["members"]),
    "participation": (["period_start", "level"], ["members"]),
    "participation_flow": (["from", "to"], ["members"]),
    "attendance": (["period_start"], ["events", "attendances", "attendees", "per_event", "repeat_share", "steadiness"]),
    "response_time": (["period_start"], ["threads", "answered", "mean_hours"]),
    "responders": (["member_id"], ["first_replies", "replies", "median_hours"]),
    "unanswered": (["thread_id"], ["age_hours"]),
    "resolution": (["period_start"], ["threads", "solved", "solved_share", "self_solved", "self_solved_share"]),
    "deflection": (["quarter", "case"], ["deflected_tickets", "value", "programme_cost", "net", "roi"]),
    "ugc": (["period_start"], ["posts", "comments", "reactions", "ugc", "ugc_share", "contributors"]),
    "concentration": (["period_start"], ["contributors", "top_1_share", "top_10_share", "gini"]),
    "activity_hours": (["weekday", "hour"], ["activities"]),
    "sentiment": (["period_start"], ["posts", "scored", "coverage", "mean", "positive", "negative", "net"]),
    "review_queue": (["activity_id", "reason"], []),
    "nps": (["period_start"], ["responses", "promoters", "passives", "detractors", "nps", "change"]),
    "csat": (["period_start"], ["responses", "satisfied", "csat"]),
    "ideas": (["period_start"], ["submitted", "accepted", "shipped", "acceptance_rate"]),
    "share_of_voice": (["period_start", "brand"], ["mentions", "share"]),
    "reported": (["day", "platform", "series"], ["value"]),
    "tickets": (["period_start"], ["opened", "resolved", "backlog", "customers", "tickets_per_1000_customers"]),
    "growth_vs_tickets": (["period_start"], ["mau", "tickets", "customers", "tickets_per_1000_customers"]),
    "growth_vs_tickets_relation": (["lag"], ["r"]),
    "churn": (["period_start", "group"], ["customers", "churned", "rate"]),
    "conversion": (["period_start"], ["prospects", "converted"]),
}
"""What names a row, and what both find, of each metric that typical pandas can be held against."""
NOBODY_BEFORE = ("growth_accounting", "returning", "attendance", "nps")
"""Their first period has nothing to look back on, which pandas does not know."""


def test_each_metric_is_held_against_typical_pandas_or_cannot_be() -> None:
    assert set(METRICS) - set(COMPARED) == {"retention", "customer_value"}  # one leaves out cohorts that are not whole, the other asks about another day
    assert all(typical.find(name) for name in METRICS)


@pytest.mark.parametrize(("name", "options"), [*((name, {}) for name in COMPARED), ("nps", {"group": "wave"}), ("csat", {"from": "tickets"})])
def test_typical_pandas_answers_the_same_question(small: Store, name: str, options: dict[str, str]) -> None:
    key, columns = COMPARED[name]
    key = ["wave"] if options == {"group": "wave"} else key
    work = typical.find(name)
    assert work
    given = {"from_" if option == "from" else option: choice for option, choice in options.items()}
    ours, theirs = (
        _comparable(table, key, columns)
        for table in (
            find(name)(small, Scope(last=LAST_DAY) if key[0] != "activity_id" else ALL_TIME, options),
            work(partial(read, small), small.settings, **given),
        )
    )
    if name in NOBODY_BEFORE:
        ours = ours.iloc[1:]
        theirs = theirs[theirs.index.isin(ours.index)]
    quiet = ours.index.difference(theirs.index)  # pandas has no rows where nothing happened
    assert not ours.loc[quiet].fillna(0).any(axis=None)
    pd.testing.assert_frame_equal(ours.drop(quiet), theirs, check_index_type=False, check_column_type=False, check_freq=False)


def _comparable(table: pd.DataFrame, key: list[str], columns: list[str]) -> pd.DataFrame:
    """Rows in the order of their key, numbers as floats, days of one unit; several rows of a key as one."""
    table = table.assign(**{name: table[name].astype("datetime64[us]") for name in ("period_start", "day", "quarter") if name in key})
    table = table.set_index([name if name in table else "period_start" for name in key])[columns].astype(float).sort_index()
    return table.groupby(level=list(range(len(key)))).sum() if key == ["period_start"] and table.index.has_duplicates else table


@pytest.mark.parametrize(("responder", "clock"), [("anyone", "calendar"), ("staff", "business")])
def test_typical_response_times_take_the_same_options(small: Store, responder: str, clock: str) -> None:
    columns = ["threads", "answered", "mean_hours"]
    ours = find("response_time")(small, ALL_TIME, {"responder": responder, "clock": clock})[columns].astype(float)
    theirs = threads.response_time(partial(read, small), small.settings, responder, clock)[columns].astype(float)
    pd.testing.assert_frame_equal(ours, theirs)


def test_a_target_that_is_missed_says_by_how_much() -> None:
    assert Row("ugc", seconds=1.0, scan_seconds=1.0, pandas_seconds=20.0).misses == []
    assert Row("ugc", seconds=3.0, scan_seconds=1.0, pandas_seconds=20.0).misses == ["3.0x of the plain pass, not 2x", "6.7x faster than pandas, not 10x"]
    assert Row("import", seconds=4.0, scan_seconds=1.0, pandas_seconds=2.0, peak_memory_mb=2500.0).misses == ["2,500 MB, not 2,000 MB"]
