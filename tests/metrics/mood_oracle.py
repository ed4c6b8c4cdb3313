"""Sentiment and the review queue once more, plainly: every text's mood and reasons were written down by hand."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean, stdev

from scipy.stats import t as students_t

from lib.scope import Scope
from tests.metrics.oracle import Community, Row, between, nulls, ratio


@dataclass(frozen=True)
class Known:
    """What is to be found in a text: its score (None: not scored), and why it is on the queue, where words are watched as in ``WATCHED``."""

    score: float | None
    reasons: tuple[str, ...] = ()


WATCHED = {"blocked_words": "darn, pl:kurczę, über", "trigger_topics": "data loss", "languages": "en, pl"}

TEXTS: dict[str | None, Known] = {
    None: Known(None),
    "It starts on Monday in Warsaw": Known(0.0),
    "Really great, thanks": Known(0.5),
    "This isn't good": Known(-0.35),
    "<p>This is terrible</p>": Known(-1.0, ("very_negative",)),
    "Nie działa mi to dzisiaj od rana": Known(None),
    "Kurczę, nie działa mi to dzisiaj": Known(None, ("blocked_word",)),
    "See https://example.org/page please": Known(0.0, ("link",)),
    "The answer to your question stands in the handbook: https://example.org/page": Known(0.0),
    "We had a DATA\n loss on Monday, darn it": Known(0.0, ("blocked_word", "trigger_topic")),
    "> data loss and darn\nIt starts on Monday in the morning": Known(0.0),
    "The darned database lost its data on Monday": Known(0.0),
    "ÜBER uns liegt das Büro und daneben der Garten": Known(None, ("blocked_word",)),
}


def sentiment(world: Community, scope: Scope) -> Iterator[Row]:
    for start, last in world.periods(scope):
        known = [
            TEXTS[act["text"]].score for act in world.acts(scope) if act["kind"] in ("post", "comment") and act["text"] and between(start, last, world.day(act))
        ]
        scores = [score for score in known if score is not None]
        n = len(scores)
        mean = fmean(scores) if n else None
        half = students_t.ppf(0.975, n - 1) * stdev(scores) / math.sqrt(n) if n > 1 else None
        positive, negative = sum(score >= 0.05 for score in scores), sum(score <= -0.05 for score in scores)
        row = {
            "period_start": start,
            "posts": len(known),
            "scored": n,
            "coverage": ratio(n, len(known)),
            "mean": mean,
            "ci_low": None if mean is None or half is None else mean - half,
            "ci_high": None if mean is None or half is None else mean + half,
            "positive": ratio(positive, n),
            "neutral": ratio(n - positive - negative, n),
            "negative": ratio(negative, n),
            "net": ratio(positive - negative, n),
            "complete": world.complete(start, last),
        }
        yield row if world.known(start, last) else nulls(row)


def review_queue(world: Community, scope: Scope, reviewed: set[tuple[str, str]]) -> list[Row]:
    days = set(world.days_of(scope))
    found = []
    for act in world.activities:
        key = (act["source"], act["activity_id"])
        if act["kind"] not in ("post", "comment") or key in reviewed or world.day(act) not in days:
            continue
        if world.passes(act, scope) and world.is_member(world.author(act)):
            score = TEXTS[act["text"]].score
            for turn, reason in enumerate(("link", "blocked_word", "trigger_topic", "very_negative")):
                if reason in TEXTS[act["text"]].reasons:
                    order = (_answered(world, act), score is None, score, -act["occurred_at"].timestamp(), key, turn)
                    found.append(
                        (order, {**{name: act[name] for name in ("activity_id", "occurred_at", "member_id")}, "reason": reason, "excerpt": act["text"]})
                    )
    return [row for _, row in sorted(found, key=lambda pair: (*pair[0][:2], pair[0][2] or 0, *pair[0][3:]))]


def _answered(world: Community, act: Row) -> bool:
    return act.get("thread_id") is not None and any(
        other["source"] == act["source"]
        and other.get("thread_id") == act["thread_id"]
        and other["kind"] in ("post", "comment")
        and other["occurred_at"] >= act["occurred_at"]
        and world.author(other) != world.author(act)
        and not world.is_bot(world.author(other))
        for other in world.activities
    )
