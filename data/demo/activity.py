"""The activity records of both platforms: openings, replies, talk, reactions and attendance in one order of time."""

import numpy as np
import pandas as pd

from data.demo.chance import Ints, Texts, lognormal, stream
from data.demo.clock import DAY_SECONDS, HOUR, utc_texts, weekdays
from data.demo.openings import LAUNCH_POST, REACTION, TALK, Threads, draw_threads, kinds
from data.demo.people import CHAT, FORUM, People, bot_id, staff_ids
from data.demo.phrases import phrases
from data.demo.presence import Acts, draw_acts
from data.demo.replies import BOT, draw_replies
from data.demo.story import STAFF, Story
from data.demo.writing import titles, write

PLATFORMS = ("forum", "chat")
COLUMNS = (
    "activity_id",
    "occurred_at",
    "member_id",
    "kind",
    "platform",
    "channel",
    "thread_id",
    "parent_id",
    "title",
    "text",
    "is_solution",
    "views",
    "url",
)
KINDS = {"opening": "post", "news": "post", "launch": "post", "hello": "post", "talk": "post", "reaction": "reaction", "attendance": "attendance"}


def _accounts(author: Ints, platform: Ints, people: People) -> Texts:
    members, team = people.ids, np.array([staff_ids(FORUM), staff_ids(CHAT)], dtype=object)
    ours = team[platform, np.clip(-1 - author, 0, STAFF - 1)]
    bots = np.array([bot_id(FORUM), bot_id(CHAT)], dtype=object)[platform]
    return np.where(author >= 0, members[platform, np.maximum(author, 0)], np.where(author == BOT, bots, ours))


def _opening_entries(threads: Threads, people: People) -> pd.DataFrame:
    newcomers = threads.by_member & people.wave[np.maximum(threads.opener, 0)] & (threads.stem % 3 == 0) & ~threads.polish
    part = np.select([threads.stem == LAUNCH_POST, ~threads.by_member, newcomers], ["launch", "news", "hello"], "opening")
    return pd.DataFrame({"at": threads.at, "platform": threads.platform, "author": threads.opener, "part": part, "thread": np.arange(len(threads))})


def _attendance(people: People, story: Story, seed: int) -> pd.DataFrame:
    """Office hours on every other Thursday at five, for the livelier ones."""
    rng = stream(seed, "attendance")
    days = np.flatnonzero(weekdays(story.period.start, story.days) == 3)[::2]
    here = (people.joined[:, None] < days) & (days < people.left[:, None])
    person, event = np.nonzero(here & (rng.random(here.shape) < 0.25 * people.level[:, None]))
    at = days[event] * DAY_SECONDS + 17 * HOUR + rng.integers(-300, 2400, len(event))
    platform = np.where(people.on[FORUM][person], FORUM, CHAT)
    return pd.DataFrame({"at": at, "platform": platform, "author": person, "part": "attendance", "thread": -1})


def _entries(people: People, story: Story, seed: int) -> tuple[pd.DataFrame, Threads]:
    acts: Acts = draw_acts(people, story, seed)
    kind = kinds(acts, people, seed)
    threads = draw_threads(acts, kind, people, story, seed)
    replies = draw_replies(acts, kind, threads, people, story, seed)
    replies = replies.assign(platform=threads.platform[replies["thread"].to_numpy()])
    plain = [
        pd.DataFrame({"at": acts.at[kind == code], "platform": acts.platform[kind == code], "author": acts.person[kind == code], "part": part, "thread": -1})
        for code, part in ((TALK, "talk"), (REACTION, "reaction"))
    ]
    together = pd.concat([_opening_entries(threads, people), replies, *plain, _attendance(people, story, seed)], ignore_index=True)
    together["solves"] = together["solves"].eq(True)
    return together.sort_values("at", kind="stable", ignore_index=True), threads


def _targets(entries: pd.DataFrame, rng: np.random.Generator) -> Ints:
    """For each reaction the row of a recent text on its platform by somebody else, -1 where there is none."""
    at, platform, author = (entries[name].to_numpy() for name in ("at", "platform", "author"))
    reacts = (entries["part"] == "reaction").to_numpy()
    written = ~entries["part"].isin(["reaction", "attendance"]).to_numpy()
    target = np.full(len(entries), -1, dtype=np.int64)
    for place in (FORUM, CHAT):
        rows, texts = np.flatnonzero(reacts & (platform == place)), np.flatnonzero(written & (platform == place))
        position = np.searchsorted(at[texts], at[rows], side="left") - rng.geometric(0.08, len(rows))
        target[rows[position >= 0]] = texts[position[position >= 0]]
    own = author[target] == author
    return np.where(own, -1, target)


