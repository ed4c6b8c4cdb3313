"""From texts to their language and sentiment: cleaned, past the gate, scored; each distinct text once."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from lib.sentiment.cleaning import cleaned
from lib.sentiment.language import Gate
from lib.sentiment.registry import Scorer, scorer
from lib.sentiment.workers import Workers, WorkersLost

DIGITS = 5
"""Scores are kept to so many digits, so that their sums are exact."""

MANY = 20_000
"""From so many texts on two processes of their own are worth their start, a second or two each."""

Mood = tuple[str | None, float | None]
"""The language a text is in, and its sentiment from -1 to 1; each null where it cannot be told."""

Judge = Callable[[Sequence[str]], list[Mood]]


@contextmanager
def judging(name: str, languages: Sequence[str], expected: int) -> Iterator[Judge]:
    """A function from texts to moods, by the scorer called ``name``. ``expected``: how many texts will come, about."""
    chosen = scorer(name)
    here = judge_of(chosen, languages)
    processes = min(2, os.cpu_count() or 1)
    with ExitStack() as stack:
        workers: Workers | None = None
        if expected >= MANY and processes > 1 and not chosen.alone:
            workers = stack.enter_context(Workers(processes, name, languages))

        def judge(texts: Sequence[str]) -> list[Mood]:
            nonlocal workers
            distinct = list(dict.fromkeys(texts))
            moods: list[Mood]
            try:
                moods = workers.judge(distinct) if workers else here(distinct)
            except WorkersLost:  # killed, or out of memory: slower, but no worse
                workers, moods = None, here(distinct)
            known = dict(zip(distinct, moods, strict=True))
            return [known[text] for text in texts]

        yield judge


def judge_of(chosen: Scorer, languages: Sequence[str]) -> Judge:
    """The same within this process."""
    gate: list[Gate] = []  # made with the first text: it takes half a second

    def judge(texts: Sequence[str]) -> list[Mood]:
        if not gate:
            gate.append(Gate(languages))
        plain = [cleaned(text) for text in texts]
        found = [gate[0].language(text) for text in plain]
        places = [place for place, text in enumerate(plain) if text and chosen.knows(found[place])]
        scores: list[float | None] = [None] * len(texts)
        for place, value in zip(places, chosen.score([plain[place] for place in places]), strict=True):
            scores[place] = None if value is None else round(value, DIGITS) + 0.0  # no minus zero
        return list(zip(found, scores, strict=True))

    return judge
