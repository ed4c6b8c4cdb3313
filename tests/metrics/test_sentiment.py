"""The mood of posts: what is counted, what is null, and how sure the mean is."""

import pandas as pd
import pytest
from sqlalchemy import update

from lib.intake.scoring import rescore
from lib.metrics import find
from lib.metrics.sentiment import posts_behind, sentiment_by
from lib.scope import ALL_TIME, Grain, Scope
from lib.sentiment import signature
from lib.statistics.mean_band import mean_band
from lib.store import Store
from lib.store.tables import RECORDS
from tests.factories import comment, post, put
from tests.metrics.tables import Row, assert_rows, rows

sentiment = find("sentiment")
GOOD, BAD, FLAT = "Really great, thanks", "This isn't good", "It starts on Monday in Warsaw"


def january(**more: object) -> Row:
    """The table's only row."""
    shown = {"period_start": pd.Timestamp("2026-01-01").date(), "posts": 3, "scored": 3, "coverage": 1.0, "mean": 0.05}
    shown |= {"ci_low": None, "ci_high": None, "positive": 1 / 3, "neutral": 1 / 3, "negative": 1 / 3, "net": 0.0}
    return {**shown, "complete": False, **more}


def test_the_mean_has_students_interval(any_store: Store) -> None:
    put(any_store, "activity", post("ana", text=GOOD), comment("ben", text=BAD), comment("cy", 2, text=FLAT))
    rescore(any_store)
    half = 4.302652729911275 * 0.4272001872658765 / 3**0.5  # t(2) and s of 0.5, -0.35 and 0
    assert_rows(sentiment(any_store, ALL_TIME), [january(ci_low=0.05 - half, ci_high=0.05 + half)])


def test_polish_and_russian_posts_are_null_with_the_coverage_shown(any_store: Store) -> None:
    put(any_store, "activity", post("ana", text="Dziękuję, działa świetnie"), comment("ben", text="Это ужасно, ничего не работает"), comment("cy", text=GOOD))
    rescore(any_store)
    only = {"scored": 1, "coverage": 1 / 3, "mean": 0.5, "ci_low": None, "ci_high": None, "positive": 1.0, "neutral": 0.0, "negative": 0.0, "net": 1.0}
    assert_rows(sentiment(any_store, ALL_TIME), [january(**only)])


def test_nothing_scored_is_null_and_not_neutral(store: Store) -> None:
    put(store, "activity", post("ana", text="Nie działa mi to"))
    nothing = dict.fromkeys(("mean", "ci_low", "ci_high", "positive", "neutral", "negative", "net"))
    expected = january(posts=1, scored=0, coverage=0.0, **nothing)
    assert_rows(sentiment(store, ALL_TIME), [expected])
    rescore(store)
    assert_rows(sentiment(store, ALL_TIME), [expected])


def test_reactions_empty_posts_staff_and_bots_do_not_count(store: Store) -> None:
    staff, bot = comment("sam", text=GOOD), comment("bot", text=GOOD)
    put(store, "activity", post("ana", text=BAD), post("ana"), {**comment("ana", text=GOOD), "kind": "reaction"}, staff, bot)
    put(store, "member", {"member_id": "sam", "role": "staff"}, {"member_id": "bot", "role": "bot"})
    rescore(store)
    (row,) = rows(sentiment(store, ALL_TIME))
    assert (row["posts"], row["mean"]) == (1, -0.35)
    (row,) = rows(sentiment(store, Scope(include_staff=True)))
    assert (row["posts"], row["mean"]) == (2, pytest.approx(0.075))


def test_scores_of_other_rules_do_not_count(store: Store) -> None:
    put(store, "activity", post("ana", text=GOOD))
    rescore(store)
    store.set_setting("languages", "en, pl", "ana")
    (row,) = rows(sentiment(store, ALL_TIME))
    assert (row["posts"], row["scored"], row["mean"]) == (1, 0, None)


@pytest.mark.parametrize(("score", "column"), [(0.05, "positive"), (0.04999, "neutral"), (-0.04999, "neutral"), (-0.05, "negative")])
def test_the_edges_of_neutral(any_store: Store, score: float, column: str) -> None:
    put(any_store, "activity", post("ana", text=GOOD))
    with any_store.writing() as writer:
        writer.connection.execute(update(RECORDS["activity"]).values(sentiment=score, scorer=signature(writer.settings)))
    assert sentiment(any_store, ALL_TIME)[column].item() == 1


def test_equal_scores_have_an_interval_of_no_width() -> None:
    mean, low, high = mean_band([1_000_000], [1_000_000 * 33_333], [1_000_000 * 33_333**2], 100_000)
    assert mean[0] == low[0] == high[0] == 0.33333


def test_by_channel_the_most_scored_first(any_store: Store) -> None:
    put(
        any_store,
        "activity",
        post("ana", text=GOOD, channel="help"),
        post("ben", text=BAD, channel="ideas"),
        post("cy", text=FLAT, channel="help"),
        post("cy", text="Nie"),
    )
    rescore(any_store)
    found = sentiment_by(any_store, ALL_TIME, "channel")
    assert found[["channel", "posts", "scored"]].iloc[:2].to_numpy().tolist() == [["help", 2, 2], ["ideas", 1, 1]]
    assert found["mean"].iloc[:2].tolist() == [0.25, -0.35]
    assert found["channel"].isna().tolist() == [False, False, True]


def test_the_posts_behind_a_day_are_the_unhappiest_first(any_store: Store) -> None:
    put(
        any_store,
        "activity",
        post("ana", text=GOOD, url="https://example.org/1"),
        post("ben", 1, text=BAD),
        post("cy", 2, text="Nie działa mi to"),
        post("dee", 40, text=BAD),
    )
    rescore(any_store)
    day = sentiment(any_store, Scope(by=Grain.DAY))["period_start"].dt.date.iloc[0]
    found = posts_behind(any_store, Scope(day, day))
    assert found["member_id"].tolist() == ["ben", "ana", "cy"]
    assert found["sentiment"].iloc[:2].tolist() == [-0.35, 0.5]
    assert found["sentiment"].isna().tolist() == [False, False, True]
    assert found["excerpt"].iloc[0] == BAD