def _described(entries: pd.DataFrame, threads: Threads, story: Story, people: People, rng: np.random.Generator) -> pd.DataFrame:
    """Adds language, area, channel, whether the day lies in the dip."""
    thread = entries["thread"].to_numpy()
    in_thread = thread >= 0
    talks_polish = people.polish[np.maximum(entries["author"].to_numpy(), 0)] & (rng.random(len(entries)) < 0.5)
    polish = np.where(in_thread, threads.polish[thread], talks_polish & (entries["part"] == "talk").to_numpy())
    stem = np.where(in_thread, threads.stem[thread], -1)
    area = np.zeros(len(entries), dtype=np.int64)
    channel = np.full(len(entries), "general", dtype=object)
    for language, mine in (("en", ~polish & (stem >= 0)), ("pl", polish & (stem >= 0))):
        words = phrases(language)
        area[mine] = np.array(words.area_of)[stem[mine]]
        channel[mine] = np.array([subject.channel for subject in words.areas], dtype=object)[area[mine]]
    on_forum = (entries["platform"] == FORUM).to_numpy()
    channel = np.select([on_forum & (stem >= 0), on_forum, in_thread], [channel, "Getting started", "help"], channel)
    channel = np.where(entries["part"] == "attendance", "events", channel)
    day = entries["at"].to_numpy() // DAY_SECONDS
    dip = (day >= story.day(story.dip.start)) & (day < story.day(story.dip.end)) & (entries["author"] >= 0).to_numpy()
    return entries.assign(polish=polish, area=area, channel=channel, dip=dip)


def activity_tables(people: People, story: Story, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Activity records of the forum and of the chat, as texts."""
    rng = stream(seed, "activity")
    entries, threads = _entries(people, story, seed)
    target = _targets(entries, rng)
    kept = (entries["part"] != "reaction").to_numpy() | (target >= 0)
    entries = _described(entries, threads, story, people, rng)

    part, platform, thread = entries["part"], entries["platform"].to_numpy(), entries["thread"].to_numpy()
    opens = part.isin(["opening", "news", "launch", "hello"]).to_numpy()
    acted = entries.loc[kept & (part != "reaction")]
    text = np.full(len(entries), "", dtype=object)
    text[acted.index[acted["part"] != "attendance"]] = write(acted[acted["part"] != "attendance"].reset_index(drop=True), rng)

    numbers = pd.Series(np.arange(1, len(entries) + 1)).astype(str).to_numpy(dtype=object)
    prefixed = np.where(platform == FORUM, "p", "m") + numbers
    opening_row = np.full(len(threads), -1, dtype=np.int64)
    opening_row[thread[opens]] = np.flatnonzero(opens)
    reacts = target >= 0
    source_thread = np.where(reacts, thread[np.maximum(target, 0)], thread)
    thread_names = np.where(platform == FORUM, "t", "c") + pd.Series(source_thread + 1).astype(str).to_numpy(dtype=object)
    thread_id = np.where(source_thread >= 0, thread_names, "")
    parent = np.where(reacts, prefixed[np.maximum(target, 0)], np.where((thread >= 0) & ~opens, prefixed[opening_row[thread]], ""))
    views = lognormal(rng, 60.0, 0.9, len(entries)).astype(np.int64).astype(str).astype(object)
    shown = opens & (platform == FORUM)
    title = np.full(len(entries), "", dtype=object)
    title[opening_row] = titles(threads, rng)
    channel = np.where(reacts, entries["channel"].to_numpy()[np.maximum(target, 0)], entries["channel"])

    frame = pd.DataFrame(
        {
            "activity_id": prefixed,
            "occurred_at": utc_texts(story.period.start, entries["at"].to_numpy()),
            "member_id": _accounts(entries["author"].to_numpy(), platform, people),
            "kind": part.map(KINDS).fillna("comment"),
            "platform": np.where(part == "attendance", "events", np.array(PLATFORMS, dtype=object)[platform]),
            "channel": channel,
            "thread_id": thread_id,
            "parent_id": parent,
            "title": title,
            "text": text,
            "is_solution": np.where(entries["solves"], "true", ""),
            "views": np.where(shown, views, ""),
            "url": np.where(shown, "https://community.fernhill.example/t/" + pd.Series(thread + 1).astype(str).to_numpy(dtype=object), ""),
        },
        columns=list(COLUMNS),
    )
    forum, chat = (frame[kept & (platform == place)].reset_index(drop=True) for place in (FORUM, CHAT))
    return forum, chat
