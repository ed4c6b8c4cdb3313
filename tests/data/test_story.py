"""The planted story can be measured in the raw tables, so that dashboards have to show it."""

import pandas as pd
import pytest

from data.demo import Story
from data.demo.story import COMPANY
from lib.errors import CommandError
from lib.scope import DAY

from .conftest import TODAY, Told, days_of


def members_only(told: Told) -> pd.DataFrame:
    return told.acts[told.acts["role"] == "member"]


def test_the_community_grows(told: Told) -> None:
    acts = members_only(told)
    first = acts[days_of(acts, told.story.period.start, told.story.period.start + 30 * DAY)]["person"].nunique()
    last = acts[days_of(acts, told.story.period.end - 30 * DAY, told.story.period.end)]["person"].nunique()
    assert last > 1.35 * first


def test_the_launch_lifts_activity(told: Told) -> None:
    acts, launch = members_only(told), told.story.launch
    after = days_of(acts, launch, launch + 7 * DAY).sum()
    before = days_of(acts, launch - 7 * DAY, launch).sum()
    assert after > 1.4 * before


def test_staff_answer_late_in_the_slow_month_and_leave_more(told: Told) -> None:
    threads = told.threads
    slow = days_of(threads, told.story.slow_month.start, told.story.slow_month.end)
    settled = threads["day"] < pd.Timestamp(told.story.period.end - 10 * DAY)
    hours = threads["staff_hours"]
    assert 1.5 < hours[~slow & settled].median() < 5
    assert 9 < hours[slow].median() < 26
    assert 0.85 <= hours[~slow & settled].notna().mean() <= 0.97
    assert hours[slow].notna().mean() < hours[~slow & settled].notna().mean() - 0.04


def test_the_wave_comes_and_leaves(told: Told) -> None:
    acts, wave = members_only(told), told.story.wave
    first = acts.groupby("person")["day"].min()
    cohort = first[(first >= pd.Timestamp(wave.start)) & (first < pd.Timestamp(wave.end))].index
    usual = first[(first >= pd.Timestamp(wave.start - 90 * DAY)) & (first < pd.Timestamp(wave.start))].index
    later = acts[acts["day"] >= pd.Timestamp(wave.end + 28 * DAY)]["person"].unique()
    assert len(cohort) >= 0.08 * 150
    assert cohort.isin(later).mean() < 0.35
    assert usual.isin(later).mean() > 0.5


def test_weekends_and_nights_are_quiet(told: Told) -> None:
    acts = members_only(told)
    hour, weekday = acts["at"].dt.hour, acts["at"].dt.day_of_week
    assert (weekday >= 5).mean() < 0.2
    assert hour.isin(range(1, 5)).mean() < 0.03
    assert hour.isin(range(9, 17)).mean() > 0.5


def test_texts_are_unhappy_in_the_dip(told: Told) -> None:
    acts = members_only(told)
    unhappy = acts["text"].str.contains("terrible|awful|horrible|broken|frustrat|disappoint|okropn|straszn|fatal", case=False)
    dip, wrote = days_of(acts, told.story.dip.start, told.story.dip.end), acts["text"] != ""
    assert unhappy[dip & wrote].mean() > 0.5
    assert unhappy[~dip & wrote].mean() < 0.2


def test_some_wait_now_and_nobody_waits_for_weeks(told: Told) -> None:
    waiting = told.threads[told.threads["other_hours"].isna()]
    age = pd.Timestamp(TODAY) - waiting["day"]
    assert 3 <= len(waiting) <= 40
    assert age.max() <= pd.Timedelta(days=10)
    assert (age > pd.Timedelta(days=2)).any()


def test_threads_are_solved_also_without_staff(told: Told) -> None:
    solutions = told.acts[told.acts["is_solution"] == "true"].set_index("thread")
    threads = told.threads
    assert solutions.index.is_unique
    assert 0.35 < len(solutions) / len(threads) < 0.65
    solved_after = (solutions["at"] - threads["at"].reindex(solutions.index)).dt.total_seconds() / 3600
    alone = (solutions["role"] == "member") & ~(threads["staff_hours"].reindex(solutions.index) <= solved_after)
    assert 0.04 < alone.sum() / len(threads) < 0.25


def test_tickets_fall_per_customer_and_some_are_open(told: Told) -> None:
    tickets, customers = told.one("ticket"), told.one("customer")
    created = pd.to_datetime(tickets["created_at"])

    def per_customer(start: pd.Timestamp, days: int) -> float:
        paying = (pd.to_datetime(customers["converted_at"]) < start) & ~(pd.to_datetime(customers["churned_at"]) < start)
        return float(created.between(start, start + pd.Timedelta(days=days)).sum() / paying.sum())

    start, dip = pd.Timestamp(told.story.period.start, tz="UTC"), pd.Timestamp(told.story.dip.start, tz="UTC")
    assert per_customer(dip - pd.Timedelta(days=64), 60) < 0.85 * per_customer(start, 60)
    assert tickets["resolved_at"].isna().sum() >= 2
    assert tickets["satisfaction"].notna().mean() > 0.2


def test_nps_rises_from_wave_to_wave(told: Told) -> None:
    answers = told.one("survey_response").query("survey == 'nps'")
    score = answers["score"].astype(int)
    nps = ((score >= 9).astype(float) - (score <= 6)).groupby(answers["wave"]).mean()
    assert nps.index.tolist() == ["2025 Q4", "2026 Q1"]
    assert nps.is_monotonic_increasing


def test_our_brand_is_mentioned_more(told: Told) -> None:
    mentions = told.one("mention").assign(mentions=lambda rows: rows["mentions"].astype(int))
    half = mentions["day"] >= (told.story.period.start + told.story.days // 2 * DAY).isoformat()
    ours = mentions[mentions["brand"] == COMPANY].groupby(half)["mentions"].sum()
    assert mentions["brand"].nunique() == 4
    assert ours[True] > 1.15 * ours[False]


@pytest.mark.parametrize("days", [60, 90, 420, 1500])
def test_events_lie_within_the_story_in_their_order(days: int) -> None:
    story = Story.of(days, TODAY)
    assert story.slow_month.end <= story.launch < story.dip.start < story.dip.end <= story.period.end
    assert story.period.start <= story.wave.start
    assert story.launch.weekday() == 1


def test_too_few_days_are_refused() -> None:
    with pytest.raises(CommandError, match="29 days"):
        Story.of(29, TODAY)
