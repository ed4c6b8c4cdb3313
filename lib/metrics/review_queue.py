"""What somebody should look at: links without context, words to watch for, very unhappy posts."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
from sqlalchemy import CTE, Select, Subquery, and_, case, func, or_, select

from lib.metrics.days import chosen, counts_as_person
from lib.metrics.periods import during
from lib.metrics.registry import metric
from lib.metrics.sentiment import EXCERPT, score_now
from lib.metrics.watch_words import WatchWord, watch_words
from lib.scope import Period, Scope
from lib.sentiment.cleaning import cleaned
from lib.settings import Settings
from lib.store import Store
from lib.store.tables import RECORDS, identity, review

activity = RECORDS["activity"]

VERY_NEGATIVE = -0.5
FEW_WORDS = 5
"""A link with fewer other words than these comes without context."""

REASONS = ("link", "blocked_word", "trigger_topic", "very_negative")

_LINK = r"(https?://|www\.)[^\s<>\"'()\]]+"
_LINK_IN_MARKUP = r"(https?://|www\.)[^\s<>]+"
_DROPPED = ("`", "~~~", "<pre", "<code", "<blockquote", "<script", "<style", "[quote", "\n>")
"""Where one of these stands, much of the text may be a quote or code."""
_MARKUP = 400
"""Characters that four words with their markup do not exceed."""

_COLUMNS = ["activity_id", "occurred_at", "member_id", "reason", "excerpt"]


@metric(title="Review queue", unit="posts", better="lower")
def review_queue(store: Store, scope: Scope) -> pd.DataFrame:
    """Posts and comments by members that somebody should look at, and that nobody has marked as reviewed; a row for each reason.

    - activity_id
    - occurred_at: instant of the post
    - member_id: who wrote it
    - reason: link (with fewer than 5 other words), blocked_word, trigger_topic (of those settings, in title or text), very_negative (sentiment −0.5 or less)
    - excerpt: the first 240 characters of the text; null where only the title has words

    Posts that nobody else has answered come first, then the most negative. Words count where they stand whole, in small or
    capital letters, outside quotes, code and addresses. Staff and bots never count. Source: activities.
    """
    return queue(store, scope)[_COLUMNS]


def queue(store: Store, scope: Scope, *, also_reviewed: bool = False) -> pd.DataFrame:
    """The queue with all that a page needs, a row a post and reason.

    Columns: those of ``review_queue``, and source, channel, url, title, sentiment (null: not scored), answered (whether
    anybody else has written in its thread since), reviewed_at, reviewed_by (null: not yet, and always null unless ``also_reviewed``).
    """
    settings = store.settings
    blocked, topics = watch_words(settings.blocked_words), watch_words(settings.trigger_topics)
    period = scope.within(store.data_period("activity"))
    found = store.frame(_suspects(store, scope, period, settings, also_reviewed))
    text, title, language = (found[name].astype(object).where(found[name].notna(), None) for name in ("text", "title", "language"))
    reasons = [list(_reasons(*row, blocked, topics)) for row in zip(text, title, language, found["sentiment"].le(VERY_NEGATIVE), strict=True)]
    found["reason"] = pd.Series(reasons, index=found.index, dtype=object)
    found = found.explode("reason", ignore_index=True).dropna(subset="reason")
    found["reason"] = found["reason"].astype("str")
    found["excerpt"] = found.pop("text").str.slice(0, EXCERPT)
    found["turn"] = found["reason"].map({reason: turn for turn, reason in enumerate(REASONS)})
    order = {"answered": True, "sentiment": True, "occurred_at": False, "source": True, "activity_id": True, "turn": True}
    found = found.sort_values(list(order), ascending=list(order.values()), na_position="last", ignore_index=True)
    return found[[*_COLUMNS, "source", "channel", "url", "title", "sentiment", "answered", "reviewed_at", "reviewed_by"]]


def _reasons(text: str | None, title: str | None, language: str | None, very_negative: bool, blocked: Any, topics: Any) -> Iterator[str]:
    if text and _is_bare_link(text):
        yield "link"
    if blocked or topics:
        said = f"{title or ''}\n{cleaned(text)}"
        words: dict[str, tuple[WatchWord, ...]] = {"blocked_word": blocked, "trigger_topic": topics}
        yield from (reason for reason, watched in words.items() if any(word.is_in(said, language) for word in watched))
    if very_negative:
        yield "very_negative"


def _is_bare_link(text: str) -> bool:
    """Whether there is a link with fewer other words than ``FEW_WORDS``."""
    if not re.search(_LINK, text, re.IGNORECASE):
        return False
    return len(re.findall(r"[^\W\d_][\w'’-]*", cleaned(text))) < FEW_WORDS


def _suspects(store: Store, scope: Scope, period: Period | None, settings: Settings, also_reviewed: bool) -> Select[Any]:
    """Rows that may have a reason: few of many, so that only their texts leave the store."""
    words = (*watch_words(settings.blocked_words), *watch_words(settings.trigger_topics))
    said = activity.c.text if not words else func.concat(activity.c.title, " ", activity.c.text)
    names = ("activity_id", "occurred_at", "member_id", "source", "channel", "url", "title", "text", "language", "version_no", "thread_no", "member_no")
    act = (
        select(*(activity.c[name] for name in names), score_now(store).label("sentiment"), func.lower(said).label("said"))
        .where(
            chosen(scope),
            activity.c.kind.in_(("post", "comment")),
            or_(activity.c.text.is_not(None), activity.c.title.is_not(None)),
            during(activity.c.local_day, period),
        )
        .subquery("act")
    )
    linked = or_(func.strpos(act.c.said, "://") > 0, func.strpos(act.c.said, "www.") > 0)
    rest = func.regexp_replace(act.c.text, _LINK_IN_MARKUP, "", "g")
    dropped = or_(func.substr(act.c.text, 1, 1) == ">", *(func.strpos(act.c.said, mark) > 0 for mark in _DROPPED))
    bare = case((linked, or_(func.length(rest) <= _MARKUP, dropped)), else_=False)
    watched = [word.may_be_in(act.c.said, act.c.language) for word in words]
    marked = and_(review.c.source == act.c.source, review.c.activity_id == act.c.activity_id)
    kept = [column for column in act.c if column.name not in ("member_no", "said")]
    found = (
        select(*kept, identity.c.person_no, review.c.reviewed_at, review.c.reviewed_by)
        .select_from(act)
        .join(identity, identity.c.member_no == act.c.member_no)
        .outerjoin(review, marked)
        .where(
            counts_as_person(Scope()),  # members only, whatever the scope says of staff
            or_(func.coalesce(act.c.sentiment <= VERY_NEGATIVE, False), bare, *watched),
            *([] if also_reviewed else [review.c.source.is_(None)]),
        )
        .cte("suspects")
    )
    answered = _answered(found)
    shown = [column for column in found.c if column.name not in ("version_no", "thread_no", "person_no")]
    joined = found.outerjoin(answered, answered.c.version_no == found.c.version_no)
    return select(*shown, answered.c.version_no.is_not(None).label("answered")).select_from(joined)


def _answered(found: CTE) -> Subquery:
    """version_no of the suspects after which anybody but their author, and no bot, has written in their thread."""
    threads = select(found.c.thread_no).where(found.c.thread_no.is_not(None))
    written = (
        select(activity.c.thread_no, activity.c.occurred_at, activity.c.version_no, identity.c.person_no)
        .join(identity, identity.c.member_no == activity.c.member_no)
        .where(activity.c.current, activity.c.kind.in_(("post", "comment")), activity.c.thread_no.in_(threads), ~identity.c.is_bot)
        .subquery()
    )
    later = and_(
        written.c.thread_no == found.c.thread_no,
        written.c.occurred_at >= found.c.occurred_at,
        written.c.version_no != found.c.version_no,
        written.c.person_no != found.c.person_no,
    )
    return select(found.c.version_no).join(written, later).distinct().subquery("answered")
