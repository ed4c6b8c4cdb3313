"""What happens below the openings: members' comments, staff's answers, thanks, the bot, and which reply solved it."""

import numpy as np
import pandas as pd

from data.demo.chance import Flags, Floats, Ints, lognormal, stream
from data.demo.clock import DAY_SECONDS, HOUR, after_duty_hours
from data.demo.openings import COMMENT, Threads
from data.demo.people import FORUM, People
from data.demo.presence import Acts
from data.demo.story import STAFF, Story

BOT = -1000
ON_DUTY_HOURS, ON_DUTY_HOURS_SLOW = 1.05, 3.2  # medians of the hours on duty until staff answer
SPREAD = 1.0
OLDEST_DAYS = 21  # nobody digs out older threads
WAITING_LIMIT = 6 * DAY_SECONDS  # what waits longer than this, staff answer in any case, if it is not among the waiting


def _frame(thread: Ints, at: Ints, author: Ints, part: str) -> pd.DataFrame:
    return pd.DataFrame({"thread": thread, "at": at, "author": author, "part": part})


def _comments(acts: Acts, kind: Ints, threads: Threads, people: People, rng: np.random.Generator) -> pd.DataFrame:
    """Members' comments, each in a thread of the last days on its platform, in a language its author writes."""
    chosen = np.flatnonzero(kind == COMMENT)
    author, at = acts.person[chosen], acts.at[chosen]
    polish = people.polish[author] & (rng.random(len(chosen)) < 0.55)
    back = rng.geometric(0.3, len(chosen)) - 1
    target = np.full(len(chosen), -1, dtype=np.int64)
    for platform in (0, 1):
        for language in (False, True):
            mine = (acts.platform[chosen] == platform) & (polish == language)
            open_to = np.flatnonzero((threads.platform == platform) & (threads.polish == language) & ~threads.waiting)
            position = np.searchsorted(threads.at[open_to], at[mine], side="left") - 1 - back[mine]
            found = np.full(len(position), -1, dtype=np.int64)
            found[position >= 0] = open_to[position[position >= 0]]
            target[mine] = found
    fits = (target >= 0) & (threads.opener[target] != author) & (at - threads.at[target] < OLDEST_DAYS * DAY_SECONDS)
    return _frame(target[fits], at[fits], author[fits], "comment")


def _answers(threads: Threads, story: Story, answered: Flags, rng: np.random.Generator) -> pd.DataFrame:
    """Staff's first answers: later, and to fewer threads, in the slow month; all get one to which nobody else replied."""
    end = story.days * DAY_SECONDS
    day = threads.at // DAY_SECONDS
    slow = (day >= story.day(story.slow_month.start)) & (day < story.day(story.slow_month.end))
    share = np.where(slow, story.answered_in_slow_month, story.answered_by_staff)
    forgotten = ~answered & (threads.at < end - WAITING_LIMIT)
    asked = threads.by_member & ~threads.waiting & ((rng.random(len(threads)) < share) | forgotten)
    chosen = np.flatnonzero(asked)
    hours: Floats = lognormal(rng, np.where(slow[chosen], ON_DUTY_HOURS_SLOW, ON_DUTY_HOURS), SPREAD, len(chosen))
    at = after_duty_hours(story.period.start, story.days, threads.at[chosen], hours) + rng.integers(0, 600, len(chosen))
    staff = -1 - rng.choice(STAFF, len(chosen), p=[0.3, 0.25, 0.2, 0.15, 0.1])
    return _frame(chosen, at, staff, "answer")


def _after(replies: pd.DataFrame, threads: Threads, people: People, rng: np.random.Generator) -> pd.DataFrame:
    """The opener's thanks or complaints after the first reply, and staff coming back to what they answered."""
    first = replies.groupby("thread")["at"].min()
    number, at = first.index.to_numpy(dtype=np.int64), first.to_numpy(dtype=np.int64)
    opener = threads.opener[number]
    later = at + lognormal(rng, 4.0 * HOUR, 1.0, len(at)).astype(np.int64)
    writes = (opener >= 0) & (rng.random(len(at)) < 0.34) & (later / DAY_SECONDS < people.left[opener])
    thanks = _frame(number[writes], later[writes], opener[writes], "thanks")
    answers = replies[replies["part"] == "answer"]
    again = answers[rng.random(len(answers)) < 0.2]
    wait = 1.5 * DAY_SECONDS * rng.random(len(again)) + HOUR
    follow_ups = again.assign(at=again["at"] + wait.astype(np.int64), part="follow_up")
    return pd.concat([thanks, follow_ups], ignore_index=True)


def _solutions(replies: pd.DataFrame, threads: Threads, rng: np.random.Generator) -> Flags:
    """One reply of about half of the threads: often staff's first, else anybody's but the opener's."""
    can = replies["part"].isin(["comment", "answer"]).to_numpy() & threads.by_member[replies["thread"].to_numpy()]
    weight = pd.Series(rng.random(len(replies)) + np.where(replies["part"] == "answer", 0.35, 0.0), index=replies.index)
    solved = rng.random(len(threads))[replies["thread"].to_numpy()] < 0.5
    best = weight[can & solved].groupby(replies["thread"]).idxmax()
    flags = np.zeros(len(replies), dtype=bool)
    flags[best.to_numpy(dtype=np.int64)] = True
    return flags


def draw_replies(acts: Acts, kind: Ints, threads: Threads, people: People, story: Story, seed: int) -> pd.DataFrame:
    """Every reply: thread (index), at, author (index into People, -1 - n for staff, BOT), part (what it says), solves; ascending by moment."""
    rng = stream(seed, "replies")
    comments = _comments(acts, kind, threads, people, rng)
    answered = np.zeros(len(threads), dtype=bool)
    answered[comments["thread"].to_numpy()] = True
    replies = pd.concat([comments, _answers(threads, story, answered, rng)], ignore_index=True)
    greeted = np.flatnonzero((threads.platform == FORUM) & threads.by_member & (rng.random(len(threads)) < 0.08))
    greetings = _frame(greeted, threads.at[greeted] + rng.integers(2, 50, len(greeted)), np.full(len(greeted), BOT), "bot")
    replies = pd.concat([replies, _after(replies, threads, people, rng), greetings], ignore_index=True)
    replies = replies[replies["at"] < story.days * DAY_SECONDS].sort_values("at", kind="stable", ignore_index=True)
    return replies.assign(solves=_solutions(replies, threads, rng))
