"""What surrounds the community: ideas, mentions of brands, programme costs and one platform's own figures."""

import numpy as np
import pandas as pd

from data.demo.chance import lognormal, pick, stream
from data.demo.clock import DAY_SECONDS, day_texts, seconds_of_day, utc_texts, weekdays
from data.demo.people import FORUM, People
from data.demo.phrases import phrases
from data.demo.presence import busyness
from data.demo.story import COMPANY, RIVALS, Story
from lib.scope import Grain

MEDIA = ("news", "social", "forums")
REPORTING_PLATFORM = "social page"


def idea_table(people: People, story: Story, seed: int) -> pd.DataFrame:
    """Ideas as texts: most stay open, some are accepted after weeks and shipped, many of those with the launch."""
    rng = stream(seed, "ideas")
    size = max(6, round(len(people) * story.days / 1600))
    day = np.sort((story.days * rng.random(size) ** 0.75).astype(np.int64))
    person = np.array(
        [rng.choice(np.flatnonzero((people.joined <= n) & (people.left > n))) if ((people.joined <= n) & (people.left > n)).any() else -1 for n in day]
    )
    launch = story.day(story.launch)
    verdict = rng.random(size)
    accepted = day + 5 + rng.exponential(25, size).astype(np.int64)
    is_accepted = (verdict < 0.38) & (accepted < story.days)
    shipped = np.where((accepted < launch) & (rng.random(size) < 0.6), launch, accepted + 20 + rng.exponential(60, size).astype(np.int64))
    is_shipped = is_accepted & (verdict < 0.26) & (shipped < story.days)
    words = phrases("en")
    at = day * DAY_SECONDS + seconds_of_day(rng, weekdays(story.period.start, story.days)[day])
    office = rng.integers(9 * 3600, 17 * 3600, size)
    platform = np.where(people.on[FORUM][person], 0, 1)
    return pd.DataFrame(
        {
            "idea_id": [f"I{n}" for n in range(1, size + 1)],
            "submitted_at": utc_texts(story.period.start, at),
            "member_id": np.where(person >= 0, people.ids[platform, np.maximum(person, 0)], ""),
            "title": words.fill(rng, pick(rng, words.wording["ideas"]["titles"], size)),
            "votes": lognormal(rng, 6.0, 1.1, size).astype(np.int64).astype(str),
            "status": np.select([is_shipped, is_accepted, verdict > 0.86], ["shipped", "accepted", "declined"], "open"),
            "accepted_at": utc_texts(story.period.start, accepted * DAY_SECONDS + office, is_accepted),
            "shipped_at": utc_texts(story.period.start, shipped * DAY_SECONDS + office, is_shipped),
        }
    )


def mention_table(story: Story, seed: int) -> pd.DataFrame:
    """Daily mentions of four brands in three media; ours grows, with a peak at the launch."""
    rng = stream(seed, "mentions")
    days = np.arange(story.days)
    growth = days / story.days
    ours = (7 + 8 * growth) * busyness(story)
    paces = {COMPANY: ours, RIVALS[0]: np.full(story.days, 19.0), RIVALS[1]: 12 - 3 * growth, RIVALS[2]: 5 + 2 * growth}
    frames = [
        pd.DataFrame({"day": day_texts(story.period.start, days), "brand": brand, "medium": medium, "mentions": rng.poisson(pace * share).astype(str)})
        for brand, pace in paces.items()
        for medium, share in zip(MEDIA, (0.2, 0.55, 0.25), strict=True)
    ]
    return pd.concat(frames, ignore_index=True)


def cost_table(story: Story, seed: int) -> pd.DataFrame:
    """Programme costs by month and item, in euros: about what spared tickets are worth by now."""
    rng = stream(seed, "costs")
    months = Grain.MONTH.starts(story.period)
    items = {"Forum software": 240, "Freelance moderation": 400, "Events": 150, "Champions": 60}
    launch_month = Grain.MONTH.start(story.launch)
    rows = [
        (
            month.isoformat(),
            item,
            f"{base * (1.0 if item == 'Forum software' else rng.uniform(0.85, 1.2)) * (2.2 if item == 'Events' and month == launch_month else 1.0):.2f}",
            "EUR",
        )
        for month in months
        for item, base in items.items()
    ]
    return pd.DataFrame(rows, columns=["month", "item", "amount", "currency"])


def reported_table(story: Story, members: int, seed: int) -> pd.DataFrame:
    """What a platform that names no members reports about itself, day by day."""
    rng = stream(seed, "reported")
    days = np.arange(story.days)
    followers = (members * 1.4 * (1 + 1.1 * days / story.days)).round() + np.cumsum(rng.integers(-1, 3, story.days))
    daily = followers * 0.06 * busyness(story) * np.exp(rng.normal(0, 0.12, story.days))
    figures = {"members": followers, "dau": daily, "wau": daily * 2.9, "mau": followers * 0.36, "messages": daily * 1.7}
    frames = [
        pd.DataFrame(
            {"day": day_texts(story.period.start, days), "series": name, "value": values.round().astype(np.int64).astype(str), "platform": REPORTING_PLATFORM}
        )
        for name, values in figures.items()
    ]
    return pd.concat(frames, ignore_index=True)
