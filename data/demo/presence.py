"""Who acts on which day, where, how often and when: one entry an act, before it is known what the act is."""

from dataclasses import dataclass

import numpy as np

from data.demo.chance import Floats, Ints, stream
from data.demo.clock import DAY_SECONDS, HOUR, seconds_of_day, weekdays
from data.demo.people import People
from data.demo.story import Story

AWAY_DAYS = 24  # people come and go in stretches of about this length


@dataclass(frozen=True)
class Acts:
    """Parallel arrays: who (index into People), platform (0 forum, 1 chat) and moment (local seconds), ascending by moment."""

    person: Ints
    platform: Ints
    at: Ints

    def __len__(self) -> int:
        return len(self.person)


def busyness(story: Story) -> Floats:
    """How much more or less likely acts are on each day: weekends, the launch and its echo, Christmas and New Year."""
    days = np.arange(story.days)
    factor = np.where(weekdays(story.period.start, story.days) < 5, 1.0, 0.36)
    since = days - story.day(story.launch)
    lift = np.where(since >= 0, 1.08 + 1.3 * np.exp(-np.maximum(since, 0) / 5.0), 1.0)
    dates = story.period.start.toordinal() + days
    quiet = np.array([(d.month, d.day) >= (12, 24) or (d.month, d.day) <= (1, 1) for d in map(story.period.start.fromordinal, dates.tolist())])
    return np.asarray(factor * lift * np.where(quiet, 0.45, 1.0))


def draw_acts(people: People, story: Story, seed: int) -> Acts:
    """All acts of members within the story's days."""
    rng = stream(seed, "presence")
    size, days = len(people), np.arange(story.days)
    here = (people.joined[:, None] <= days) & (days < people.left[:, None])
    stretch = (days[None, :] + rng.integers(0, AWAY_DAYS, size)[:, None]) // AWAY_DAYS
    around = np.take_along_axis(rng.random((size, story.days // AWAY_DAYS + 2)) < 0.8, stretch, axis=1)
    fresh = np.equal.outer(people.joined, days)
    chance = np.where(fresh, 0.7, people.level[:, None] * (around | people.wave[:, None]))
    active = here & np.less(rng.random((size, story.days)), np.minimum(0.95, chance * busyness(story)[None, :]))
    person, day = np.nonzero(active)
    platform = np.where(people.linked[person], rng.random(len(person)) < 0.4, people.on[1][person]).astype(np.int64)
    weekday = weekdays(story.period.start, story.days)[day]
    session = seconds_of_day(rng, weekday)

    repeats = 1 + rng.poisson(0.25 + 1.9 * people.level[person])
    row = np.repeat(np.arange(len(person)), repeats)
    later = (rng.exponential(0.5 * HOUR, len(row))).astype(np.int64)
    first_of_row = np.r_[True, row[1:] != row[:-1]] if len(row) else np.zeros(0, dtype=bool)
    within = session[row] + np.where(first_of_row, 0, later)
    within = np.where(within < DAY_SECONDS, within, session[row])
    earliest = np.where(day[row] == people.joined[person[row]], 6 * HOUR, 0)  # nobody acts before joining
    at = day[row] * DAY_SECONDS + np.maximum(within, earliest)
    order = np.argsort(at, kind="stable")
    return Acts(person[row][order], platform[row][order], at[order])
