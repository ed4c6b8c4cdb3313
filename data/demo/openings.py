"""What members' acts are, and the threads some of them open."""

from dataclasses import dataclass

import numpy as np

from data.demo.chance import Flags, Ints, stream
from data.demo.clock import DAY_SECONDS, HOUR, weekdays
from data.demo.people import CHAT, FORUM, People
from data.demo.phrases import phrases
from data.demo.presence import Acts
from data.demo.story import STAFF, Story

OPENING, COMMENT, REACTION, TALK = range(4)
WAITING_DAYS = 8  # how long ago the oldest thread was opened to which nobody has come back
LAUNCH_POST, NEWS_POST = -2, -1  # stems of staff's own posts


@dataclass(frozen=True)
class Threads:
    """Parallel arrays, ascending by moment. ``opener`` is an index into People, or -1 - n for the n-th of staff.

    ``stem`` counts the title stems of the language, negative for staff's own posts; ``waiting``: nobody but the opener will have replied.
    """

    at: Ints
    opener: Ints
    platform: Ints
    polish: Flags
    stem: Ints
    waiting: Flags

    def __len__(self) -> int:
        return len(self.at)

    @property
    def by_member(self) -> Flags:
        return self.opener >= 0


def kinds(acts: Acts, people: People, seed: int) -> Ints:
    """OPENING, COMMENT, REACTION or TALK (a chat message outside threads) for each act."""
    rng = stream(seed, "kinds")
    draw = rng.random(len(acts))
    wave, chat = people.wave[acts.person], acts.platform == CHAT
    write = np.where(wave, 0.6, people.talk[acts.person] * 0.92)
    opening = np.where(wave, 0.5, np.where(chat, 0.16, 0.21))
    talk = np.where(chat & ~wave, 0.24, 0.0)
    return np.select([draw < write * opening, draw < write * (opening + talk), draw < write], [OPENING, TALK, COMMENT], REACTION).astype(np.int64)


def _stems(rng: np.random.Generator, count: int, size: int) -> Ints:
    """Every stem once before any comes again."""
    rounds = [rng.permutation(count) for _ in range(size // count + 1)]
    return np.concatenate(rounds)[:size].astype(np.int64)


def _news(story: Story) -> tuple[Ints, Ints]:
    """Moments and stems of staff's posts: one every Monday, and the launch."""
    mondays = np.flatnonzero(weekdays(story.period.start, story.days) == 0)
    at = np.r_[mondays * DAY_SECONDS + 10 * HOUR, story.day(story.launch) * DAY_SECONDS + 9 * HOUR]
    return at, np.r_[np.full(len(mondays), NEWS_POST), LAUNCH_POST]


def draw_threads(acts: Acts, kind: Ints, people: People, story: Story, seed: int) -> Threads:
    """The threads that members and staff open."""
    rng = stream(seed, "openings")
    chosen = kind == OPENING
    opener, at = acts.person[chosen], acts.at[chosen]
    size = len(at)
    polish = people.polish[opener] & (rng.random(size) < 0.75)
    stem = np.where(polish, _stems(rng, len(phrases("pl").stems), size), _stems(rng, len(phrases("en").stems), size))
    age = story.days * DAY_SECONDS - at
    waiting = (age < WAITING_DAYS * DAY_SECONDS) & (rng.random(size) < np.where(age < DAY_SECONDS, 0.3, 0.17))

    news_at, news_stem = _news(story)
    staff = -1 - rng.integers(0, STAFF, len(news_at))
    none = np.zeros(len(news_at), dtype=bool)
    order = np.argsort(np.r_[at, news_at], kind="stable")
    return Threads(
        at=np.r_[at, news_at][order],
        opener=np.r_[opener, staff][order],
        platform=np.r_[acts.platform[chosen], np.full(len(news_at), FORUM)][order],
        polish=np.r_[polish, none][order],
        stem=np.r_[stem, news_stem][order],
        waiting=np.r_[waiting, none][order],
    )
