"""The queue now and at earlier moments agrees with what is unanswered."""

from datetime import timedelta

import pandas as pd
import pytest

from lib.metrics import find
from lib.metrics.response_time import curve, overall
from lib.metrics.waiting import queue, waiting
from lib.scope import ALL_TIME, Scope
from lib.store import Store
from tests.factories import at, comment, post, put


@pytest.fixture
def asked(any_store: Store) -> Store:
    """One question answered after two days, one never, and the last sign of life after four."""
    first, second = post("ana", 0, title="First", url="https://example.org", views=7, channel="help"), post("ben", 1)
    put(any_store, "activity", first, second, comment("cy", 48, thread=first["thread_id"]), post("cy", 96, title="Fresh"))
    return any_store


def test_the_queue_holds_what_is_unanswered(asked: Store) -> None:
    found, metric = queue(asked, ALL_TIME), find("unanswered")(asked, ALL_TIME)
    assert found["age_hours"].tolist() == pytest.approx([95, 0])
    assert found["age_hours"].tolist() == pytest.approx(metric["age_hours"].tolist())
    assert list(found.columns) == ["age_hours", "title", "channel", "views", "url"]


def test_at_each_moment_those_wait_who_have_no_answer_then(asked: Store) -> None:
    moments = [pd.Timestamp(at(hours)) for hours in (1, 24, 30, 47, 48, 96)]
    assert waiting(asked, ALL_TIME, moments, days=30)["waiting"].tolist() == [0, 0, 2, 2, 1, 1]


def test_older_threads_than_asked_for_are_left_out(asked: Store) -> None:
    assert waiting(asked, ALL_TIME, [pd.Timestamp(at(96))], days=3)["waiting"].tolist() == [0]


def test_moments_on_both_sides_of_a_change_of_clocks(asked: Store) -> None:
    moments = [pd.Timestamp("2026-01-10 00:00", tz="Europe/Warsaw"), pd.Timestamp("2026-04-10 00:00", tz="Europe/Warsaw")]
    assert waiting(asked, ALL_TIME, moments, days=400)["waiting"].tolist() == [1, 1]


def test_filters_count_and_no_moment_gives_no_row(asked: Store) -> None:
    assert waiting(asked, Scope(channels=("help",)), [pd.Timestamp(at(40))], days=30)["waiting"].tolist() == [1]
    assert waiting(asked, ALL_TIME, [], days=30).empty


def test_overall_is_response_time_of_one_period(asked: Store) -> None:
    one = overall(asked, ALL_TIME, "anyone").iloc[0]
    month = find("response_time")(asked, ALL_TIME, {"responder": "anyone"}).iloc[0]
    for name in ("threads", "answered", "unanswered"):
        assert one[name] == month[name]
    for name in ("mean_hours", "median_hours", "p90_hours", "within_1h", "within_24h"):
        assert one[name] == pytest.approx(month[name], nan_ok=True)
    asked.set_setting("target_first_response_hours", "48", "tests")
    reached = curve(asked, ALL_TIME, "anyone").query("hours <= 48")["share"].iloc[-1]
    assert overall(asked, ALL_TIME, "anyone").iloc[0]["within_target"] == pytest.approx(reached)


def test_nothing_asked_gives_a_row_without_figures(any_store: Store) -> None:
    put(any_store, "activity", comment("ana", timedelta(hours=1) / timedelta(hours=1)))
    one = overall(any_store, ALL_TIME).iloc[0]
    assert (one["threads"], one["answered"]) == (0, 0)
    assert one[["median_hours", "within_24h", "within_target"]].isna().all()
    assert queue(any_store, ALL_TIME).empty
