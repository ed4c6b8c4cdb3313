"""What members do: posts, comments, reactions, attendance."""

import pandas as pd

from lib.records.kind import Fault, Field, Kind, Type

KINDS = {
    "post": ("topic", "question", "thread", "message", "article", "opening"),
    "comment": ("reply", "answer", "response"),
    "reaction": ("like", "vote", "upvote", "emoji"),
    "attendance": ("attended", "event", "rsvp", "visit"),
}

RECONSTRUCTED = "~"
"""With this sign start the ``thread_id`` values that a rule of ours gave to a chat without threads; the platform's own never do."""


def not_its_own_parent(rows: pd.DataFrame) -> Fault:
    """An activity that names itself as what it answers."""
    return Fault(
        where=(rows["parent_id"] == rows["activity_id"]).fillna(False).astype(bool),
        field="parent_id",
        reason="An activity cannot answer itself",
        hint="leave parent_id empty for an opening",
    )


ACTIVITY = Kind(
    name="activity",
    title="Activity",
    doc="One act of one member at one moment. Activities of one thread_id form a thread; its earliest post opens it.",
    key=("activity_id",),
    fields=(
        Field(
            "activity_id",
            Type.ID,
            "The act's id in its source.",
            required=True,
            aliases=("id", "post id", "message id", "comment id", "answer id", "question id", "event id"),
        ),
        Field(
            "occurred_at",
            Type.INSTANT,
            "When it happened.",
            required=True,
            aliases=("created at", "created", "timestamp", "date", "time", "posted at", "created on", "creation date", "sent at"),
            past=True,
        ),
        Field(
            "member_id",
            Type.ID,
            "Who did it.",
            required=True,
            aliases=("author", "author id", "user", "user id", "username", "creator", "poster", "from id", "member"),
        ),
        Field(
            "kind",
            Type.CHOICE,
            "post, comment, reaction or attendance.",
            required=True,
            aliases=("type", "activity type", "action", "post type"),
            choices=KINDS,
        ),
        Field("platform", Type.TEXT, "Where: forum, slack, discord.", aliases=("network", "product")),
        Field("channel", Type.TEXT, "The room, category or topic.", aliases=("category", "room", "topic", "forum", "board", "channel name", "group")),
        Field("thread_id", Type.ID, "The conversation it belongs to.", aliases=("topic id", "thread", "question id", "conversation id", "thread ts")),
        Field("parent_id", Type.ID, "The activity it answers.", aliases=("reply to", "reply to id", "parent", "in reply to", "reply to post id")),
        Field("title", Type.TEXT, "The headline of a post.", aliases=("subject", "topic title", "headline")),
        Field(
            "text", Type.TEXT, "What was written; HTML is kept as it came.", aliases=("content", "body", "raw", "message", "post raw", "comment", "contents")
        ),
        Field(
            "is_solution",
            Type.BOOLEAN,
            "Marked as the answer that solved the thread.",
            aliases=("accepted", "accepted answer", "solution", "is accepted", "solved"),
        ),
        Field("views", Type.INTEGER, "How often it was seen.", aliases=("view count", "impressions"), low=0),
        Field("url", Type.TEXT, "Where it can be read.", aliases=("link", "permalink", "href")),
    ),
    checks=(not_its_own_parent,),
)
