"""What members say when asked: NPS in quarterly waves that rise, and CSAT all along with a fall in the outage."""

from datetime import date

import numpy as np
import pandas as pd

from data.demo.chance import Flags, Texts, pick, stream
from data.demo.clock import DAY_SECONDS, seconds_of_day, utc_texts, weekdays
from data.demo.people import FORUM, People
from data.demo.phrases import phrases
from data.demo.story import COMPANY, Story
from lib.scope import DAY, Grain, Period

NPS_QUESTION = f"How likely are you to recommend {COMPANY} to a friend or colleague?"
CSAT_QUESTION = "How satisfied are you with the answer you got?"
WAVE_DAYS = 10
WAVE_SHARE = 0.42  # of the members who are there


def waves(story: Story) -> list[date]:
    """First days of the NPS waves: in the middle of each quarter, as far as a wave ends within the story."""
    quarters = Grain.QUARTER.starts(story.period)
    middles = [Grain.WEEK.start(quarter + 45 * DAY) + DAY for quarter in quarters]
    return [first for first in middles if first in story.period and first + WAVE_DAYS * DAY <= story.period.end]


def _label(first: date) -> str:
    return f"{first.year} Q{(first.month + 2) // 3}"


def _comments(rng: np.random.Generator, mood: Texts, polish: Flags, share: float) -> Texts:
    result = np.full(len(mood), "", dtype=object)
    for language, mine in (("en", ~polish), ("pl", polish)):
        words = phrases(language)
        for name, sentences in words.wording["survey"].items():
            rows = np.flatnonzero(mine & (mood == name) & (rng.random(len(mood)) < share))
            result[rows] = np.array(words.fill(rng, pick(rng, sentences, len(rows))), dtype=object)
    return result


def _rows(people: People, story: Story, rng: np.random.Generator, person: np.ndarray, day: np.ndarray, survey: str, score: np.ndarray) -> pd.DataFrame:
    weekday = weekdays(story.period.start, story.days)[day]
    top = np.where(score >= (9 if survey == "nps" else 4), "positive", np.where(score <= (6 if survey == "nps" else 2), "negative", "neutral"))
    platform = np.where(people.on[FORUM][person], 0, 1)
    return pd.DataFrame(
        {
            "at": day * DAY_SECONDS + seconds_of_day(rng, weekday),
            "survey": survey,
            "score": score.astype(str),
            "question": NPS_QUESTION if survey == "nps" else CSAT_QUESTION,
            "member_id": people.ids[platform, person],
            "segment": people.segment[person],
            "comment": _comments(rng, top, people.polish[person], 0.45),
        }
    )


def _nps_scores(rng: np.random.Generator, nps: float, size: int) -> np.ndarray:
    """0 to 10, with a quarter passive and the rest split so that promoters less detractors is ``nps``, save for rounding."""
    passive = 0.27
    promoters = (1 - passive + nps / 100) / 2
    group = np.searchsorted([1 - passive - promoters, 1 - promoters], rng.permutation((np.arange(size) + 0.5) / max(1, size)))
    low = np.minimum(6, rng.binomial(8, 0.62, size))
    return np.select([group == 0, group == 1], [low, rng.integers(7, 9, size)], rng.integers(9, 11, size))


def survey_table(people: People, story: Story, seed: int) -> pd.DataFrame:
    """Survey response records as texts."""
    rng = stream(seed, "surveys")
    found = []
    for first in waves(story):
        there = np.flatnonzero((people.joined < story.day(first)) & (people.left > story.day(first)))
        person = there[rng.random(len(there)) < WAVE_SHARE]
        share = story.day(first) / story.days
        score = _nps_scores(rng, story.nps_first + (story.nps_last - story.nps_first) * share, len(person))
        day = story.day(first) + np.minimum(WAVE_DAYS - 1, rng.exponential(2.5, len(person)).astype(np.int64))
        found.append(_rows(people, story, rng, person, day, "nps", score).assign(wave=_label(first)))

    day = np.repeat(np.arange(story.days), rng.poisson(np.linspace(0.0024, 0.005, story.days) * len(people)))
    person = rng.integers(0, len(people), len(day))
    fits = (people.joined[person] <= day) & (people.left[person] > day)
    person, day = person[fits], day[fits]

    def within(period: Period) -> Flags:
        return np.asarray((day >= story.day(period.start)) & (day < story.day(period.end)))

    mood = 4.2 - 0.7 * within(story.slow_month) - 1.6 * within(story.dip)
    score = np.clip(np.rint(mood + rng.normal(0, 0.85, len(day))), 1, 5).astype(np.int64)
    found.append(_rows(people, story, rng, person, day, "csat", score).assign(wave=""))

    rows = pd.concat(found, ignore_index=True).sort_values("at", kind="stable", ignore_index=True)
    rows.insert(0, "response_id", [f"R{n}" for n in range(1, len(rows) + 1)])
    rows.insert(1, "responded_at", utc_texts(story.period.start, rows["at"].to_numpy()))
    return rows[["response_id", "responded_at", "survey", "score", "question", "wave", "member_id", "segment", "comment"]]
