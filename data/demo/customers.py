"""Who pays: trials, conversions and departures. Members of the community leave less often, the lively ones least."""

import numpy as np
import pandas as pd

from data.demo.chance import Floats, Ints, lognormal, stream
from data.demo.clock import DAY_SECONDS, HOUR, utc_texts
from data.demo.people import FORUM, People
from data.demo.story import Story

LIVELY = 0.16  # chance of being active on a day, from which a member counts as a power member here
PER_MEMBER = 2.6
BEFORE_DAYS = 600


def _leaves(hazard_before: Floats, hazard_after: Floats, turn: Floats, draw: Floats) -> Floats:
    """Days until leaving, with one hazard a day up to ``turn`` and another from there; ``draw`` is exponential."""
    early = draw / hazard_before
    late = turn + (draw - hazard_before * turn) / hazard_after
    return np.where(early < turn, early, late)


def customers(people: People, story: Story, seed: int) -> pd.DataFrame:
    """One row a customer: those of members, and more who never came to the community; days count from the story's first."""
    rng = stream(seed, "customers")
    linked = np.flatnonzero(people.customer_id != "")
    others = round(len(people) * PER_MEMBER) - len(linked)
    size = len(linked) + others
    before = (rng.random(size) < 0.36) * rng.integers(1, BEFORE_DAYS, size)
    started = np.where(before > 0, -before, story.days * rng.random(size) ** 0.85).astype(np.int64)
    member_since = np.full(size, np.inf)
    member_since[: len(linked)] = people.joined[linked]
    # most members were customers first; nobody's trial begins long after joining
    started[: len(linked)] = np.minimum(started[: len(linked)], people.joined[linked] + rng.integers(0, 20, len(linked)))
    belongs = member_since <= started + 5
    converts = (rng.random(size) < np.where(belongs, 0.52, 0.36)) | (started < -60)
    converted = started + np.minimum(60, 1 + lognormal(rng, 11.0, 0.6, size)).astype(np.int64)
    level = np.zeros(size)
    level[: len(linked)] = people.level[linked]
    as_member = np.where(level > LIVELY, story.churn_power_member, story.churn_member) / 30.4
    turn = np.maximum(0.0, np.minimum(member_since, 1e6) - np.maximum(converted, 0))
    stays = _leaves(np.full(size, story.churn_non_member / 30.4), as_member, turn, rng.exponential(1.0, size))
    left = np.where(converts, np.maximum(converted, 0) + 1 + stays, started + 30 + rng.integers(0, 10, size)).astype(np.int64)
    return pd.DataFrame(
        {
            "customer_id": np.r_[people.customer_id[linked], [f"FC{90_000 + n}" for n in range(others)]],
            "started": started,
            "converted": np.where(converts, converted, story.days),
            "left": left,
            "value": (lognormal(rng, 2400.0, 0.9, size) / 12).round() * 12,
            "person": np.r_[linked, np.full(others, -1)],
        }
    )


def paying(book: pd.DataFrame, days: Ints) -> Ints:
    """How many customers pay on each of these days."""
    return np.array([int(((book["converted"] <= day) & (book["left"] > day)).sum()) for day in days.tolist()])


def customer_table(people: People, book: pd.DataFrame, story: Story, seed: int) -> pd.DataFrame:
    """Customer records as texts; only what happened by the last day."""
    rng = stream(seed, "customer moments")
    size = len(book)

    def moment(name: str) -> Ints:
        return np.asarray(book[name].to_numpy() * DAY_SECONDS + rng.integers(7 * HOUR, 20 * HOUR, size), dtype=np.int64)

    person = book["person"].to_numpy()
    platform = np.where(people.on[FORUM][person], 0, 1)

    return pd.DataFrame(
        {
            "customer_id": book["customer_id"],
            "started_at": utc_texts(story.period.start, moment("started")),
            "converted_at": utc_texts(story.period.start, moment("converted"), (book["converted"] < story.days).to_numpy()),
            "churned_at": utc_texts(story.period.start, moment("left"), (book["left"] < story.days).to_numpy()),
            "value": book["value"].map("{:.2f}".format),
            "member_id": np.where(person >= 0, people.ids[platform, np.maximum(person, 0)], ""),
        }
    )
