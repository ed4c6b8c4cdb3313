"""What customers ask support: per head ever less, more on the days of the outage."""

import numpy as np
import pandas as pd

from data.demo.chance import lognormal, pick, stream
from data.demo.clock import DAY_SECONDS, after_duty_hours, seconds_of_day, utc_texts, weekdays
from data.demo.customers import paying
from data.demo.people import FORUM, People
from data.demo.story import Story

TOPICS = ("Sign-in", "Billing", "Import", "Integrations", "Reports", "Mobile app", "How do I", "Bug")
OUTAGE = 2.0  # how many times as many tickets come on the days of the dip


def ticket_table(people: People, book: pd.DataFrame, story: Story, seed: int) -> pd.DataFrame:
    """Ticket records as texts; some have no response or are open still."""
    rng = stream(seed, "tickets")
    days = np.arange(story.days)
    weekday = weekdays(story.period.start, story.days)
    per_1000 = np.linspace(story.tickets_per_1000_first, story.tickets_per_1000_last, story.days) / 30.4
    rhythm = np.where(weekday < 5, 1.28, 0.3)
    dip = (days >= story.day(story.dip.start)) & (days < story.day(story.dip.end))
    opened = rng.poisson(paying(book, days) / 1000 * per_1000 * rhythm * np.where(dip, OUTAGE, 1.0))
    day = np.repeat(days, opened)
    size = len(day)
    created = np.sort(day * DAY_SECONDS + seconds_of_day(rng, weekday[day]))

    open_to = [np.flatnonzero((book["converted"] <= n) & (book["left"] > n)) for n in days]
    asker = np.concatenate([rng.choice(open_to[n], count) for n, count in enumerate(opened) if count] or [np.zeros(0, dtype=np.int64)])
    topic = pick(rng, TOPICS, size, [14, 10, 9, 15, 12, 11, 19, 10])
    topic = np.where(dip[day] & (rng.random(size) < 0.7), "Bug", topic)
    priority = pick(rng, ("low", "normal", "high", "urgent"), size, [20, 58, 17, 5])

    start, first = story.period.start, lognormal(rng, 2.2, 0.9, size)
    work = first + lognormal(rng, 9.0, 1.1, size)
    responded = after_duty_hours(start, story.days, created, first)
    resolved = np.maximum(after_duty_hours(start, story.days, created, work), responded + 60)
    end = story.days * DAY_SECONDS
    stuck = rng.random(size) < 0.012
    has_response, has_resolution = (responded < end) & ~stuck, (resolved < end) & ~stuck & (rng.random(size) > 0.006)
    mood = 4.35 - 0.012 * np.minimum(work, 90) - 0.8 * dip[day]
    score = np.clip(np.rint(mood + rng.normal(0, 0.9, size)), 1, 5).astype(int).astype(str).astype(object)
    person = book["person"].to_numpy()[asker]
    platform = np.where(people.on[FORUM][person], 0, 1)
    numbers = (10_001 + pd.Series(np.arange(size))).astype(str).to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "ticket_id": "T" + numbers,
            "created_at": utc_texts(start, created),
            "first_response_at": utc_texts(start, responded, has_response),
            "resolved_at": utc_texts(start, resolved, has_resolution),
            "status": np.select([has_resolution, has_response], ["solved", "pending"], "new"),
            "channel": pick(rng, ("mail", "chat", "phone", "form"), size, [46, 27, 9, 18]),
            "topic": topic,
            "priority": priority,
            "satisfaction": np.where(has_resolution & (rng.random(size) < 0.34), score, ""),
            "member_id": np.where(person >= 0, people.ids[platform, np.maximum(person, 0)], ""),
            "customer_id": book["customer_id"].to_numpy()[asker],
        }
    )
