"""Review queue: what the page says and counts."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

import pandas as pd
import streamlit as st

from lib.metrics.review_queue import REASONS, VERY_NEGATIVE, queue
from lib.scope import Grain
from lib.ui import cache
from lib.ui.figure import Figure, figure
from lib.ui.page import Answer
from lib.ui.view import View
from lib.wording import count, day, plural, signed

NAMES = {"link": "Bare link", "blocked_word": "Blocked word", "trigger_topic": "Trigger topic", "very_negative": "Very negative"}
"""What reasons are called; a bare link stands with hardly any other words."""
EVERY = "every reason"
WAITING, REVIEWED = "to look at", "reviewed"

Key = tuple[str, str]
"""Source and id of a post."""


@dataclass(frozen=True)
class Post:
    """A post of the queue with its reasons; ``reviewed_at`` and ``reviewed_by`` are None while it waits."""

    key: Key
    reasons: tuple[str, ...]
    row: Any

    @property
    def waits(self) -> bool:
        return bool(pd.isna(self.row.reviewed_at))


def choices() -> dict[str, str]:
    """Which reason, and whether those that wait or those that were looked at."""
    reasons = {EVERY: "", **{NAMES[reason].lower(): reason for reason in REASONS}}
    reason = st.selectbox("Reason", list(reasons), key="reason", bind="query-params", label_visibility="collapsed", width=140)
    state = st.selectbox("State", [WAITING, REVIEWED], key="state", bind="query-params", label_visibility="collapsed", width=120)
    return {"reason": reasons[reason], "state": state}


def found(view: View) -> list[Post]:
    """All posts that have a reason, reviewed or not: those nobody else has answered first, then the most negative."""
    rows = cache.reading(view, queue, view.scope, also_reviewed=True)
    keys = list(zip(rows["source"], rows["activity_id"], strict=True))
    reasons: dict[Key, list[str]] = {}
    first: dict[Key, Any] = {}
    for key, row in zip(keys, rows.itertuples(index=False), strict=True):
        reasons.setdefault(key, []).append(str(row.reason))
        first.setdefault(key, row)
    return [Post(key, tuple(reasons[key]), row) for key, row in first.items()]


def waiting(view: View) -> list[Post]:
    """Those that nobody has marked."""
    return [post for post in found(view) if post.waits]


def asked(view: View) -> list[Post]:
    """Those that the page's own choices let through; the reviewed newest first."""
    reason = view.options.get("reason", "")
    if view.options.get("state") == REVIEWED:
        posts = sorted((post for post in found(view) if not post.waits), key=lambda post: post.row.reviewed_at, reverse=True)
    else:
        posts = waiting(view)
    return [post for post in posts if not reason or reason in post.reasons]


def table(posts: list[Post]) -> pd.DataFrame:
    """A row a post, as the list shows it."""
    columns = ("occurred_at", "channel", "member_id", "reasons", "title", "excerpt", "sentiment", "answered", "url", "reviewed_at", "reviewed_by")
    rows = [[", ".join(post.reasons) if name == "reasons" else getattr(post.row, name) for name in columns] for post in posts]
    return pd.DataFrame(rows, columns=list(columns))


def answer(view: View) -> Answer:
    """What should somebody look at?"""
    posts = waiting(view)
    if not posts:
        return Answer("Nothing.", looked_for(view))
    silent = sum(not post.row.answered for post in posts)
    oldest = min(post.row.occurred_at for post in posts).astimezone(view.settings.zoneinfo)
    if not silent:
        without = "All have an answer by somebody else" if len(posts) > 1 else "It has an answer by somebody else"
    elif silent == len(posts):
        without = "None has an answer by anybody else" if len(posts) > 1 else "It has no answer by anybody else"
    else:
        without = f"{silent:,} {'has' if silent == 1 else 'have'} no answer by anybody else"
    return Answer(f"{plural(len(posts), 'post')}.", f"{without}; the oldest is of {day(oldest)}.")


def looked_for(view: View) -> str:
    """What the queue is made of, in words."""
    settings = view.settings
    words = plural(len(settings.blocked_words), "blocked word") if settings.blocked_words else "blocked words (none is set)"
    topics = plural(len(settings.trigger_topics), "trigger topic") if settings.trigger_topics else "trigger topics (none is set)"
    return f"Looked for: links with hardly any other words, {words}, {topics}, and a sentiment of {signed(VERY_NEGATIVE, 1)} or less."


def to_look_at(view: View) -> Figure:
    """KPI: the queue."""
    return figure("To look at", len(waiting(view)), None, count, better="lower", help="Posts with a reason that nobody has marked as reviewed.")


def very_negative(view: View) -> Figure:
    """KPI: unhappy posts."""
    return _by_reason(view, "Very negative", ("very_negative",), f"Posts that wait with a sentiment of {signed(VERY_NEGATIVE, 1)} or less.")


def links(view: View) -> Figure:
    """KPI: bare links."""
    return _by_reason(view, "Bare links", ("link",), "Posts that wait with a link and fewer than five other words.")


def words(view: View) -> Figure:
    """KPI: watched words."""
    meaning = "Posts that wait with one of the blocked words or trigger topics of the settings."
    return _by_reason(view, "Words, topics", ("blocked_word", "trigger_topic"), meaning)


def oldest(view: View) -> Figure:
    """KPI: how long the oldest waits."""
    posts = waiting(view)
    age = (view.store.now() - min(post.row.occurred_at for post in posts)).total_seconds() / 86_400 if posts else None
    return figure("Oldest", age, None, _age, better="lower", help="Since the oldest post that waits was written.")


def reviewed_this_week(view: View) -> Figure:
    """KPI: what was looked at since Monday."""
    monday = datetime.combine(Grain.WEEK.start(view.today), time(), view.settings.zoneinfo)
    number = sum(not post.waits and post.row.reviewed_at >= monday for post in found(view))
    return figure("Reviewed this week", number, None, count, better="higher", help="Posts of this period that were marked as reviewed since Monday.")


def _by_reason(view: View, label: str, reasons: tuple[str, ...], meaning: str) -> Figure:
    number = sum(bool(set(reasons) & set(post.reasons)) for post in waiting(view))
    return figure(label, number, None, count, better="lower", help=meaning)


def _age(days: float) -> str:
    return plural(round(days), "day") if days >= 1 else "today"
