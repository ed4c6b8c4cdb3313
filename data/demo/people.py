"""Who the members are: when they join and leave, how lively they are, and their accounts on the two platforms."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from data.demo.chance import Flags, Floats, Ints, Texts, pick, stream
from data.demo.clock import DAY_SECONDS, HOUR, utc_texts
from data.demo.story import STAFF, Story

TEXTS = Path(__file__).parent / "texts"
FORUM, CHAT = 0, 1
SEGMENTS = ("Starter", "Team", "Business")
LAUNCH_WEEKS = 2
SAME_ADDRESS, SAME_NAME = 8, 3
"""People with an account on each platform of whom no record says that they are one: what their accounts have in common."""


@dataclass(frozen=True)
class People:
    """One entry a member; staff and the bot come apart. Days count from the story's first one.

    ``joined`` may be negative (before the first day), ``left`` lies far ahead for those who stay. ``level`` is the chance of being active
    on an ordinary day; ``talk`` how much of it is writing rather than reacting; ``on`` the platforms (forum, chat) one has an account on.
    """

    joined: Ints
    left: Floats
    level: Floats
    talk: Floats
    polish: Flags
    wave: Flags
    on: Flags
    segment: Texts
    name: Texts
    customer_id: Texts

    def __len__(self) -> int:
        return len(self.joined)

    @property
    def linked(self) -> Flags:
        """Who has an account on both platforms."""
        return np.asarray(self.on.all(axis=0), dtype=bool)

    @property
    def ids(self) -> Texts:
        """Account ids: a row for the forum, one for the chat; also given to accounts that do not exist."""
        numbers = range(len(self))
        return np.array([[f"f{1000 + n}" for n in numbers], [f"U{(n * 7919 + 104_729) % 60_466_176:07d}" for n in numbers]], dtype=object)


@cache
def names() -> dict[str, Any]:
    """The invented names, by list."""
    return tomllib.loads((TEXTS / "names.toml").read_text(encoding="utf-8"))


def _names(rng: np.random.Generator, polish: Flags) -> Texts:
    lists, size = names(), len(polish)
    polish_lists, world = lists["polish"], lists["international"]
    woman, found = rng.random(size) < 0.5, np.empty(size, dtype=object)
    found[polish & woman] = _full_names(rng, polish_lists["women"], polish_lists["family_women"], int((polish & woman).sum()))
    found[polish & ~woman] = _full_names(rng, polish_lists["men"], polish_lists["family_men"], int((polish & ~woman).sum()))
    found[~polish] = _full_names(rng, world["given"], world["family"], int((~polish).sum()))
    return found


def _full_names(rng: np.random.Generator, given: list[str], family: list[str], size: int) -> Texts:
    """No name twice, so that no two members look like one by chance; as long as there are names."""
    whole = np.array([f"{one} {other}" for one in given for other in family], dtype=object)
    return whole[np.resize(rng.permutation(len(whole)), size)]


def _joined(rng: np.random.Generator, story: Story, size: int, wave: Flags) -> Ints:
    """A third is there at the start, others come ever faster, many with the launch, and the wave within its days."""
    launch = story.day(story.launch)
    arrivals = np.linspace(0.8, 1.5, story.days)
    arrivals[launch : launch + 7 * LAUNCH_WEEKS] *= 3.0
    days = rng.choice(story.days, size, p=arrivals / arrivals.sum())
    earlier = -rng.integers(1, 500, size)
    joined = np.where(rng.random(size) < 0.32, earlier, days)
    return np.where(wave, story.day(story.wave.start) + rng.integers(0, story.wave.length, size), joined)


def draw_people(story: Story, members: int, seed: int) -> People:
    """``members`` people of the story."""
    rng = stream(seed, "people")
    wave = np.zeros(members, dtype=bool)
    wave[rng.permutation(members)[: round(members * story.wave_share)]] = True
    joined = _joined(rng, story, members, wave)
    brief = (joined >= 0) & (rng.random(members) < 0.34)
    stays = np.where(brief, rng.exponential(20.0, members), rng.exponential(1400.0, members))
    stays = np.where(wave, np.where(rng.random(members) < 0.94, rng.uniform(0, story.wave_stays_days, members), 400.0), stays)
    left = np.maximum(joined, 0) + stays
    level = np.minimum(0.85, np.where(wave, 0.35, np.exp(rng.normal(-2.0, 1.05, members))))
    talk = np.where(rng.random(members) < 0.22, 0.12, rng.beta(5, 2, members))
    linked = (rng.random(members) < story.linked * 1.3) & ~wave
    home = rng.random(members) < 0.36
    polish = (rng.random(members) < story.polish) & ~wave
    customers = np.where(rng.random(members) < 0.62, "FC" + pd.Series(rng.permutation(members) + 5000).astype(str).to_numpy(dtype=object), "")
    return People(
        joined=joined,
        left=left,
        level=level,
        talk=talk,
        polish=polish,
        wave=wave,
        on=np.stack([~home | linked, home | linked]),
        segment=np.where(wave, "Starter", pick(rng, SEGMENTS, members, [0.38, 0.42, 0.20])),
        name=_names(rng, polish),
        customer_id=np.where(wave, "", customers),
    )


def staff_ids(platform: int) -> list[str]:
    """Accounts of staff, in the order of their names."""
    return [f"f{n}" if platform == FORUM else f"U09{n:05d}" for n in range(1, STAFF + 1)]


def bot_id(platform: int) -> str:
    return "f0" if platform == FORUM else "U0900000"


def member_table(people: People, story: Story, seed: int, platform: int) -> pd.DataFrame:
    """Member records of one platform: members, then staff and the bot, who were there from the start."""
    rng = stream(seed, "accounts")
    at = people.joined * DAY_SECONDS + rng.integers(0, 5 * HOUR, len(people))  # before anybody acts on that day
    persons = pd.Series(np.arange(len(people))).map("demo-p{:05d}".format).to_numpy(dtype=object)
    frame = pd.DataFrame(
        {
            "member_id": people.ids[platform],
            "name": people.name,
            "joined_at": utc_texts(story.period.start, at),
            "role": "member",
            "segment": people.segment,
            "customer_id": people.customer_id,
            "person_id": np.where(people.linked, persons, ""),
            "email_hash": "",
        }
    )
    _leave_undecided(frame, people, platform)
    frame = frame.loc[people.on[platform]]
    long_ago = utc_texts(story.period.start, np.full(STAFF + 1, -500 * DAY_SECONDS))
    team = pd.DataFrame(
        {
            "member_id": [*staff_ids(platform), bot_id(platform)],
            "name": [*names()["staff"]["names"], names()["staff"]["bot"]],
            "joined_at": long_ago,
            "role": ["staff"] * STAFF + ["bot"],
            "segment": "",
            "customer_id": "",
            "person_id": [f"demo-staff{n}" for n in range(1, STAFF + 1)] + ["demo-bot"],
            "email_hash": "",
        }
    )
    together: pd.DataFrame = pd.concat([frame, team], ignore_index=True)
    return together


def _leave_undecided(frame: pd.DataFrame, people: People, platform: int) -> None:
    """A few accounts of the forum and of the chat are for an analyst to find: by one address and a short name on the chat, or by the name alone."""
    alone = ~people.linked & ~people.wave
    forum = np.flatnonzero(people.on[FORUM] & alone)
    chat = np.flatnonzero(people.on[CHAT] & alone & (people.customer_id == ""))  # two customers are hardly one person
    for number, (one, other) in enumerate(zip(forum[: SAME_ADDRESS + SAME_NAME], chat, strict=False)):
        place, name = (one if platform == FORUM else other), str(people.name[one])
        if number < SAME_ADDRESS:
            frame.loc[place, "email_hash"] = hashlib.sha256(f"demo-{one}@example.org".encode()).hexdigest()
            name = name.split()[0].lower() if platform == CHAT else name
        frame.loc[place, "name"] = name
