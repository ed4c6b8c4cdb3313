"""Titles and texts: each put together from phrases of its area and mood, so that no two pages read alike."""

from typing import Literal

import numpy as np
import pandas as pd

from data.demo.chance import Flags, Ints, Texts, pick
from data.demo.openings import LAUNCH_POST, Threads
from data.demo.phrases import SLOT, Phrases, phrases

Mood = Literal["positive", "neutral", "negative"]
MOODS: tuple[Mood, ...] = ("positive", "neutral", "negative")
USUAL_MOODS = {"opening": [0.27, 0.55, 0.18], "comment": [0.42, 0.43, 0.15], "thanks": [0.72, 0.12, 0.16], "talk": [0.35, 0.58, 0.07]}
DIP_MOODS = [0.04, 0.16, 0.80]
TAIL_SHARE = 0.4
ADVERT_SHARE = 0.02
"""Of what is said in the chat: links and nothing else, for the review queue to find."""


def titles(threads: Threads, rng: np.random.Generator) -> Texts:
    """A title for each thread; one that has been used is drawn again, a few times."""
    result = np.full(len(threads), "", dtype=object)
    for language, mine in (("en", ~threads.polish), ("pl", threads.polish)):
        words = phrases(language)
        own = np.flatnonzero(mine)
        if len(own):
            stems = words.stems
            result[own] = _distinct([_stem_title(words, stems, int(stem)) for stem in threads.stem[own]], words, rng)
    return result


def _stem_title(words: Phrases, stems: list[str], stem: int) -> str | list[str]:
    staff = words.wording.get("staff", {})
    if stem >= 0:
        return stems[stem]
    return str(staff["launch_title"]) if stem == LAUNCH_POST else [str(text) for text in staff["news"]]


def _distinct(stems: list[str | list[str]], words: Phrases, rng: np.random.Generator) -> Texts:
    tails, asides = words.wording["tails"], words.wording["asides"]
    used: set[str] = set()
    found = []
    for stem in stems:
        for attempt in range(6):
            chosen = stem if isinstance(stem, str) else stem[int(rng.integers(len(stem)))]
            if isinstance(stem, str) and not stem.endswith("?") and rng.random() < TAIL_SHARE:
                chosen = f"{chosen} {_other(chosen, tails, rng)}"
            if attempt > 1:
                chosen = f"{chosen} {_other(chosen, asides, rng)}"
            title = words.fill(rng, [chosen])[0]
            if title not in used:
                break
        used.add(title)
        found.append(title)
    return np.array(found, dtype=object)


def _other(title: str, ends: list[str], rng: np.random.Generator) -> str:
    """An end that speaks of nothing the title names already, if there is one."""
    fitting = [end for end in ends if not set(SLOT.findall(end)) & set(SLOT.findall(title))] or ends
    return fitting[int(rng.integers(len(fitting)))]


def moods(part: str, dip: Flags, rng: np.random.Generator) -> Texts:
    """A mood for each text; on the days of the dip most are negative."""
    size = len(dip)
    return np.where(dip, pick(rng, MOODS, size, DIP_MOODS), pick(rng, MOODS, size, USUAL_MOODS.get(part, [0.3, 0.6, 0.1])))


def _by_mood(rng: np.random.Generator, table: dict[str, list[str]], mood: Texts) -> Texts:
    result = np.full(len(mood), "", dtype=object)
    for name in MOODS:
        mine = mood == name
        result[mine] = pick(rng, table[name], int(mine.sum()))
    return result


def _from_area(rng: np.random.Generator, words: Phrases, area: Ints, part: Literal["details", "answers"]) -> Texts:
    result = np.full(len(area), "", dtype=object)
    for number, subject in enumerate(words.areas):
        mine = area == number
        result[mine] = pick(rng, getattr(subject, part), int(mine.sum()))
    return result


def _join(*parts: Texts) -> list[str]:
    return [" ".join(filter(None, row)).replace("\n ", "\n") for row in zip(*parts, strict=True)]


def _some(rng: np.random.Generator, texts: Texts, share: float) -> Texts:
    return np.where(rng.random(len(texts)) < share, texts, "")


def texts(part: str, language: str, area: Ints, dip: Flags, rng: np.random.Generator) -> list[str]:
    """Texts of one part of a thread (opening, comment, thanks, answer, follow_up, talk, hello, news, bot) in one language."""
    words, size = phrases(language), len(area)
    wording, mood = words.wording, moods(part, dip, rng)
    outage = np.where(mood == "negative", dip, False)
    match part:
        case "opening":
            feeling = _by_mood(rng, wording["moods"], mood)
            feeling = np.where(outage, pick(rng, wording["dip"]["opening"], size), feeling)
            fact = np.where(mood == "neutral", "", _some(rng, pick(rng, wording["moods"]["neutral"], size), 0.5))
            greeting = pick(rng, [text and f"{text}\n" for text in wording["greetings"]], size)
            raw = _join(greeting, _from_area(rng, words, area, "details"), fact, feeling, pick(rng, wording["closings"], size))
        case "comment" | "thanks":
            reply = np.where(outage, pick(rng, wording["dip"]["reply"], size), _by_mood(rng, wording["replies"], mood))
            helps = _from_area(rng, words, area, "answers") if part == "comment" else np.full(size, "", dtype=object)
            feeling = np.where((mood == "neutral") | outage.astype(bool), "", _by_mood(rng, wording["moods"], mood))
            raw = _join(reply, np.where(outage, "", _some(rng, helps, 0.45)), _some(rng, feeling, 0.4))
        case "answer":
            staff = wording["staff"]
            raw = _join(pick(rng, staff["answer"], size), _from_area(rng, words, area, "answers"), pick(rng, staff["closing"], size))
        case "talk":
            talk = np.where(outage, pick(rng, wording["dip"]["reply"], size), pick(rng, wording["chat"]["talk"], size))
            feeling = np.where(mood == "neutral", "", _by_mood(rng, wording["moods"], mood))
            raw = _join(talk, _some(rng, feeling, 0.5))
            adverts = wording["chat"].get("adverts")
            if adverts:
                raw = np.where(rng.random(size) < ADVERT_SHARE, pick(rng, adverts, size), raw).tolist()
        case "hello":
            raw = pick(rng, wording["newcomers"]["hello"], size).tolist()
        case "launch":
            raw = [wording["staff"]["launch_body"]] * size
        case _:
            raw = pick(rng, wording["staff"][{"news": "news_body"}.get(part, part)], size).tolist()
    return words.fill(rng, raw)


def write(entries: pd.DataFrame, rng: np.random.Generator) -> Texts:
    """A text for each entry, by its columns part, polish, area and dip."""
    result = np.full(len(entries), "", dtype=object)
    polish, parts = entries["polish"].to_numpy(dtype=bool), entries["part"]
    area, dip = entries["area"].to_numpy(), entries["dip"].to_numpy(dtype=bool)
    for part in sorted(parts.unique()):
        for language, mine in (("en", ~polish), ("pl", polish)):
            rows = np.flatnonzero((parts == part).to_numpy() & mine)
            if len(rows):
                result[rows] = texts(part, language, area[rows], dip[rows], rng)
    return result
