"""The benchmark's own machinery on a small community: every metric has its line, and typical pandas finds the same figures."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from benchmarks import __main__ as program
from benchmarks import big_community, typical
from benchmarks.metrics import read
from benchmarks.row import Row
from lib.metrics import METRICS, find
from lib.scope import ALL_TIME
from lib.store import Store, open_store

KEYS = ["name", "seconds", "scan_seconds", "pandas_seconds", "scan_ratio", "pandas_ratio"]
ABOUT_ACTIVITY = [metric.name for metric in METRICS.values() if metric.data == "activity"]


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
    monkeypatch.setenv("ROWS", "20000")
    program.main(["--json", str(tmp_path / "rows.json")])
    rows = {row["name"]: row for row in json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))}
    assert {*ABOUT_ACTIVITY, "import"} <= set(rows)
    assert list(rows.pop("import")) == [*KEYS, "peak_memory_mb"]
    assert all(list(row) == KEYS for row in rows.values())
    assert {"response_time responder=anyone", "response_time clock=business"} <= set(rows)
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


@pytest.mark.parametrize(
    ("name", "key", "columns"),
    [
        ("active_users", ["day"], ["dau", "wau", "mau"]),
        ("growth_accounting", ["period_start"], ["active", "new", "retained", "resurrected", "churned"]),
        ("returning", ["period_start"], ["active_previous", "returned"]),
        ("power_curve", ["active_days"], ["members"]),
        ("response_time", ["period_start"], ["threads", "answered", "mean_hours"]),
        ("responders", ["member_id"], ["first_replies", "replies", "median_hours"]),
        ("unanswered", ["thread_id"], ["age_hours"]),
        ("ugc", ["period_start"], ["posts", "comments", "reactions", "ugc", "ugc_share", "contributors"]),
        ("activity_hours", ["weekday", "hour"], ["activities"]),
    ],
)
def test_typical_pandas_answers_the_same_question(small: Store, name: str, key: list[str], columns: list[str]) -> None:
    ours = find(name)(small, ALL_TIME).set_index(key)[columns].astype(float)
    theirs = getattr(typical, name)(partial(read, small), small.settings).set_index(key)[columns].astype(float)
    if name in ("growth_accounting", "returning"):  # the first period has no one before it
        ours, theirs = ours.iloc[1:], theirs[theirs.index.isin(ours.index[1:])]
    pd.testing.assert_frame_equal(ours.sort_index(), theirs.sort_index(), check_index_type=False, check_column_type=False, check_freq=False)


@pytest.mark.parametrize(("responder", "clock"), [("anyone", "calendar"), ("staff", "business")])
def test_typical_response_times_take_the_same_options(small: Store, responder: str, clock: str) -> None:
    columns = ["threads", "answered", "mean_hours"]
    ours = find("response_time")(small, ALL_TIME, {"responder": responder, "clock": clock})[columns].astype(float)
    theirs = typical.response_time(partial(read, small), small.settings, responder, clock)[columns].astype(float)
    pd.testing.assert_frame_equal(ours, theirs)


def test_a_target_that_is_missed_says_by_how_much() -> None:
    assert Row("ugc", seconds=1.0, scan_seconds=1.0, pandas_seconds=20.0).misses == []
    assert Row("ugc", seconds=3.0, scan_seconds=1.0, pandas_seconds=20.0).misses == ["3.0x of the plain pass, not 2x", "6.7x faster than pandas, not 10x"]
    assert Row("import", seconds=4.0, scan_seconds=1.0, pandas_seconds=2.0, peak_memory_mb=2500.0).misses == ["2,500 MB, not 2,000 MB"]
